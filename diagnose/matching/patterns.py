"""Playbook patterns, compiled by RE2: linear time whatever the pattern and the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

_SPACE = re.compile(r"\s+")
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
    """The named groups that took part in the first hit of the pattern, None where it does not hit."""
    hit = compiled(pattern).search(text)
    if hit is None:
        return None
    return {name: value for name, value in hit.groupdict().items() if value is not None}


def first_hit(patterns: Iterable[str], text: str) -> Mapping[str, str] | None:
    """The named groups of the first pattern that hits, None where none does."""
    patterns = tuple(patterns)
    hits = _together(patterns).Match(text) if patterns else None
    return captures(patterns[min(hits)], text) if hits else None


def any_hit(patterns: Iterable[str], text: str) -> bool:
    """Whether any of the patterns hits."""
    patterns = tuple(patterns)
    return bool(patterns) and bool(_together(patterns).Match(text))


class LineScanner:
    """All line patterns of a playbook set at once: one pass over a line tells which of them hit."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(sorted(set(patterns)))

    def hits(self, text: str) -> list[str]:
        """The patterns that hit the line."""
        if not self._patterns:
            return []
        return [self._patterns[index] for index in _together(self._patterns).Match(text) or ()]
