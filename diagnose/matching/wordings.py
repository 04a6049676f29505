"""The plain words of patterns, and how near an error's words come to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from diagnose.lazy import regex

_GROUP = regex(r"\(\?P<\w+>|\(\?[a-zA-Z:]+|\(\?:")
_CLASS = regex(r"\[[^\]]*\][+*?]?(?:\{[\d,]*\})?|\\[a-zA-Z][+*?]?(?:\{[\d,]*\})?")
_SYNTAX = regex(r"[\\()\[\]{}?*+|^$.]")
_NOT_WORDS = regex(r"[\d\W_]+")
_LONGEST = 400

SAME_WORDS = 90.0
"""Per cent of likeness from which on two wordings are one with slips: a changed word or a misspelling in a sentence."""
SHORTEST_SENTENCE = 24
"""Letters that a wording must have to be bridged; shorter ones are like too many others."""


@lru_cache(maxsize=4096)
def words_of(pattern: str) -> str:
    """The literal words of a pattern, in lower case."""
    return " ".join(_SYNTAX.sub(" ", _CLASS.sub(" ", _GROUP.sub(" ", pattern))).lower().split())


def is_one_sentence(pattern: str) -> bool:
    """Whether the pattern spells one wording out, so that its words in order are that wording."""
    return "|" not in pattern and ".{" not in pattern and len(_letters(words_of(pattern))) >= SHORTEST_SENTENCE


def same_but_for_slips(patterns: Iterable[str], text: str) -> bool:
    """Whether the text holds the wording of one of the patterns, but for a slip or a small change."""
    from rapidfuzz import fuzz

    said = _letters(text[:_LONGEST].lower())
    if len(said) < SHORTEST_SENTENCE:
        return False
    return any(fuzz.partial_ratio(_letters(words_of(pattern)), said) >= SAME_WORDS for pattern in patterns)


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip()
