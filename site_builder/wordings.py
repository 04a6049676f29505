"""Patterns of signatures as a person reads them: the words that a log holds, with gaps where they differ.

``(?i)timed out after (?P<timeout_s>[\\d.]+ ?(?:ms|s)?)`` is read as ``timed out after ‹timeout›``.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any, cast

from site_builder.texts import spoken

if sys.version_info >= (3, 11):  # the parser of the standard library's patterns
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_constants as codes
    import sre_parse as parser

MOST = 8
"""Readings of one pattern; of more the first stand for the rest."""
_GAP = "…"
_FLAGS = re.compile(r"(?<!\\)\(\?[imsU]+\)")
_NAMED = re.compile(r"(?<!\\)\(\?P<(\w+)>")
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_TIDY = (
    (re.compile(r"(?:\s*…)+(?=\s*…)"), ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r"^[\s…]+|[\s…]+$"), ""),
)


@lru_cache(maxsize=4096)
def readings(pattern: str) -> tuple[str, ...]:
    """The wordings that a pattern looks for; the pattern itself where it is of no readable form."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = parser.parse(_numbered(_FLAGS.sub("", pattern)))
        groups = {number: name.rpartition("__")[0] for name, number in parsed.state.groupdict.items()}
        found = [_tidy(text) for text in _Reader(groups).sequence(cast("Sequence[Any]", parsed))]
    except (re.error, RecursionError, OverflowError, ValueError):
        return (pattern,)
    return tuple(dict.fromkeys(text for text in found if len(text) > 1)) or (pattern,)


def _numbered(pattern: str) -> str:
    """Each name of a group once: RE2 lets branches share one."""
    numbers = count()
    return _NAMED.sub(lambda hit: f"(?P<{hit[1]}__{next(numbers)}>", pattern)


class _Reader:
    def __init__(self, groups: dict[int, str]) -> None:
        self._groups = groups

    def sequence(self, items: Sequence[Any]) -> list[str]:
        texts = [""]
        for code, argument in items:
            texts = [text + part for text in texts for part in self._part(code, argument)][:MOST]
        return texts

    def _part(self, code: Any, argument: Any) -> list[str]:
        if code is codes.LITERAL:
            return [chr(argument)]
        if code is codes.BRANCH:
            return [text for branch in argument[1] for text in self.sequence(branch)]
        if code is codes.SUBPATTERN:
            name = self._groups.get(argument[0])
            texts = self.sequence(argument[-1])
            plain = all(text.isalpha() for text in texts)
            return [f"‹{spoken(name)}›"] if name and not plain else texts
        if code in _REPEATS:
            return self._repeated(*argument)
        if code is codes.IN:
            return [_one_of(argument)]
        if code is codes.ANY:
            return ["."]
        return ["" if code is codes.AT else _GAP]

    def _repeated(self, least: int, most: int, inner: Sequence[Any]) -> list[str]:
        texts = self.sequence(inner)
        if most == 1:
            letter = len(texts) == 1 and len(texts[0]) == 1 and (texts[0].isalpha() or texts[0] == " ")
            return texts if letter else [""]
        if [code for code, _ in inner] == [codes.ANY]:
            return [_GAP]
        if all(text in ("N", _GAP, " ") for text in texts):
            return texts[:1]
        return texts if least else [_GAP]


def _one_of(items: Sequence[Any]) -> str:
    """What stands for a class of characters: a number, a blank, a quote, its first letter, a gap."""
    kinds = {argument for code, argument in items if code is codes.CATEGORY}
    first = next((chr(argument) for code, argument in items if code is codes.LITERAL), "")
    if items[0][0] is codes.NEGATE or codes.CATEGORY_WORD in kinds or any(code is codes.RANGE for code, _ in items):
        digits = [argument for code, argument in items if code is codes.RANGE] == [(48, 57)]
        return "N" if digits and items[0][0] is not codes.NEGATE else _GAP
    if codes.CATEGORY_DIGIT in kinds:
        return "N"
    if codes.CATEGORY_SPACE in kinds:
        return " "
    return first or _GAP


def _tidy(text: str) -> str:
    for pattern, put in _TIDY:
        text = pattern.sub(put, text)
    return text
