"""Traces inside the message of another exception."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.entries import LogEntry
from diagnose.model.events import RaisedException, Surfaced, TraceEvent
from diagnose.model.lines import Line
from diagnose.tracebacks.frames import is_frame
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rows import StreamLines
from diagnose.tracebacks.stops import is_header

_MOST_LEVELS = 4


class _Depth:
    """How deep the current message lies in other messages; a bound, so that no input decides the recursion."""

    level = 0


def embedded_events(event: TraceEvent) -> tuple[TraceEvent, ...]:
    """The events whose text stands in the messages of the event's own chain, in order."""
    if _Depth.level >= _MOST_LEVELS:
        return ()
    _Depth.level += 1
    try:
        return tuple(found for exception in event.chain for found in _in_message(exception))
    finally:
        _Depth.level -= 1


def _in_message(exception: RaisedException) -> list[TraceEvent]:
    texts = exception.message.split("\n")
    if len(texts) < 2 or not any(is_header(text) or is_frame(text) for text in texts[1:]):
        return []
    lines = _lines(exception, texts)
    found: list[TraceEvent] = []
    index = 1
    while index < len(lines):
        text = lines[index].text
        read = _parse(lines, index) if is_header(text) or is_frame(text) else None
        if read is None:
            index += 1
            continue
        event, index = read
        found.append(replace(event, surfaced=Surfaced.EMBEDDED))
    return found


def _parse(lines: StreamLines, index: int) -> tuple[TraceEvent, int] | None:
    from diagnose.tracebacks import python  # a trace in a trace

    return python.parse(lines, index)


def _lines(exception: RaisedException, texts: list[str]) -> StreamLines:
    """The message as payload lines of its own, with the numbers that they have in the file."""
    first, last = exception.head.first_line, exception.head.last_line
    step = 1 if last - first + 1 >= len(texts) else 0
    numbered = tuple(
        Line(first + index * step, text if text.rstrip() != '"""' else "", exception.head.source)
        for index, text in enumerate(texts)
    )
    record = LogEntry(numbered)
    return StreamLines([PayloadLine(line, 0, record, index == 0) for index, line in enumerate(numbered)])
