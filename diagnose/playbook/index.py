"""Playbooks that were read and checked once, as bytes: taking them in is a matter of milliseconds, not of a second.

An index is plain data: behind a head one line of JSON with everything but the causes, a line for each of those, and one
for the code patterns of each. It is of use only to the version that wrote it, for the files that it was made from:
whatever differs, it is as if there were none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from diagnose.model.causes import Causes, Later
from diagnose.model.digests import sha256
from diagnose.playbook.values import Read, declared, plain, reader
from diagnose.version import __version__

if TYPE_CHECKING:
    from diagnose.model.code import CodePattern
    from diagnose.model.playbook import Cause
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

    values = plain(contents)
    causes = values["playbooks"]["causes"]
    values["playbooks"]["causes"] = [cause["id"] for cause in causes]
    codes = [cause.pop("code", []) for cause in causes]
    for cause, code in zip(causes, codes, strict=True):
        cause["code"] = len(code)
    parts = (values, *causes, *codes)
    body = "\n".join(json.dumps(each, separators=(",", ":")) for each in parts).encode("ascii")
    return _MAGIC + mark + crc32(body).to_bytes(_SUM, "little") + body


def holds(data: bytes, mark: bytes) -> bool:
    """Whether these bytes are an undamaged index with this stamp."""
    return data[:_HEAD] == _MAGIC + mark + crc32(memoryview(data)[_HEAD:]).to_bytes(_SUM, "little")


def decoded(data: bytes, mark: bytes, later: bool = False) -> Loaded | None:
    """What the index holds; None where it is none, is damaged, or does not have this stamp.

    ``later`` makes each cause when it is asked for, which only an index that comes with this program is trusted with.
    """
    if not holds(data, mark):
        return None
    import json

    known: dict[str, Read | None] = {}
    read, read_cause, read_code = (reader(name, known) for name in ("Loaded", "Cause", "CodePattern"))
    assert read is not None
    assert read_cause is not None
    assert read_code is not None
    try:
        first, *rest = data[_HEAD:].split(b"\n")
        values = json.loads(first.decode("ascii"))
        names = values["playbooks"]["causes"]

        def code(line: bytes) -> tuple[CodePattern, ...]:
            return tuple(map(read_code, json.loads(line.decode("ascii"))))

        def cause(place: int) -> Cause:
            fields = json.loads(rest[place].decode("ascii"))
            line = rest[len(names) + place]
            fields["code"] = Later(fields["code"], lambda: code(line)) if later else code(line)
            made: Cause = read_cause(fields)
            return made

        causes = Causes(names, cause)
        values["playbooks"]["causes"] = causes if later else tuple(causes)
        contents: Loaded = read(values)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):  # data in order that is none of ours
        return None
    return contents
