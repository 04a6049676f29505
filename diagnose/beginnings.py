"""With which characters a text may begin that a regular expression matches; worked out when the package is built."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

if sys.version_info >= (3, 11):  # how the standard library's parser of patterns calls their parts
    from re import _constants as codes  # type: ignore[attr-defined]
else:
    import sre_constants as codes

Characters = frozenset[str]

_ASCII: Characters = frozenset(map(chr, range(128)))
_NONE: Characters = frozenset()
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_CATEGORIES = {
    codes.CATEGORY_DIGIT: frozenset(filter(str.isdecimal, _ASCII)),
    codes.CATEGORY_SPACE: frozenset(filter(str.isspace, _ASCII)),
    codes.CATEGORY_WORD: frozenset(filter(str.isalnum, _ASCII)) | {"_"},
}
_OPPOSITES = {
    codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
    codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
    codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
}


def beginnings_of(items: Sequence[Any]) -> str:
    """The ASCII characters with which a match may begin, another character always may; empty where all of them may.

    The items are those of an expression in which upper and lower case differ.
    """
    found, empty = _of(items)
    return "" if empty or found == _ASCII else "".join(sorted(found))


def _of(items: Sequence[Any]) -> tuple[Characters, bool]:
    """With what a sequence may begin, and whether it may be empty."""
    found = _NONE
    for code, argument in items:
        more, empty = _of_item(code, argument)
        found |= more
        if not empty:
            return found, False
    return found, True


def _of_item(code: Any, argument: Any) -> tuple[Characters, bool]:
    if code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
        return _one(code, argument), False
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return _NONE, True
    if code is codes.SUBPATTERN and not argument[1] and not argument[2]:
        return _of(argument[3])
    if code is codes.BRANCH:
        branches = [_of(branch) for branch in argument[1]]
        return _NONE.union(*(found for found, _ in branches)), any(empty for _, empty in branches)
    if code in _REPEATS:
        found, empty = _of(argument[2])
        return found, empty or not argument[0]
    return _ASCII, True


def _one(code: Any, argument: Any) -> Characters:
    """What one character may be."""
    if code is codes.LITERAL:
        return _ASCII & {chr(argument)}
    if code is codes.NOT_LITERAL:
        return _ASCII - {chr(argument)}
    if code is codes.RANGE:
        return frozenset(char for char in _ASCII if argument[0] <= ord(char) <= argument[1])
    if code is codes.CATEGORY:
        return _CATEGORIES[argument] if argument in _CATEGORIES else _ASCII - _CATEGORIES[_OPPOSITES[argument]]
    if code is codes.IN:
        negated = argument[0][0] is codes.NEGATE
        found = _NONE.union(*(_one(*item) for item in argument[negated:]))
        return _ASCII - found if negated else found
    return _ASCII
