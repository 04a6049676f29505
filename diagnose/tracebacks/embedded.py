"""Traces inside the message of another exception."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.entries import LogEntry
from diagnose.model.events import RaisedException, Surfaced, TraceEvent
from diagnose.model.lines import Line
from diagnose.tracebacks.frames import is_frame
from diagnose.tracebacks.protocol import Parser, PayloadLine
from diagnose.tracebacks.rows import StreamLines
from diagnose.tracebacks.stops import is_header

_MOST_LEVELS = 4


def embedded_events(event: TraceEvent, parse: Parser, level: int = 0) -> tuple[TraceEvent, ...]:
    """The events whose text stands in the messages of the event's own chain, in order, read with ``parse``.

    Messages inside messages are read to a fixed depth, so that no input decides the recursion.
    """
    if level >= _MOST_LEVELS:
        return ()
    found = (inner for exception in event.chain for inner in _in_message(exception, parse))
    return tuple(replace(inner, embedded=embedded_events(inner, parse, level + 1)) for inner in found)


def _in_message(exception: RaisedException, parse: Parser) -> list[TraceEvent]:
    texts = exception.message.split("\n")
    if len(texts) < 2 or not any(is_header(text) or is_frame(text) for text in texts[1:]):
        return []
    lines = _lines(exception, texts)
    found: list[TraceEvent] = []
    index = 1
    while index < len(lines):
        text = lines[index].text
        read = parse(lines, index) if is_header(text) or is_frame(text) else None
        if read is None:
            index += 1
            continue
        event, index = read
        found.append(replace(event, surfaced=Surfaced.EMBEDDED))
    return found


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
