"""Which words a pattern cannot do without: text that has none of them cannot be hit by it."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, cast

from diagnose.lazy import regex
from diagnose.prefilter.forms import FORMS

if sys.version_info >= (3, 11):  # the parser of the standard library's patterns
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_constants as codes
    import sre_parse as parser

Words = frozenset[str]

SHORTEST = 4
"""Characters of a word that is worth looking for; shorter ones stand everywhere."""
_LONGEST = 24
"""Characters of a word that are looked for; a longer one is as well known by its beginning."""
_MOST = 40
"""Words of one pattern; one that needs more of them is too vague to be looked for so."""
EVERYDAY = frozenset(
    (
        *("code", "config", "content", "context", "http", "https", "message", "messages", "time", "server", "session"),
        *("connection", "container", "engine", "within", "maximum", "collection", "network", "database", "model"),
        *("models", "token", "tokens", "request", "response", "agent", "tool", "tools", "function", "file", "line"),
        *("user", "system", "status", "value", "type", "name", "data", "input", "output", "info", "module", "task"),
        *("python", "node", "key", "length", "parameter", "has been", "must be", "is not a", "out of", "length of"),
        *("input length", "prompt", "is", "not", "the", "a", "of", "in", "for", "system"),
    )
)
"""Words that stand everywhere in logs: looked for only where a pattern has no other."""
_RARE = 9
"""Letters from which on a word is rare enough."""
_MARKS = " .,:;=[]()"
_NOTHING: Words = frozenset({""})
_FLAGS = regex(r"(?<!\\)\(\?[imsU]+\)")
_POSIX = regex(r"\[:\^?\w+:\]")
_NAMED = re.compile(r"(?<!\\)\(\?P<\w+>")
_UNSAFE = re.compile(r"[\x00-\x1f\"'\\<>&]|  +")
"""What another notation may write differently: quotes in JSON, brackets in HTML, line ends and indentation."""


@lru_cache(maxsize=4096)
def required(pattern: str) -> Words | None:
    """Words in lower case of which each text that the RE2 pattern hits holds at least one, in whatever case.

    None where the pattern has no such words, or is written as only RE2 understands.
    """
    if _POSIX.search(pattern):  # a class of characters to RE2, single characters to Python
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = parser.parse(_NAMED.sub("(?:", _FLAGS.sub("", pattern)))
        return _best(_alternatives(cast("Sequence[Any]", parsed)))
    except (re.error, RecursionError, OverflowError, ValueError):
        return None


def _best(candidates: Iterable[Words | None]) -> Words | None:
    """Of sets that are each enough the one with the rarest words, and of those the one that adds the fewest words.

    Words that hold a form's are looked for anyway.
    """
    usable = [words for words in candidates if words is not None]
    return max(usable, key=_merit, default=None)


@lru_cache(maxsize=65536)
def _merit(words: Words) -> tuple[int, int, int]:
    worth = min(map(_worth, words))
    added = sum(1 for word in words if not any(form in word for form in FORMS))
    return min(worth, _RARE) if added else _RARE, -added, worth


@lru_cache(maxsize=65536)
def _worth(word: str) -> int:
    """How rare a word is, roughly: its length in bytes, but nothing for what stands everywhere, or a part of it."""
    plain = word.strip(_MARKS)
    everyday = all(part in EVERYDAY for part in plain.split()) or any(plain in each for each in EVERYDAY)
    return 1 if everyday else len(word.encode("utf-8"))


def _alternatives(items: Sequence[Any]) -> list[Words | None]:
    """For each part of a sequence the words of which a hit must hold one; parts that spell a text are one part."""
    found: list[Words | None] = []
    run: list[Words] = []
    for code, argument in items:
        begin, whole, end = _spelling(code, argument)
        if begin is not None:
            run.append(begin)
        if whole:
            continue
        found += _words_of(run)
        run = [] if end is None else [end]
        found += _inside(code, argument)
    return found + _words_of(run)


def _spelling(code: Any, argument: Any) -> tuple[Words | None, bool, Words | None]:
    """The texts that a part begins with, whether it is nothing but one of them, and what it ends with if it is not."""
    exact = _exact(code, argument)
    if exact is not None:
        return exact, True, None
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[0] >= 1:
        inner = _exact_run(argument[2])
        return inner, False, inner
    return None, False, None


def _exact(code: Any, argument: Any) -> Words | None:
    """The texts in lower case of which a part is exactly one, None where they are not a few."""
    if code is codes.LITERAL:
        return frozenset({chr(argument).lower()})
    if code is codes.AT:
        return _NOTHING
    if code is codes.IN:
        if any(kind is not codes.LITERAL for kind, _ in argument):
            return None
        return _few(frozenset(chr(value).lower() for _, value in argument))
    if code is codes.SUBPATTERN:
        return _exact_run(argument[-1])
    if code is codes.BRANCH:
        branches = [_exact_run(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return _few(frozenset().union(*(branch for branch in branches if branch is not None)))
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[:2] == (0, 1):
        inner = _exact_run(argument[2])
        return None if inner is None else _few(inner | _NOTHING)
    return None


def _exact_run(items: Sequence[Any]) -> Words | None:
    """The texts of which a sequence is exactly one."""
    texts: Words | None = _NOTHING
    for code, argument in items:
        part = _exact(code, argument)
        texts = None if part is None or texts is None else _joined(texts, part)
        if texts is None:
            return None
    return texts


def _joined(first: Words, second: Words) -> Words | None:
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(one + other for one in first for other in second)


def _few(texts: Words) -> Words | None:
    return texts if len(texts) <= _MOST else None


def _inside(code: Any, argument: Any) -> list[Words | None]:
    """The words of which a part that spells no few texts must hold one."""
    if code is codes.SUBPATTERN:
        return _alternatives(argument[-1])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[0] >= 1:
        return _alternatives(argument[2])
    if code is codes.BRANCH:
        branches = [_best(_alternatives(branch)) for branch in argument[1]]
        if all(branch is not None for branch in branches):
            return [_few(frozenset().union(*(branch for branch in branches if branch is not None)))]
    return []


def _words_of(run: Sequence[Words]) -> list[Words | None]:
    """For each place in a run of parts the words that begin there, short and long, if each way on spells one."""
    found: list[Words | None] = []
    for start in range(len(run)):
        texts: Words = _NOTHING
        for part in run[start:]:
            longer = _joined(texts, part)
            if longer is None:
                break
            if len(longer) > len(texts):
                found.append(_usable(texts))
            texts = longer
            if min(map(len, texts)) >= _LONGEST:
                break
        found.append(_usable(texts))
    return found


def _usable(texts: Words) -> Words | None:
    words = frozenset(map(_core, texts))
    return words if min(len(word.encode("utf-8")) for word in words) >= SHORTEST else None


def _core(text: str) -> str:
    """The longest stretch of a text that every notation writes alike."""
    stretches = [part[:_LONGEST] for part in _UNSAFE.split(text)]
    return max(stretches, key=_worth)
