"""Playbook patterns, compiled by RE2: linear time whatever the pattern and the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from diagnose.lazy import regex
from diagnose.redaction import lies_in_secret
from diagnose.words import WordFinder

_NUMBERS = regex(r"[\d.,:_ -]*[A-Za-z]{0,8}")
"""What is no secret, whatever stands beside it: so most facts look."""
_SPACE = regex(r"\s+")
_SHORT = 100_000
"""Characters of a log for which its own line patterns are picked out."""
_NARROWED = 10
"""So often they are."""
LONGEST = 20_000
"""Characters of one line or message that patterns look at, from both ends; what is between them is data, not words."""


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """The text with each run of white space made one space, so that a wrapped message equals an unwrapped one."""
    return _SPACE.sub(" ", clip(text)).strip()


def clip(text: str) -> str:
    """At most ``2 * LONGEST`` characters of the text: its head and its tail."""
    if len(text) <= 2 * LONGEST:
        return text
    return text[:LONGEST] + " … " + text[-LONGEST:]


_WORDS: dict[str, tuple[str, ...]] = {}


def know_words(words: Mapping[str, tuple[str, ...]]) -> None:
    """For patterns the words of which a text that they hit holds one, case folded.

    A pattern is compiled when a text first has one of its words; one of which nothing is known, with the first text.
    """
    _WORDS.update(words)


@lru_cache(maxsize=64)
def _casefolded(text: str) -> str:
    return text.casefold()


def _may_hit(pattern: str, text: str) -> bool:
    """Whether a case-folded text has a word that the pattern cannot do without."""
    words = _WORDS.get(pattern)
    if words is None:
        return True
    for word in words:  # noqa: SIM110 - a start asks this some thousand times, and any() takes twice as long
        if word in text:
            return True
    return False


def _none_may_hit(patterns: Iterable[str], text: str) -> bool:
    folded = _casefolded(text)
    return not any(_may_hit(pattern, folded) for pattern in patterns)


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> Any:
    """The compiled pattern.

    Raises ``re2.error`` for a pattern that RE2 does not know; playbooks are checked for that when they are loaded.
    """
    import re2

    return re2.compile(pattern, _options(16))


@lru_cache(maxsize=1024)
def _together(patterns: tuple[str, ...]) -> Any:
    """The patterns as one automaton that tells in a single pass which of them hit."""
    import re2

    built = re2.Set.SearchSet(_options(16 if len(patterns) < 100 else 256))
    for pattern in patterns:
        built.Add(pattern)
    built.Compile()
    return built


def _options(mebibytes: int) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = mebibytes << 20
    return options


def captures(pattern: str, text: str) -> Mapping[str, str] | None:
    """The named groups that took part in the first hit of the pattern, None where it does not hit.

    A secret is no fact: as one it would stand apart from what shows that it is a secret.
    """
    hit = compiled(pattern).search(text) if _may_hit(pattern, _casefolded(text)) else None
    if hit is None:
        return None
    found = {name: value for name, value in hit.groupdict().items() if value is not None}
    if all(map(_NUMBERS.fullmatch, found.values())):
        return found
    numbers = compiled(pattern).groupindex
    return {name: value for name, value in found.items() if not lies_in_secret(text, *hit.span(numbers[name]))}


def first_hit(patterns: Iterable[str], text: str) -> Mapping[str, str] | None:
    """The named groups of the first pattern that hits, None where none does."""
    patterns = tuple(patterns)
    hits = None if _none_may_hit(patterns, text) else _together(patterns).Match(text)
    return captures(patterns[min(hits)], text) if hits else None


def any_hit(patterns: Iterable[str], text: str) -> bool:
    """Whether any of the patterns hits."""
    patterns = tuple(patterns)
    return not _none_may_hit(patterns, text) and bool(_together(patterns).Match(text))


class LineScanner:
    """All line patterns of a playbook set at once: one pass over a line tells which of them hit.

    ``patterns`` are they, in alphabetical order.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(sorted(set(patterns)))
        self._narrow = _NARROWED
        self._many: LineScanner | None = None

    def narrowed(self, texts: Iterable[str]) -> LineScanner:
        """The same for no other lines than these: of a short log the patterns that it may have, and so a quick start.

        Each narrowed scanner is compiled anew; a caller with many logs soon has the whole one at less cost.
        """
        read: list[str] = []
        room = _SHORT if self._narrow else 0
        for text in texts:
            room -= len(text) + 1
            if room <= 0:
                return self._for_many()
            read.append(text)
        self._narrow -= 1
        folded = "\n".join(read).casefold()
        return LineScanner(pattern for pattern in self.patterns if _may_hit(pattern, folded))

    def _for_many(self) -> LineScanner:
        if self._many is None:
            self._many = self
        if self._many is self and any(pattern in _WORDS for pattern in self.patterns):
            try:
                self._many = ManyLinesScanner(self.patterns)
            except ImportError:
                return self
        return self._many

    def hits(self, text: str) -> list[str]:
        """The patterns that hit the line."""
        if not self.patterns:
            return []
        return [self.patterns[index] for index in _together(self.patterns).Match(text) or ()]


class ManyLinesScanner(LineScanner):
    """The same for thousands of lines: each pattern is tried only on lines that have one of its words.

    Raises ImportError where the words cannot be looked for at once.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        super().__init__(patterns)
        by_word: dict[str, list[str]] = {}
        for pattern in self.patterns:
            for word in _WORDS.get(pattern, ()):
                by_word.setdefault(word, []).append(pattern)
        self._meant = list(by_word.values())
        self._always = LineScanner(pattern for pattern in self.patterns if pattern not in _WORDS)
        self._finder = WordFinder(list(by_word))

    def hits(self, text: str) -> list[str]:
        """The patterns that hit the line."""
        meant = {pattern for place in self._finder.found(text.casefold()) for pattern in self._meant[place]}
        hit = self._always.hits(text)
        hit += (pattern for pattern in meant if compiled(pattern).search(text) is not None)
        return sorted(hit)
