"""What a parser of one form of trace reads and returns.

The driver (``diagnose.tracebacks.events``) lays the records of one stream end to end as payload lines and asks the
parsers, at each line, whether an event starts there. A parser looks at lines before ``start`` only to understand what
it sees, never to claim them (``heading`` is text that it took from lines at or after ``start``; the driver adds the
record's own words).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from diagnose.model.dataclass import dataclass
from diagnose.model.entries import LogEntry
from diagnose.model.events import TraceEvent
from diagnose.model.lines import Line, Span


@dataclass(frozen=True, slots=True)
class PayloadLine:
    """One payload line of a stream, and the record that it belongs to.

    ``entry`` is the record's index in the stream: lines of one record have the same. ``first`` tells the first line of
    its record.
    """

    line: Line
    entry: int
    record: LogEntry
    first: bool

    @property
    def text(self) -> str:
        """The text, without line end."""
        return self.line.text

    @property
    def number(self) -> int:
        """The line's number in the file."""
        return self.line.number

    @property
    def source(self) -> str:
        """The name of the input."""
        return self.line.source


class Parser(Protocol):
    """Reads the event that starts at a line, if one does.

    Returns the event and the index of the first line after it (always > ``start``), or None. It must be cheap on a
    line that starts nothing. ``level``, ``logger`` and ``stream`` of the event are filled in by the driver, and
    ``surfaced`` too where the parser leaves UNCAUGHT: LOGGED in a record that has a level, RESULT in a tool's or an
    executor's result. Lines of quoting zones are never shown to a parser.
    """

    def __call__(self, lines: Sequence[PayloadLine], start: int, /) -> tuple[TraceEvent, int] | None: ...


def span_of(lines: Sequence[PayloadLine], start: int, stop: int) -> Span:
    """The lines of the file from index ``start`` up to, not including, ``stop``."""
    return Span.over(lines[start].source, lines[start].number, lines[max(start, stop - 1)].number)
