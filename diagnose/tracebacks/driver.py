"""Walks the records of one source, stream by stream, and asks the parsers for the events in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagnose.model.entries import LogEntry, Zone
from diagnose.model.events import EventKind, Surfaced, TraceEvent
from diagnose.tracebacks import (
    debugger,
    faulthandler,
    ipython,
    node,
    plain_type,
    pytest_report,
    python,
    rich_box,
    statements,
    v8,
    warnings_,
)
from diagnose.tracebacks.embedded import embedded_events
from diagnose.tracebacks.protocol import Parser, PayloadLine
from diagnose.tracebacks.rows import StreamLines
from diagnose.tracebacks.stops import shape

_RESULTS = frozenset({Zone.TOOL_RESULT, Zone.CODE_RESULT})
_WITH_MESSAGES = frozenset({EventKind.PYTHON, EventKind.NODE})
# The surest forms first; statements see only what no trace took.
_PARSERS: tuple[Parser, ...] = (
    rich_box.parse,
    ipython.parse,
    pytest_report.parse,
    python.parse,
    debugger.parse,
    node.parse,
    v8.parse,
    faulthandler.parse,
    warnings_.parse,
    plain_type.parse,
    statements.parse,
)


def events(entries: Sequence[LogEntry]) -> list[TraceEvent]:
    """The errors in the records of one source, in the order of their first lines.

    Records that only quote (chat, code, prompts) have none.
    """
    found: list[TraceEvent] = []
    for stream, records in _by_stream(entries).items():
        for run in _runs(records):
            found.extend(replace(event, stream=stream) for event in _walk(run))
    return sorted(found, key=lambda event: event.span.first_line)


def _by_stream(entries: Iterable[LogEntry]) -> dict[str, list[LogEntry]]:
    streams: dict[str, list[LogEntry]] = {}
    for entry in entries:
        streams.setdefault(entry.stream, []).append(entry)
    return streams


def _runs(records: Sequence[LogEntry]) -> Iterable[StreamLines]:
    """The lines of records that may belong together: quoting records and a change of zone part them."""
    run = StreamLines()
    zone: Zone | None = None
    for index, record in enumerate(records):
        if record.zone.quotes or record.zone is not zone or record.zone in _RESULTS:
            if run:
                yield run
            run, zone = StreamLines(), record.zone
        if not record.zone.quotes:
            run.extend(PayloadLine(line, index, record, place == 0) for place, line in enumerate(record.lines))
    if run:
        yield run


def _walk(lines: StreamLines) -> Iterable[TraceEvent]:
    index = 0
    unclaimed = 0
    while index < len(lines):
        read = _first(lines, index) if lines[index].text.strip() else None
        if read is None:
            lines.shapes.update(filter(None, (shape(lines[index].text),)))
            index += 1
            continue
        event, stop = read
        if not event.embedded and event.kind in _WITH_MESSAGES:
            event = replace(event, embedded=embedded_events(event, python.parse))
        yield _with_record(event, lines, unclaimed, index)
        index = unclaimed = max(stop, index + 1)


def _first(lines: StreamLines, index: int) -> tuple[TraceEvent, int] | None:
    for parse in _PARSERS:
        read = parse(lines, index)
        if read is not None:
            return read
    return None


def _with_record(event: TraceEvent, lines: StreamLines, unclaimed: int, start: int) -> TraceEvent:
    """The event with what its record says: level, logger, the words before it, how it reached the log."""
    record = lines[start].record
    surfaced = event.surfaced
    if surfaced is Surfaced.UNCAUGHT and record.zone in _RESULTS:
        surfaced = Surfaced.RESULT
    elif surfaced is Surfaced.UNCAUGHT and (record.level is not None or record.logger is not None):
        surfaced = Surfaced.LOGGED
    heading = event.heading or _heading(lines, unclaimed, start)
    return replace(event, level=record.level, logger=record.logger, surfaced=surfaced, heading=heading)


def _heading(lines: StreamLines, unclaimed: int, start: int) -> str:
    """A log record's words before the event; of plain output only a line right above that ends in a colon."""
    record = lines[start].record
    carried = record.level is not None or record.logger is not None
    first = start
    while first > unclaimed and lines[first - 1].entry == lines[start].entry:
        first -= 1
        if not carried or start - first > 20:
            break
    above = "\n".join(line.text for line in lines[first:start]).strip()
    return above if carried or above.endswith(":") else ""
