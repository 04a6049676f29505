"""All that is known, without reading YAML where that was done before.

The shipped playbooks are compiled when the package is built; a checkout, and whoever brings playbooks of his own, has
what he used last in the cache. The values are the same on each of these ways.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from diagnose.model.playbook import line_patterns_of, patterns_of
from diagnose.playbook.index import decoded, encoded, holds, stamp
from diagnose.playbook.loaded import Loaded
from diagnose.playbook.locate import SHIPPED, index_of, shipped_folder
from diagnose.playbook.packs import Pack, read_pack


def known(folders: Sequence[Path] = ()) -> Loaded:
    """The shipped playbooks and, over them, those of the folders in order; their faults and remarks each time."""
    shipped = shipped_folder()
    mark, data = _mark(shipped), _index(shipped)
    if not folders:
        compiled = decoded(data, mark, later=True)
        if compiled is not None:
            return compiled
    from diagnose.playbook.cache import through_cache

    packs = [read_pack(folder, folder.as_posix()) for folder in folders]
    if holds(data, mark):
        return through_cache(packs, mark, lambda: _read(read_pack(shipped, SHIPPED), packs))
    own = read_pack(shipped, SHIPPED)
    return through_cache([own, *packs], b"".join(_sources()), lambda: _read(own, packs))


def compiled(folder: Path) -> bytes:
    """The index of a folder of playbooks that is to be shipped. Raises ValueError where a file has a fault."""
    contents = _read(read_pack(folder, SHIPPED), ())
    if contents.faults:
        raise ValueError("; ".join(map(str, contents.faults)))
    return encoded(contents, _mark(folder))


def _read(shipped: Pack, packs: Sequence[Pack]) -> Loaded:
    from diagnose.playbook.loading import load_packs
    from diagnose.prefilter import triggers_of

    contents = load_packs(shipped, packs)
    everything = contents.playbooks
    triggers, words = triggers_of(everything).literals, _words(patterns_of(everything))
    lines = tuple(sorted(set(line_patterns_of(everything))))
    return replace(contents, playbooks=replace(everything, triggers=triggers, words=words, lines=lines))


def _words(patterns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each pattern the words of which a text that it hits holds one, where it has such words."""
    from diagnose.prefilter.literals import required

    found = ((pattern, required(pattern)) for pattern in dict.fromkeys(patterns))
    return {pattern: tuple(sorted({word.casefold() for word in words})) for pattern, words in found if words}


def _index(folder: Path) -> bytes:
    try:
        return index_of(folder).read_bytes()
    except OSError:
        return b""


def _mark(folder: Path) -> bytes:
    """The stamp of the folder's index: the names and sizes of its files tell whether somebody changed it."""
    return stamp(b"shipped", *(f"{name}\0{size}".encode("utf-8", "surrogatepass") for name, size in _listed(folder)))


def _listed(folder: Path) -> Iterator[tuple[str, int]]:
    for place in (folder / "causes", folder / "classes", folder):
        try:
            with os.scandir(place) as entries:
                yield from sorted((entry.name, entry.stat().st_size) for entry in entries if ".y" in entry.name)
        except OSError:
            yield f"no {place.name}", 0


def _sources() -> Iterator[bytes]:
    """The state of this program's own files: in a checkout the way that playbooks are read may change any time."""
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        state = path.stat()
        yield f"{path.name}\0{state.st_size}\0{state.st_mtime_ns}\0".encode()
