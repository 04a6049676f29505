"""What the log before an error shows, as numbers: how far the program came, and what grew on the way."""

from __future__ import annotations

from bisect import bisect_left
from weakref import WeakKeyDictionary

from diagnose.lazy import regex
from diagnose.matching.log import Log, OwnLine
from diagnose.model.dataclass import dataclass
from diagnose.model.entries import Level, LogEntry, Zone
from diagnose.model.lines import Span
from diagnose.model.reach import above

_NUMBER = regex(r"\d[\d,_]*(?:\.\d+)?")
_CLOCK = regex(r"\d{4}-\d\d-\d\d[T ]?|\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?|0x[0-9a-f]+|\[\d+\]")
_RETRY = regex(r"(?i)\bretry(?:ing)?\b|\battempt \d+")
_NEW_CHAT = "Starting a new chat"
_SIZES = (("largest_tool_result", (Zone.TOOL_RESULT, Zone.CODE_RESULT)), ("largest_message", (Zone.CHAT,)))
_SPOKEN = (Zone.CHAT, Zone.TOOL_RESULT, Zone.CODE_RESULT)
_SHORTEST_SERIES = 3
_STEPS = 3
"""In so many steps a number must have multiplied before that counts as growth by a factor."""
_LONGEST_PROGRESS_LINE = 400


@dataclass(frozen=True, slots=True)
class Observed:
    """A number that was observed, and the lines that show it."""

    value: float
    span: Span


Observations = dict[str, Observed]


def observe(log: Log, first_line: int) -> Observations:
    """The observations on the log above ``first_line``; their names and meanings are those of the playbook schema.

    Counts that are zero are left out: ``Observations.get`` tells.
    """
    if log.near:
        near = _Reader(log.source)
        near.skip_to(first_line - above(first_line), log)
        near.read_to(first_line, log)
        return near.observed()
    reader = _READERS.get(log)
    if reader is None or reader.line > first_line:
        reader = _READERS[log] = _Reader(log.source)
    reader.read_to(first_line, log)
    return reader.observed()


class _Reader:
    """Reads a log once from top to bottom, and can say at any line what it saw so far: faults come in that order."""

    def __init__(self, source: str) -> None:
        self.line = 0
        self._source = source
        self._own = 0
        self._entry = 0
        self._runs: dict[tuple[str, str], _Run] = {}
        self._retries = _Counted()
        self._spoken = _Counted()
        self._nested = _Counted()
        self._speakers: set[str] = set()
        self._largest: Observations = {}

    def skip_to(self, line: int, log: Log) -> None:
        """Begin at number ``line``."""
        self._own = bisect_left(log.numbers, line)
        self._entry = bisect_left(log.entries, line, key=lambda entry: entry.lines[0].number)

    def read_to(self, line: int, log: Log) -> None:
        """Read on, up to and without number ``line``."""
        self.line = max(self.line, line)
        own = log.own
        while self._own < len(own) and own[self._own].line.number < line:
            self._read_line(own[self._own])
            self._own += 1
        entries = log.entries
        while self._entry < len(entries) and entries[self._entry].lines[0].number < line:
            self._read_entry(entries[self._entry])
            self._entry += 1

    def observed(self) -> Observations:
        """What was seen, by name."""
        found: Observations = {}
        self._retries.put("retries", found, self._source)
        self._observe_progress(found)
        self._spoken.put("chat_messages", found, self._source)
        if self._speakers:
            found["speakers"] = Observed(len(self._speakers), found["chat_messages"].span)
        found.update(self._largest)
        self._nested.put("nested_chats", found, self._source)
        return found

    def _read_line(self, item: OwnLine) -> None:
        text = item.line.text
        if not text or len(text) > _LONGEST_PROGRESS_LINE:
            return
        if _RETRY.search(text):
            self._retries.add(item.line.number)
        if item.record.level is not None and item.record.level >= Level.ERROR:
            return
        bare = _CLOCK.sub("", text)
        numbers = tuple(float(number.replace(",", "").replace("_", "")) for number in _NUMBER.findall(bare)[:6])
        if not numbers or text.startswith("  "):
            return
        key = (item.record.stream, _NUMBER.sub("#", bare))
        run = self._runs.get(key)
        if run is None or run.latest[0] >= numbers[0]:
            self._runs[key] = _Run(item.line.number, item.line.number, numbers, numbers)
        else:
            run.add(item.line.number, numbers)

    def _observe_progress(self, found: Observations) -> None:
        runs = [run for run in self._runs.values() if run.count >= _SHORTEST_SERIES]
        if not runs:
            return
        longest = max(runs, key=lambda run: run.count)
        found["successes_before"] = Observed(longest.count, longest.span(self._source))
        growing = [(run, value) for run in runs for value in run.grown()]
        if growing:
            run, value = max(growing, key=lambda pair: pair[0].last)
            found["growing_counter"] = Observed(value, run.span(self._source))
            steepest = max((run for run, _ in growing), key=_Run.factor)
            if steepest.factor() > 1:
                found["growth_factor"] = Observed(steepest.factor(), steepest.span(self._source))

    def _read_entry(self, entry: LogEntry) -> None:
        for line in entry.lines:
            if line.text.startswith(_NEW_CHAT):
                self._nested.add(line.number)
        for name, zones in _SIZES:
            if entry.zone in zones:
                size = sum(len(line.text) + 1 for line in entry.lines)
                if name not in self._largest or size > self._largest[name].value:
                    self._largest[name] = Observed(size, entry.span)
        if entry.zone in _SPOKEN:
            self._spoken.add(entry.span.first_line, entry.span.last_line)
            if entry.role:
                self._speakers.add(entry.role)


