"""Versions that follow from the lines on which functions of known packages stand in a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from diagnose.lazy import regex
from diagnose.matching.strands import strands
from diagnose.model.dataclass import dataclass
from diagnose.model.events import EventKind, Frame, TraceEvent
from diagnose.model.frametable import FrameTable, Product
from diagnose.model.lines import Span
from diagnose.model.versions import Version

_PLACE = regex(r"(?:site|dist)-packages/((?:autogen(?:_agentchat|_core|_ext)?|ag2|openai)/[\w./]{1,200}\.py)\Z")
_MODULES = {
    "autogen": ("autogen-0.2", "ag2"),
    "ag2": ("ag2",),
    "autogen_agentchat": ("autogen-agentchat",),
    "autogen_core": ("autogen-core",),
    "autogen_ext": ("autogen-ext",),
    "openai": ("openai",),
}
_MOST_EVENTS = 20
_MOST_FRAMES = 400


@dataclass(frozen=True, slots=True)
class _Seen:
    """A frame of a known package: the file as the package has it, and whether it is where its exception was raised."""

    path: str
    name: str
    line: int
    text: str | None
    innermost: bool
    span: Span


def framed(events: Sequence[TraceEvent], table: Callable[[], FrameTable]) -> list[Version]:
    """The versions that all frames of a package allow; nothing of a package whose frames none of them allows.

    Of the module autogen, which AutoGen 0.2 and AG2 both have, what is said of both holds for whichever it is.
    """
    seen = list(_frames(events))
    return [one for module in dict.fromkeys(_module(one) for one in seen) for one in _versions(module, seen, table())]


def _frames(events: Sequence[TraceEvent]) -> Iterator[_Seen]:
    told: set[tuple[str, str, int]] = set()
    for event in events[:_MOST_EVENTS]:
        if event.kind is not EventKind.PYTHON:
            continue
        for raised in (raised for strand in strands(event) for raised in strand.path):
            for frame in raised.frames:
                one = _seen(frame, frame is raised.frames[-1])
                if one is not None and (key := (one.path, one.name, one.line)) not in told:
                    told.add(key)
                    yield one
        if len(told) > _MOST_FRAMES:
            return


def _seen(frame: Frame, innermost: bool) -> _Seen | None:
    hit = _PLACE.search(frame.filename.replace("\\", "/")) if frame.lineno and frame.name else None
    if hit is None or not frame.name or not frame.lineno:
        return None
    return _Seen(hit[1], frame.name.rpartition(".")[2], frame.lineno, frame.line, innermost, frame.span)


def _module(seen: _Seen) -> str:
    return seen.path.partition("/")[0]


def _versions(module: str, seen: Iterable[_Seen], table: FrameTable) -> Iterator[Version]:
    own = [one for one in seen if _module(one) == module]
    for name in _MODULES[module]:
        product = table.get(name)
        allowed = _allowed(product, own) if product is not None else None
        if product is not None and allowed:
            places, used = allowed
            least, most = product.versions[min(places)], product.versions[max(places)]
            newest = max(places) == len(product.versions) - 1
            span = Span.over(used[0].span.source, *(one.span.first_line for one in used))
            yield Version(name, None, least, None if newest else most, False, "its frames", span)


def _allowed(product: Product, seen: Iterable[_Seen]) -> tuple[frozenset[int], list[_Seen]] | None:
    """The versions, by their place, that have each of these frames; None where no frame tells, or none has them all."""
    allowed: frozenset[int] | None = None
    used: list[_Seen] = []
    for one in seen:
        holding = product.holds(one.path, one.name, one.line, one.text)
        if holding is None or (one.innermost and not holding):
            continue
        allowed = holding if allowed is None else allowed & holding
        used.append(one)
    return (allowed, used) if allowed else None
