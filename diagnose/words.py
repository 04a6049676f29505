"""Which of many words stand in a text, in one pass over it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any


class WordFinder:
    """Tells which words of a list a text holds, letter by letter. Raises ImportError where Hyperscan has no wheel."""

    def __init__(self, words: Sequence[str]) -> None:
        import hyperscan

        self._none = not words
        self._database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        if self._none:
            return
        self._database.compile(
            expressions=[word.encode("utf-8", "surrogatepass") for word in words],
            ids=list(range(len(words))),
            elements=len(words),
            flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(words),
            literal=True,
        )

    def found(self, text: str) -> Collection[int]:
        """The places in the list of the words that stand in the text."""
        found: set[int] = set()

        def note(place: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.add(place)

        if text and not self._none:
            self._database.scan(text.encode("utf-8", "surrogatepass"), match_event_handler=note)
        return found