@dataclass(slots=True)
class _Counted:
    """How many there were, from which line to which."""

    count: int = 0
    first: int = 0
    last: int = 0

    def add(self, first: int, last: int | None = None) -> None:
        self.first = self.first if self.count else first
        self.last = first if last is None else last
        self.count += 1

    def put(self, name: str, found: Observations, source: str) -> None:
        if self.count:
            found[name] = Observed(self.count, Span(source, self.first, self.last))


@dataclass(slots=True)
class _Run:
    """Lines of one wording in which the first number strictly rises: where, how many, and the numbers at both ends."""

    first: int
    last: int
    earliest: tuple[float, ...]
    latest: tuple[float, ...]
    count: int = 1
    factors: tuple[tuple[float, ...], ...] = ()
    """For the last steps, by which factor each number grew."""
    rising: tuple[bool, ...] | None = None
    """For each number of a line whether it never fell; empty where lines differ in how many they have."""

    def add(self, line: int, numbers: tuple[float, ...]) -> None:
        """Take in the next line."""
        rising = self.rising if self.rising is not None else (True,) * len(numbers)
        if len(rising) == len(numbers) == len(self.latest):
            self.rising = tuple(
                up and after >= before for up, before, after in zip(rising, self.latest, numbers, strict=True)
            )
            grown = (after / before if before > 0 else 0.0 for before, after in zip(self.latest, numbers, strict=True))
            self.factors = (*self.factors, tuple(grown))[-_STEPS:]
        else:
            self.rising, self.factors = (), ()
        self.last, self.latest = line, numbers
        self.count += 1

    def grown(self) -> list[float]:
        """The later numbers of the last line that rose with the first one, faster than a mere count of the lines."""
        columns = range(1, len(self.rising or ()))
        return [
            self.latest[column]
            for column in columns
            if self.rising and self.rising[column] and self.latest[column] >= self.earliest[column] + self.count - 1
        ]

    def factor(self) -> float:
        """By which factor some number that rose with the first one grew at least, in each of the last steps; else 0."""
        if len(self.factors) < _STEPS:
            return 0.0
        columns = range(1, len(self.rising or ()))
        return max((min(step[column] for step in self.factors) for column in columns), default=0.0)

    def span(self, source: str) -> Span:
        return Span.over(source, self.first, self.last)


_READERS: WeakKeyDictionary[Log, _Reader] = WeakKeyDictionary()
