"""Text as the payload lines that a parser is given."""

from __future__ import annotations

from diagnose.model import Level, Line, LogEntry, RaisedException, Span, TraceEvent, Zone
from diagnose.tracebacks.protocol import Parser, PayloadLine

SOURCE = "t.log"


def payload(text: str, *, zone: Zone = Zone.PLAIN, level: Level | None = None, first: int = 1) -> list[PayloadLine]:
    """The lines of one record."""
    lines = tuple(Line(first + index, line, SOURCE) for index, line in enumerate(text.split("\n")))
    record = LogEntry(lines, level=level, zone=zone)
    return [PayloadLine(line, 0, record, index == 0) for index, line in enumerate(lines)]


def records(*parts: tuple[str, Level | None]) -> list[PayloadLine]:
    """The lines of several records, one after the other."""
    found: list[PayloadLine] = []
    for entry, (text, level) in enumerate(parts):
        lines = payload(text, level=level, first=len(found) + 1)
        found += [PayloadLine(line.line, entry, line.record, line.first) for line in lines]
    return found


def walk(parse: Parser, lines: list[PayloadLine]) -> list[TraceEvent]:
    """All events that a parser finds, as the driver would ask for them."""
    found, index = [], 0
    while index < len(lines):
        read = parse(lines, index)
        if read is None:
            index += 1
            continue
        assert read[1] > index
        found.append(read[0])
        index = read[1]
    return found


def only(parse: Parser, lines: list[PayloadLine]) -> TraceEvent:
    """The one event that a parser finds."""
    (event,) = walk(parse, lines)
    return event


def at(first: int, last: int | None = None) -> Span:
    """A span of the test's source."""
    return Span(SOURCE, first, first if last is None else last)


def outline(exception: RaisedException) -> tuple[str, str, dict[str, str]]:
    """What an exception says: type, message, properties."""
    return exception.type, exception.message, dict(exception.properties)
