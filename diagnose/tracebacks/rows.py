"""The text that a parser walks over: payload lines with a common margin taken off, or the rows of one group member."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from diagnose.model.events import RaisedException
from diagnose.model.lines import Span
from diagnose.tracebacks.protocol import PayloadLine

Members = tuple[tuple[RaisedException, ...], ...]


class StreamLines(list[PayloadLine]):
    """The payload lines of one stream.

    ``shapes`` holds the shapes of the lines that no trace took so far: what the program prints anyway, and hence no
    part of a message.
    """

    def __init__(self, lines: Sequence[PayloadLine] = ()) -> None:
        super().__init__(lines)
        self.shapes: set[str] = set()
        self._positions: dict[Callable[[str], bool], list[int]] = {}

    def next_where(self, test: Callable[[str], bool], index: int) -> int:
        """The first line at or after ``index`` that passes; past the end where none does. All are found once."""
        if test not in self._positions:
            self._positions[test] = [place for place, line in enumerate(self) if test(line.text)]
        places = self._positions[test]
        found = bisect_left(places, index)
        return places[found] if found < len(places) else len(self)


def next_where(lines: Sequence[PayloadLine], test: Callable[[str], bool], index: int) -> int:
    """The first line at or after ``index`` that passes; past the end where none does."""
    if isinstance(lines, StreamLines):
        return lines.next_where(test, index)
    return next((place for place in range(index, len(lines)) if test(lines[place].text)), len(lines))


class OpenRows:
    """Lines of a stream from which a common prefix is taken off; a line without the prefix ends them."""

    closed = False
    """Whether everything up to the end is known to belong to one chain."""

    def __init__(self, lines: Sequence[PayloadLine], prefix: str = "") -> None:
        self.lines = lines
        self.prefix = prefix
        self.width = 0
        self.unclosed = False
        """Whether a quoted part was found to have no end."""
        self._bare = prefix.rstrip()
        self.shapes: set[str] = lines.shapes if isinstance(lines, StreamLines) else set()

    def text(self, index: int) -> str | None:
        """The text of a row, None past the end."""
        if not 0 <= index < len(self.lines):
            return None
        text = self.lines[index].text
        if text.startswith(self.prefix):
            return text[len(self.prefix) :]
        return "" if text.rstrip() == self._bare else None

    def line(self, index: int) -> PayloadLine:
        """The payload line that a row is taken from."""
        return self.lines[index]

    def members(self, index: int) -> Members | None:  # noqa: ARG002 - rows without groups have none
        """The group members that stand right before a row; only the rows of a group member have any."""
        return None

    def span(self, start: int, stop: int) -> Span:
        """The lines of the file from row ``start`` up to, not including, ``stop``."""
        first, last = self.lines[start], self.lines[max(start, stop - 1)]
        return Span(first.source, first.number, max(first.number, last.number))

    def new_record(self, head: int, index: int) -> bool:
        """Whether a record begins at ``index`` that cannot continue the message that began at ``head``."""
        line, start = self.lines[index], self.lines[head]
        if line.entry == start.entry or not line.first:
            return False
        own, other = start.record, line.record
        if (own.level, own.logger, own.wrapping, own.zone) != (other.level, other.logger, other.wrapping, other.zone):
            return True
        # One record per line is how containers and line-wise wrappers log; a record of many lines is complete.
        return len(own.lines) > 1 or len(other.lines) > 1 or not own.wrapping


class MemberRows(OpenRows):
    """The rows of one chain inside an exception group: margins are off, deeper members are attached between rows."""

    closed = True

    def __init__(self, width: int = 0) -> None:
        super().__init__(())
        self.width = width
        self.rows: list[tuple[str, PayloadLine]] = []
        self.attached: dict[int, Members] = {}

    def add(self, text: str, line: PayloadLine) -> None:
        """Append a row."""
        self.rows.append((text, line))

    def attach(self, members: Members) -> None:
        """Note that a group's members stand after the last row."""
        self.attached[len(self.rows)] = self.attached.get(len(self.rows), ()) + members

    def text(self, index: int) -> str | None:
        return self.rows[index][0] if 0 <= index < len(self.rows) else None

    def line(self, index: int) -> PayloadLine:
        return self.rows[index][1]

    def members(self, index: int) -> Members | None:
        return self.attached.get(index)

    def span(self, start: int, stop: int) -> Span:
        first, last = self.rows[start][1], self.rows[max(start, stop - 1)][1]
        return Span(first.source, first.number, max(first.number, last.number))

    def new_record(self, head: int, index: int) -> bool:  # noqa: ARG002 - all rows are of one event
        return False
