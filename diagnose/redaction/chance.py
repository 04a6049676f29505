"""Whether letters and digits were drawn by chance, or are words and numbers that somebody wrote."""

from __future__ import annotations

from diagnose.lazy import regex

_TURN = regex(r"(?<=[a-z])[A-Z]|(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]")
"""Where a small letter is followed by a capital, or a letter and a digit stand side by side."""
_TURNS = 3
_DIGITS_IN_LONG_PART = regex(r"(?=[A-Za-z]{0,39}[0-9])[A-Za-z0-9]{8,}")
_LETTERS = regex(r"[A-Za-z]{16,}")
_SIGN = regex(r"[0-9*]|[a-z][A-Z]|[A-Za-z]{16}")
"""Without one of these nothing below can hold: a quick look for the many words that begin as keys do."""
_MASKED = "**"
_UUID = regex(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")


def looks_random(text: str, words: int = 0) -> bool:
    """Whether it reads as a key does: letters and digits mixed, or masked by stars.

    ``words`` is the length from which letters alone count as well; 0 for never.
    """
    if _SIGN.search(text) is None:
        return False
    if _MASKED in text or _DIGITS_IN_LONG_PART.search(text):
        return True
    if words and any(len(run) >= words for run in _LETTERS.findall(text)):
        return True
    return turns(text) >= _TURNS


def turns(text: str) -> int:
    """How often the kind of character changes in a way that words do not show."""
    return len(_TURN.findall(text[:400]))


def is_uuid(text: str) -> bool:
    """Whether it is a UUID, which names something and opens nothing."""
    return _UUID.fullmatch(text) is not None
