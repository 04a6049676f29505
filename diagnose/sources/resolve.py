"""Which line of the user's own code a frame of a trace names."""

from __future__ import annotations

import os

from diagnose.model.events import Frame, Origin
from diagnose.sources.compare import compared, names
from diagnose.sources.files import Files
from diagnose.sources.ignored import NEVER
from diagnose.sources.printed import Printed, read_printed
from diagnose.sources.source import Place, State
from diagnose.sources.walk import Parts

_MOST_READ = 50
"""Of more files with the same ending none is chosen."""


def resolve(files: Files, roots: tuple[str, ...], frame: Frame) -> Place | None:
    """The place: the file as printed where it is one of the project, else the one that shares most of the path's end.

    Among several that share as much, the line that the trace prints decides. A file that shares only its name must
    also have that line, or a function of that name. None where this leaves none, or more than one.
    """
    printed = read_printed(frame.filename)
    if printed is None:
        return None
    own = _below(roots, printed)
    if own is not None and not NEVER.isdisjoint(own[:-1]):
        return None
    if own is not None and (place := _place(files, own, frame)) is not None:
        return place
    if frame.origin is not Origin.APPLICATION:
        return None
    return _by_ending(files, printed, frame)


def _below(roots: tuple[str, ...], printed: Printed) -> Parts | None:
    """The parts below the project of a path that lies in it as it is printed."""
    if not printed.absolute:
        return None
    for root in roots:
        above = tuple(part for part in root.replace(os.sep, "/").split("/") if part)
        if _same(printed.parts[: len(above)], above, blind=os.sep == "\\") and len(printed.parts) > len(above):
            return printed.parts[len(above) :]
    return None


def _by_ending(files: Files, printed: Printed, frame: Frame) -> Place | None:
    above = os.path.basename(files.fence.root)  # noqa: PTH119 - the project's own folder may have gone with it
    shared = {parts: _shared((above, *parts), printed) for parts in files.named(printed.parts[-1])}
    most = max(shared.values(), default=0)
    nearest = [parts for parts, count in shared.items() if count == most]
    if most == 0 or len(nearest) > _MOST_READ:
        return None
    places = {parts: place for parts in nearest if (place := _place(files, parts, frame)) is not None}
    if most == 1:
        places = {parts: place for parts, place in places.items() if _is_likely(place, frame)}
    if len(places) > 1:
        places = _chosen(places, printed)
    return next(iter(places.values())) if len(places) == 1 else None


def _chosen(places: dict[Parts, Place], printed: Printed) -> dict[Parts, Place]:
    """Of files that share the same end: those with the line at its place, the one at the very path, those with it."""
    same = {parts: place for parts, place in places.items() if place.state is State.SAME}
    if same and len(same) < len(places):
        return _chosen(same, printed) if len(same) > 1 else same
    if not printed.absolute and printed.parts in places:
        return {printed.parts: places[printed.parts]}
    return {parts: place for parts, place in places.items() if place.state is State.MOVED}


def _is_likely(place: Place, frame: Frame) -> bool:
    """Whether a file that has only its name in common may be the one: the line is there, or the function."""
    if place.state in (State.SAME, State.MOVED):
        return True
    return names(place.source.text, frame.name, else_=place.state is State.UNKNOWN)


def _place(files: Files, parts: Parts, frame: Frame) -> Place | None:
    source = files.source(parts)
    if source is None:
        return None
    found = compared(source.lines, frame.lineno, frame.line)
    return None if found is None else Place(source, *found)


def _shared(parts: Parts, printed: Printed) -> int:
    count = 0
    for own, other in zip(reversed(parts), reversed(printed.parts), strict=False):
        if not _same((own,), (other,), blind=printed.windows):
            break
        count += 1
    return count


def _same(one: Parts, other: Parts, *, blind: bool) -> bool:
    if blind:
        return tuple(map(str.casefold, one)) == tuple(map(str.casefold, other))
    return one == other
