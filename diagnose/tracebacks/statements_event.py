"""The event that a statement without a trace becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind, Link, RaisedException, Surfaced, TraceEvent
from diagnose.tracebacks.protocol import PayloadLine, span_of

Read = tuple[TraceEvent, int]
"""An event, and the index of the first line after it."""

_RESULTS = frozenset({EventKind.TOOL_RESULT, EventKind.CODE_RESULT})
_TYPED = regex(r"(?:^|[\s(\[`'\"])((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Timeout))(?::\s+|:?$)")


def single(
    kind: EventKind,
    lines: Sequence[PayloadLine],
    start: int,
    stop: int,
    message: str,
    *,
    type: str = "",
    properties: Iterable[tuple[str, str]] = (),
    heading: str = "",
    embedded: tuple[TraceEvent, ...] = (),
) -> Read:
    """An event of one exception without frames, on the lines from ``start`` up to ``stop``."""
    span = span_of(lines, start, stop)
    raised = RaisedException(type, message, Link.NONE, (), span, span, properties=tuple(properties))
    surfaced = Surfaced.RESULT if kind in _RESULTS else Surfaced.UNCAUGHT
    return TraceEvent(kind, (raised,), span, surfaced, heading=heading, embedded=embedded), stop


def record_stop(lines: Sequence[PayloadLine], start: int, limit: int = 400) -> int:
    """The index after the last line of the record that line ``start`` belongs to, at most ``limit`` lines on."""
    stop = start + 1
    while stop < min(len(lines), start + limit) and lines[stop].entry == lines[start].entry:
        stop += 1
    return stop


def split_type(text: str) -> tuple[str, str, str]:
    """Words in front, type and message of a statement that names an exception; without one all is message."""
    line, feed, more = text.partition("\n")
    match = _TYPED.search(line[:2000])
    if match is None:
        return "", "", text
    return line[: match.start(1)].strip(), match[1], line[match.end() :] + feed + more
