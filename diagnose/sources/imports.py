"""Which files of its project a source imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.sources import imports_python, imports_script
from diagnose.sources.files import Files
from diagnose.sources.source import Source
from diagnose.sources.walk import Parts

_MOST = 200


def imported(files: Files, source: Source) -> tuple[Source, ...]:
    """The other cells of its notebook, then the files in the order of the imports, each once."""
    own = tuple(part for part in source.path.split("/") if part)
    found: list[Source] = []
    if source.cell is not None:
        found.extend(other for other in files.sources(own) if other != source)
    seen = {own}
    for parts in _files_of(files, source, own):
        if len(found) >= _MOST:
            break
        if parts not in seen and (other := files.source(parts)) is not None:
            seen.add(parts)
            found.append(other)
    return tuple(found)


def _files_of(files: Files, source: Source, own: Parts) -> Iterator[Parts]:
    language = imports_python if source.language == "python" else imports_script
    for parts, names in language.targets(files, own, source.text):
        yield parts
        yield from _handed_on(files, parts, names)


def _handed_on(files: Files, package: Parts, names: Iterable[str]) -> Iterator[Parts]:
    """Where a package's own file has these names from: one step behind what it only hands on."""
    if not package[-1].startswith(("__init__.", "index.")):
        return
    source = files.source(package)
    if source is None:
        return
    wanted = frozenset(names)
    language = imports_python if source.language == "python" else imports_script
    for parts, handed in language.targets(files, package, source.text):
        if not handed or not wanted or "*" in wanted or not wanted.isdisjoint(handed):
            yield parts
