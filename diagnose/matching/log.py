"""The log around the errors: the program's own statements, line by line, and where patterns hit them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diagnose.matching.patterns import LineScanner, captures, clip
from diagnose.model.entries import Level, LogEntry
from diagnose.model.lines import Line, Span


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that the program itself states (nothing that a conversation quotes), and the record it stands in."""

    line: Line
    record: LogEntry

    @property
    def quiet(self) -> bool:
        """Whether the record's own level says that this is no error."""
        return self.record.level is not None and self.record.level < Level.WARNING


@dataclass(frozen=True)
class Log:
    """One source's records, with an index of the lines that playbook patterns hit."""

    source: str
    entries: tuple[LogEntry, ...]
    own: tuple[OwnLine, ...]
    numbers: tuple[int, ...]
    _hits: dict[str, list[int]] = field(default_factory=dict)

    def lines_hit(self, pattern: str) -> Sequence[int]:
        """Indices into ``own`` of the lines that a scanned pattern hits, in order."""
        return self._hits.get(pattern, ())

    def search(
        self, patterns: Iterable[str], first: int | None = None, last: int | None = None, nearest_to: int | None = None
    ) -> tuple[OwnLine, dict[str, str]] | None:
        """The line that one of the patterns hits and its named groups, within ``first <= number <= last``.

        The earliest such line, or the one nearest to line ``nearest_to``.
        """
        best: tuple[int, int, str] | None = None
        for pattern in patterns:
            for index in self._within(self.lines_hit(pattern), first, last):
                number = self.own[index].line.number
                rank = abs(number - nearest_to) if nearest_to is not None else number
                if best is None or rank < best[0]:
                    best = (rank, index, pattern)
        if best is None:
            return None
        line = self.own[best[1]]
        return line, dict(captures(best[2], clip(line.line.text)) or {})

    def count(self, patterns: Iterable[str], last: int) -> tuple[int, Span | None]:
        """How many lines up to number ``last`` one of the patterns hits, and the lines from the first to the last."""
        found = sorted({index for pattern in patterns for index in self._within(self.lines_hit(pattern), None, last)})
        if not found:
            return 0, None
        return len(found), Span(self.source, self.own[found[0]].line.number, self.own[found[-1]].line.number)

    def before(self, number: int) -> tuple[OwnLine, ...]:
        """The own lines above line ``number``."""
        return self.own[: bisect_left(self.numbers, number)]

    def _within(self, indices: Sequence[int], first: int | None, last: int | None) -> Iterable[int]:
        for index in indices:
            number = self.own[index].line.number
            if (first is None or number >= first) and (last is None or number <= last):
                yield index


def read_log(source: str, entries: Sequence[LogEntry], scanner: LineScanner) -> Log:
    """The log of one source, its own lines in the file's order, scanned for all line patterns of the playbooks."""
    own = sorted(
        (OwnLine(line, entry) for entry in entries if not entry.zone.quotes for line in _stated(entry)),
        key=lambda item: item.line.number,
    )
    hits: dict[str, list[int]] = {}
    for index, item in enumerate(own):
        if not item.line.text:
            continue
        for pattern in scanner.hits(clip(item.line.text)):
            hits.setdefault(pattern, []).append(index)
    return Log(source, tuple(entries), tuple(own), tuple(item.line.number for item in own), hits)


def _stated(entry: LogEntry) -> tuple[Line, ...]:
    """A record's lines; one of logfmt states its numbers in its fields, so they are part of its words."""
    if not entry.fields or "logfmt" not in entry.wrapping or len(entry.lines) != 1:
        return entry.lines
    line = entry.lines[0]
    fields = " ".join(f"{name}={value}" for name, value in entry.fields)
    return (Line(line.number, f"{line.text} {fields}", line.source),)
