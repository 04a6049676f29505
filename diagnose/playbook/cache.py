"""Packs of one's own, kept compiled in the user's cache folder: only a change in them is read again.

What is kept is named after the contents of the files that it was made from. The folder may be deleted at any time, and
it need not be writable: then every call reads the YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from diagnose.playbook.index import decoded, encoded, stamp
from diagnose.playbook.loaded import Loaded
from diagnose.playbook.packs import Pack

KEPT = 20
"""Indexes that stay in the folder, the youngest."""
_LARGEST = 256 << 20
_SUFFIX = ".index"


def folder() -> Path:
    """Where indexes are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("autogen-doctor", appauthor=False) / "playbooks"


def through_cache(packs: Sequence[Pack], basis: bytes, read: Callable[[], Loaded]) -> Loaded:
    """What the packs hold: as kept, or else read and then kept. ``basis`` is whatever else the reading depends on."""
    mark = stamp(basis, *_contents(packs))
    path = folder() / f"{mark.hex()}{_SUFFIX}"
    kept = _kept(path, mark)
    if kept is None:
        kept = read()
        with suppress(OSError):  # a cache that cannot be written is none
            _keep(path, encoded(kept, mark))
    return kept


def _contents(packs: Sequence[Pack]) -> list[bytes]:
    """Everything that the reading of packs depends on."""
    parts: list[bytes] = []
    for pack in packs:
        parts += [b"folder" if pack.is_folder else b"nothing", pack.label.encode("utf-8", "surrogatepass")]
        for file in pack.files:
            names = f"{file.record}\0{file.stem}\0{file.path}\0{file.unread}"
            parts += [names.encode("utf-8", "surrogatepass"), file.content]
    return parts


def _kept(path: Path, mark: bytes) -> Loaded | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return decoded(path.read_bytes(), mark)
    except OSError:
        return None


def _keep(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, whoever writes it at the same time, and let the oldest go."""
    import os
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _let_go(path.parent)


def _let_go(place: Path) -> None:
    ages = []
    for other in place.iterdir():
        if other.suffix in (_SUFFIX, ".new"):
            with suppress(OSError):  # another process was quicker
                ages.append((other.stat().st_mtime_ns, other))
    for _, other in sorted(ages, reverse=True)[KEPT:]:
        with suppress(OSError):
            other.unlink()
