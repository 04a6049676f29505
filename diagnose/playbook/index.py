"""Playbooks that were read and checked once, as bytes: taking them in is a matter of milliseconds, not of a second.

An index is plain data: JSON behind a head. It is of use only to the version that wrote it, for the files that it was
made from: whatever differs, it is as if there were none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from diagnose.model.digests import sha256
from diagnose.playbook.values import declared, plain, reader
from diagnose.version import __version__

if TYPE_CHECKING:
    from diagnose.playbook.loaded import Loaded

_MAGIC = b"autogen-doctor playbooks\n"
_STAMP = 16
_SUM = 4
_HEAD = len(_MAGIC) + _STAMP + _SUM


def stamp(*parts: bytes) -> bytes:
    """What tells an index from that of other files, another version, or other values."""
    digest = sha256()
    for part in (__version__.encode(), declared().encode(), *parts):
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.digest()[:_STAMP]


def encoded(contents: Loaded, mark: bytes) -> bytes:
    """The index with this stamp."""
    import json

    body = json.dumps(plain(contents), separators=(",", ":")).encode("ascii")
    return _MAGIC + mark + crc32(body).to_bytes(_SUM, "little") + body


def holds(data: bytes, mark: bytes) -> bool:
    """Whether these bytes are an undamaged index with this stamp."""
    return data[:_HEAD] == _MAGIC + mark + crc32(memoryview(data)[_HEAD:]).to_bytes(_SUM, "little")


def decoded(data: bytes, mark: bytes) -> Loaded | None:
    """What the index holds; None where it is none, is damaged, or does not have this stamp."""
    if not holds(data, mark):
        return None
    import json

    read = reader("Loaded", {})
    assert read is not None
    try:
        contents: Loaded = read(json.loads(data[_HEAD:].decode("ascii")))
    except (ValueError, TypeError, AttributeError, RecursionError):  # data in order that is none of ours
        return None
    return contents
