"""Prefixes that stand before every line of a program's output, one writer's or several writers' interleaved."""

from __future__ import annotations

import re
from collections.abc import Callable

from diagnose.logformats.block import LogFormat, in_order, part, with_text
from diagnose.logformats.shapes import hints_at_trace
from diagnose.model import Line, LogEntry
from diagnose.model.dataclass import dataclass

_FEWEST = 0.3
"""The share of lines that must have a prefix behind which a trace shows."""
_GLANCE = 500
Accepts = Callable[[re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class LinePrefix:
    """A prefix: its pattern, with the groups ``stream`` and ``time`` where it has them, matched at the beginning.

    ``strong`` prefixes are believed on a single line. Others must stand on most lines, or on several of which one
    hides a piece of a trace. ``accepts`` refuses lookalikes; ``evidence`` tells which matches speak for the prefix,
    where it is taken off more lines than those.
    """

    name: str
    pattern: re.Pattern[str]
    strong: bool = False
    accepts: Accepts | None = None
    evidence: Accepts | None = None

    def match(self, text: str) -> re.Match[str] | None:
        """The prefix at the beginning of ``text``."""
        found = self.pattern.match(text)
        if found and self.accepts and not self.accepts(found):
            return None
        return found

    def format(self) -> LogFormat:
        """This prefix as a format."""
        return LogFormat(self.name, lambda block: entries(block, self))


def recognises(block: LogEntry, prefix: LinePrefix) -> bool:
    """Whether the block's lines carry the prefix."""
    if not prefix.strong and _is_rare(block, prefix):
        return False
    texts = [line.text for line in block.lines if line.text]
    fits = [(text, found) for text, found in zip(texts, map(prefix.pattern.match, texts), strict=True) if found]
    if not prefix.strong and (len(fits) < 2 or len(fits) < _FEWEST * len(texts)):
        return False
    if prefix.accepts:
        fits = [(text, found) for text, found in fits if prefix.accepts(found)]
    if prefix.evidence:
        fits = [(text, found) for text, found in fits if prefix.evidence(found)]
    if prefix.strong:
        return bool(fits)
    if len(fits) < 2 or len(fits) < _FEWEST * len(texts):
        return False
    return len(fits) >= 0.8 * len(texts) or any(hints_at_trace(text[found.end() :]) for text, found in fits)


def _is_rare(block: LogEntry, prefix: LinePrefix) -> bool:
    """Whether a glance at a long block shows that too few lines have the prefix, hints or not."""
    if len(block.lines) < 4 * _GLANCE:
        return False
    seen = [line.text for line in block.lines[:: len(block.lines) // _GLANCE] if line.text]
    return sum(1 for text in seen if prefix.match(text)) < _FEWEST / 3 * len(seen)


def entries(block: LogEntry, prefix: LinePrefix) -> list[LogEntry] | None:
    """A part for each writer, with all its lines, and one for each run of lines without the prefix."""
    if not recognises(block, prefix):
        return None
    writers = _Writers(prefix.name, block)
    for line in block.lines:
        found = prefix.match(line.text)
        if not found:
            writers.bare(line)
            continue
        groups = found.groupdict()
        time = groups.get("time")
        writers.add(with_text(line, line.text[found.end() :], time), groups.get("stream") or "", time)
    return writers.entries()


class _Writers:
    """Sorts lines by the writer that their prefix names."""

    def __init__(self, name: str, block: LogEntry) -> None:
        self._name = name
        self._block = block
        self._streams: dict[str, tuple[list[Line], str | None]] = {}
        self._runs: list[list[Line]] = []
        self._last: list[Line] | None = None
        self._in_run = False

    def add(self, line: Line, stream: str, time: str | None) -> None:
        lines, _ = self._streams.setdefault(stream, ([], time))
        lines.append(line)
        self._last, self._in_run = lines, False

    def bare(self, line: Line) -> None:
        """A blank line belongs to what is before it; any other begins a run of its own."""
        if not line.text.strip() and self._last is not None:
            self._last.append(line)
            return
        if not self._in_run:
            self._last = []
            self._runs.append(self._last)
            self._in_run = True
        assert self._last is not None
        self._last.append(line)

    def entries(self) -> list[LogEntry]:
        parts = [
            part(self._block, lines, self._name, stream=stream, timestamp=time)
            for stream, (lines, time) in self._streams.items()
        ]
        parts += [part(self._block, run) for run in self._runs]
        return in_order(parts)
