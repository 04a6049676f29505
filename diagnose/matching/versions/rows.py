"""The lines of a log in one text, so that it can be asked at once whether a word stands in any of them.

Each line has a line feed before it: a pattern for the beginning of a line begins with one, which is found much faster
than ``^`` is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from diagnose.model.lines import Line, Span

_MOST_LINES = 20_000
_LONGEST_LINE = 400


class Rows:
    """The first lines of a log, each as far as it is read, and where they stand."""

    def __init__(self, source: str, lines: Iterable[Line]) -> None:
        self._source = source
        kept = list(islice(lines, _MOST_LINES))
        self._numbers = [line.number for line in kept]
        self.texts = [line.text[:_LONGEST_LINE] for line in kept]
        self.whole = "\n".join(["", *self.texts])
        self._starts: list[int] = []

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether one of the words stands in the lines."""
        return any(word in self.whole for word in words)

    def hits(self, words: tuple[str, ...], pattern: re.Pattern[str], most: int) -> Iterator[re.Match[str]]:
        """Where the pattern hits, at most so many times; it is not asked where none of the words stands."""
        if self.has(words):
            yield from islice(pattern.finditer(self.whole), most)

    def span(self, hit: re.Match[str]) -> Span:
        """The lines on which a hit stands."""
        if not self._starts:
            at = 1
            for text in self.texts:
                self._starts.append(at)
                at += len(text) + 1
        begin = hit.start() + (self.whole[hit.start()] == "\n")
        first, last = (bisect_right(self._starts, at) - 1 for at in (begin, max(begin, hit.end() - 1)))
        return Span.over(self._source, self._numbers[first], self._numbers[last])
