"""Puts records together: a head begins one, the lines after it belong to it, and a trace stays in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from diagnose.logformats.block import in_order, part, with_text
from diagnose.logformats.shapes import TRACEBACK, TraceState, is_connector, is_opening, is_warning
from diagnose.model import Level, Line, LogEntry
from diagnose.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a record says. ``text`` is what is left of the line.

    ``padding`` spaces before it were taken for a column's filling; in a trace they may have been its indentation.
    """

    text: str
    level: Level | None = None
    logger: str | None = None
    timestamp: str | None = None
    stream: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    format: str = ""
    padding: int = 0
    complete: bool = False
    """Whether nothing after the line can belong to the record, as with JSON."""


Key = tuple[str, Level | None, str | None, str]


@dataclass(slots=True)
class _Record:
    head: Head | None
    lines: list[Line] = field(default_factory=list)
    state: TraceState = field(default_factory=TraceState)
    bare_trace: int = 0
    """Where in ``lines`` the first traceback begins whose lines have no head; 0 where there is none."""

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.state.feed(line.text)


class Recorder:
    """Collects the records of one block, in the order of the input."""

    def __init__(self, parent: LogEntry) -> None:
        self._parent = parent
        self._records: list[_Record] = []
        self._open: dict[Key, _Record] = {}

    def head(self, head: Head, lines: Sequence[Line]) -> None:
        """A record's head, with the payload lines that stood in the same input line."""
        key = (head.format, head.level, head.logger, head.stream)
        record = self._open.get(key)
        lines = _indented_again(record, head, lines)
        if record is None or not lines or not _continues(record, head, lines[0].text):
            record = _Record(head)
            self._open[key] = record
            self._records.append(record)
        for line in lines:
            record.add(line)

    def raw(self, line: Line) -> None:
        """A line without a head."""
        if not self._records or self._begins(line.text, self._records[-1]):
            self._records.append(_Record(None))
        record = self._records[-1]
        if not record.state.seen and line.text.startswith(TRACEBACK):
            record.bare_trace = len(record.lines)
        record.add(line)

    def _begins(self, text: str, record: _Record) -> bool:
        """Whether a bare line cannot belong to the record before it."""
        if record.head is None:
            return False
        if record.head.complete:
            return True
        if is_opening(text) or is_warning(text):
            return True
        if not text.startswith(TRACEBACK):
            return False
        if record.state.seen:
            return not record.state.links
        return not _carries_trace(record)

    def entries(self) -> list[LogEntry]:
        """The records as parts of the block that they were found in."""
        self._detach_end()
        return in_order(self._entry(record) for record in self._records)

    def _detach_end(self) -> None:
        """A traceback that a warning is followed by, and then nothing, is how the program ended."""
        last = self._records[-1] if self._records else None
        if last is None or last.head is None or last.head.level is not Level.WARNING:
            return
        if last.bare_trace:
            self._records.append(_Record(None, last.lines[last.bare_trace :]))
            del last.lines[last.bare_trace :]

    def _entry(self, record: _Record) -> LogEntry:
        head = record.head
        if head is None:
            return part(self._parent, record.lines)
        return part(
            self._parent,
            record.lines,
            head.format,
            level=head.level,
            logger=head.logger,
            timestamp=head.timestamp,
            stream=head.stream,
            fields=head.fields,
        )


def _continues(record: _Record, head: Head, text: str) -> bool:
    """Whether a head with the same key repeats for a further line of the same record."""
    state = record.state
    if state.open:
        return True
    if not text.strip():
        return state.seen
    if text[0].isspace() or is_connector(text) or text.startswith(TRACEBACK):
        return state.wants(text)
    same = record.head is not None and head.timestamp is not None and record.head.timestamp == head.timestamp
    return state.closed and same and not record.bare_trace  # a trace without heads goes on without any


def _indented_again(record: _Record | None, head: Head, lines: Sequence[Line]) -> Sequence[Line]:
    """Give a frame its indentation back that was taken for padding."""
    if record is None or record.head is None or not record.state.open or head.padding <= record.head.padding:
        return lines
    return [with_text(lines[0], " " * (head.padding - record.head.padding) + lines[0].text), *lines[1:]]


def _carries_trace(record: _Record) -> bool:
    """Whether a record may have an exception attached: after an INFO line, a traceback is the program's end."""
    level = record.head.level if record.head else None
    if level is None:
        return False
    if level >= Level.WARNING:
        return True
    said = " ".join(line.text for line in record.lines[:3]).lower()
    return "exception" in said or "traceback" in said or "encountered" in said
