"""The log around the errors: the program's own statements, line by line, and where patterns hit them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from itertools import islice, takewhile
from typing import overload

from diagnose.matching.patterns import LineScanner, captures, clip
from diagnose.model.dataclass import dataclass
from diagnose.model.entries import Level, LogEntry
from diagnose.model.lines import Line, Span
from diagnose.model.reach import BELOW, HEAD, TAIL, above

_MOST_REMEMBERED = 100_000
_LONGEST_REMEMBERED = 500
"""Logs repeat their lines; what was found in a line is remembered for so many of such a length."""


NEAR = 400
"""Lines before a place that are looked at where the whole log would be too much."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that the program itself states (nothing that a conversation quotes), and the record it stands in."""

    line: Line
    record: LogEntry

    @property
    def times(self) -> tuple[str, ...]:
        """The times that stand at the line: that of its prefix, that of its record's head."""
        return tuple(time for time in (self.line.time, self.record.timestamp) if time)

    @property
    def quiet(self) -> bool:
        """Whether the record's own level says that this is no error."""
        return self.record.level is not None and self.record.level < Level.WARNING


@dataclass(frozen=True, eq=False)
class Log:
    """One source's records, with an index of the lines that playbook patterns hit. Equal to itself only."""

    source: str
    entries: tuple[LogEntry, ...]
    own: tuple[OwnLine, ...]
    numbers: tuple[int, ...]
    near: bool = False
    """Whether only what is near an error counts (``diagnose.model.reach``)."""
    _hits: dict[str, list[int]] = field(default_factory=dict)
    _passed: dict[Callable[[str], bool], int] = field(default_factory=dict)

    def lines_hit(self, pattern: str) -> Sequence[int]:
        """Indices into ``own`` of the lines that a scanned pattern hits, in order."""
        return self._hits.get(pattern, ())

    def search(
        self, patterns: Iterable[str], first: int | None = None, last: int | None = None, nearest_to: int | None = None
    ) -> tuple[OwnLine, dict[str, str]] | None:
        """The line that one of the patterns hits and its named groups, within ``first <= number <= last``.

        The earliest such line, or the one nearest to line ``nearest_to``.
        """
        patterns = tuple(patterns)
        best: tuple[int, int, str] | None = None
        for lowest, highest in self._ranges(first, last, nearest_to):
            for pattern in patterns:
                for index in self._candidates(self._within(self.lines_hit(pattern), lowest, highest), nearest_to):
                    number = self.numbers[index]
                    rank = abs(number - nearest_to) if nearest_to is not None else number
                    if best is None or rank < best[0]:
                        best = (rank, index, pattern)
            if best is not None:
                break
        if best is None:
            return None
        line = self.own[best[1]]
        return line, dict(captures(best[2], clip(line.line.text)) or {})

    def _ranges(
        self, first: int | None, last: int | None, nearest_to: int | None
    ) -> tuple[tuple[int | None, int | None], ...]:
        """The lines that count: all, or those near the place and then those at the beginning of the log."""
        if not self.near or nearest_to is None:
            return ((first, last),)
        lowest, highest = nearest_to - above(nearest_to), nearest_to + BELOW
        close = (max(first or 0, lowest), highest if last is None else min(last, highest))
        return close, (first, HEAD if last is None else min(last, HEAD))

    def _candidates(self, indices: Sequence[int], nearest_to: int | None) -> Sequence[int]:
        """Those of the ascending ``indices`` that may be the earliest, or the nearest to a line from either side."""
        if nearest_to is None or len(indices) < 3:
            return indices[:1] if nearest_to is None else indices
        at = bisect_left(indices, bisect_left(self.numbers, nearest_to))
        above = indices[max(0, at - 1) : at]
        if above:  # several pieces of one input line share its number: the first of them
            above = indices[bisect_left(indices, bisect_left(self.numbers, self.numbers[above[0]])) :][:1]
        return [*above, *indices[at : at + 1]]

    def count(self, patterns: Iterable[str], last: int) -> tuple[int, Span | None]:
        """How many lines up to number ``last`` one of the patterns hits, and the lines from the first to the last."""
        first = last - above(last) if self.near else None
        runs = [run for pattern in patterns if (run := self._within(self.lines_hit(pattern), first, last))]
        if not runs:
            return 0, None
        found = len(runs[0]) if len(runs) == 1 else len(set().union(*runs))
        ends = self.numbers[min(run[0] for run in runs)], self.numbers[max(run[-1] for run in runs)]
        return found, Span.over(self.source, *ends)

    def search_text(self, pattern: re.Pattern[str], last: int) -> bool:
        """Whether a line of the log up to number ``last`` has the pattern."""
        first = last - above(last) if self.near else 0
        return any(pattern.search(item.line.text) for item in self.before(last + 1)[-NEAR:] if item.line.number > first)

    def before(self, number: int) -> Sequence[OwnLine]:
        """The own lines above line ``number``; nothing is copied until a slice of them is taken."""
        return _Above(self.own, bisect_left(self.numbers, number))

    def between(self, first: int, last: int | None = None) -> Iterable[OwnLine]:
        """The own lines from number ``first`` up to and with number ``last``, or to the end."""
        stop = len(self.own) if last is None else bisect_right(self.numbers, last)
        return islice(self.own, bisect_left(self.numbers, first), stop)

    def last_where(self, test: Callable[[str], bool]) -> int:
        """The number of the last own line whose text passes, 0 where none does. The log is searched once for a test.

        Of a log of which only what is near counts, the end is searched.
        """
        if test not in self._passed:
            first = self.numbers[-1] - TAIL if self.near and self.numbers else 0
            items = takewhile(lambda item: item.line.number > first, reversed(self.own))
            found = (item.line.number for item in items if test(clip(item.line.text)))
            self._passed[test] = next(found, 0)
        return self._passed[test]

    def _within(self, indices: Sequence[int], first: int | None, last: int | None) -> Sequence[int]:
        """Those of the ascending ``indices`` whose lines lie within ``first <= number <= last``."""
        start = 0 if first is None else bisect_left(indices, bisect_left(self.numbers, first))
        stop = len(indices) if last is None else bisect_left(indices, bisect_right(self.numbers, last))
        return indices[start:stop]


