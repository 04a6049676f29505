"""What the log before an error shows, as numbers: how far the program came, and what grew on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagnose.matching.log import Log, OwnLine
from diagnose.model.entries import Level, LogEntry, Zone
from diagnose.model.lines import Span

_NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]?|\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?|0x[0-9a-f]+|\[\d+\]")
_RETRY = re.compile(r"(?i)\bretry(?:ing)?\b|\battempt \d+")
_NEW_CHAT = re.compile(r"^Starting a new chat")
_SIZES = (("largest_tool_result", (Zone.TOOL_RESULT, Zone.CODE_RESULT)), ("largest_message", (Zone.CHAT,)))
_SERIES_WINDOW = 200_000
_SHORTEST_SERIES = 3
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
    found: Observations = {}
    _observe_progress(log.before(first_line), found)
    _observe_conversation([entry for entry in log.entries if entry.lines[0].number < first_line], found)
    return found


@dataclass(slots=True)
class _Series:
    """Lines of one wording in which the first number goes up from line to line."""

    numbers: list[tuple[int, tuple[float, ...]]]

    def grown(self) -> list[tuple[int, tuple[float, ...]]]:
        """The longest run of lines at the end in which the first number strictly rises."""
        run = [self.numbers[-1]]
        for earlier in reversed(self.numbers[:-1]):
            if earlier[1][0] >= run[-1][1][0]:
                break
            run.append(earlier)
        return run[::-1]


def _observe_progress(before: Sequence[OwnLine], found: Observations) -> None:
    series: dict[tuple[str, str], _Series] = {}
    retries: list[int] = []
    source = before[0].line.source if before else ""
    for item in before[-_SERIES_WINDOW:]:
        text = item.line.text
        if not text or len(text) > _LONGEST_PROGRESS_LINE:
            continue
        if _RETRY.search(text):
            retries.append(item.line.number)
        if item.record.level is not None and item.record.level >= Level.ERROR:
            continue
        bare = _CLOCK.sub("", text)
        numbers = tuple(float(number.replace(",", "").replace("_", "")) for number in _NUMBER.findall(bare)[:6])
        if not numbers or text.startswith("  "):
            continue
        key = (item.record.stream, _NUMBER.sub("#", bare))
        series.setdefault(key, _Series([])).numbers.append((item.line.number, numbers))
    if retries:
        found["retries"] = Observed(len(retries), Span(source, retries[0], retries[-1]))
    runs = [run for one in series.values() if len(run := one.grown()) >= _SHORTEST_SERIES]
    if not runs:
        return
    longest = max(runs, key=len)
    span = Span(source, longest[0][0], longest[-1][0])
    found["successes_before"] = Observed(len(longest), span)
    growing = [number for run in runs for number in _growing(run, source)]
    if growing:
        found["growing_counter"] = max(growing, key=lambda seen: seen.span.last_line)


def _growing(run: list[tuple[int, tuple[float, ...]]], source: str) -> list[Observed]:
    """The later numbers of a series that rise with it, faster than a mere count of the lines."""
    columns = len(run[0][1])
    if any(len(values) != columns for _, values in run):
        return []
    found = []
    for column in range(1, columns):
        values = [numbers[column] for _, numbers in run]
        rises = all(later >= earlier for earlier, later in pairwise(values))
        if rises and values[-1] >= values[0] + len(values) - 1:
            found.append(Observed(values[-1], Span(source, run[0][0], run[-1][0])))
    return found


def _observe_conversation(entries: Sequence[LogEntry], found: Observations) -> None:
    spoken = [entry for entry in entries if entry.zone in (Zone.CHAT, Zone.TOOL_RESULT, Zone.CODE_RESULT)]
    if spoken:
        span = Span(spoken[0].span.source, spoken[0].span.first_line, spoken[-1].span.last_line)
        found["chat_messages"] = Observed(len(spoken), span)
        speakers = {entry.role for entry in spoken if entry.role}
        if speakers:
            found["speakers"] = Observed(len(speakers), span)
    for name, zones in (
        ("largest_tool_result", (Zone.TOOL_RESULT, Zone.CODE_RESULT)),
        ("largest_message", (Zone.CHAT,)),
    ):
        sizes = [(sum(len(line.text) + 1 for line in entry.lines), entry) for entry in spoken if entry.zone in zones]
        if sizes:
            size, entry = max(sizes, key=lambda pair: pair[0])
            found[name] = Observed(size, entry.span)
    nested = [line.number for entry in entries for line in entry.lines if _NEW_CHAT.match(line.text)]
    if nested:
        found["nested_chats"] = Observed(len(nested), Span(entries[0].span.source, nested[0], nested[-1]))