class _Above(Sequence[OwnLine]):
    """The first ``stop`` of some lines, without a copy of them."""

    __slots__ = ("_lines", "_stop")

    def __init__(self, lines: tuple[OwnLine, ...], stop: int) -> None:
        self._lines = lines
        self._stop = stop

    def __len__(self) -> int:
        return self._stop

    @overload
    def __getitem__(self, index: int) -> OwnLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[OwnLine]: ...
    def __getitem__(self, index: int | slice) -> OwnLine | Sequence[OwnLine]:
        if isinstance(index, slice):
            first, last, step = index.indices(self._stop)
            return self._lines[first:last:step] if step > 0 else self._lines[: self._stop][index]
        return self._lines[range(self._stop)[index]]


def read_log(source: str, entries: Sequence[LogEntry], scanner: LineScanner, near: bool = False) -> Log:
    """The log of one source, its own lines in the file's order, scanned for all line patterns of the playbooks."""
    own = sorted(
        (OwnLine(line, entry) for entry in entries if not entry.zone.quotes for line in _stated(entry)),
        key=lambda item: item.line.number,
    )
    scanner = scanner.narrowed(clip(item.line.text) for item in own)
    hits: dict[str, list[int]] = {}
    known: dict[str, list[str]] = {}
    for index, item in enumerate(own):
        text = item.line.text
        if not text:
            continue
        found = known.get(text)
        if found is None:
            found = scanner.hits(clip(text))
            if len(known) < _MOST_REMEMBERED and len(text) < _LONGEST_REMEMBERED:
                known[text] = found
        for pattern in found:
            hits.setdefault(pattern, []).append(index)
    return Log(source, tuple(entries), tuple(own), tuple(item.line.number for item in own), near, hits)


def _stated(entry: LogEntry) -> tuple[Line, ...]:
    """A record's lines; one of logfmt states its numbers in its fields, so they are part of its words."""
    if not entry.fields or "logfmt" not in entry.wrapping or len(entry.lines) != 1:
        return entry.lines
    line = entry.lines[0]
    fields = " ".join(f"{name}={value}" for name, value in entry.fields)
    return (Line(line.number, f"{line.text} {fields}", line.source, line.time),)
