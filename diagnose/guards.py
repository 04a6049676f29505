"""Which words a regular expression of this program cannot do without; worked out when the package is built.

``diagnose.lazy`` compiles an expression only for a text that has them. What is said of an expression here holds for
every text that it hits; of an expression that is too free nothing is said.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from diagnose.beginnings import beginnings_of
from diagnose.lazy import Expression, Guard, Need

if sys.version_info >= (3, 11):  # the parser of the standard library's patterns
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_constants as codes
    import sre_parse as parser

_READERS = ("diagnose.logformats", "diagnose.tracebacks", "diagnose.matching", "diagnose.redaction")
"""The packages whose expressions are tried on every log."""
_MOST_WORDS = 24
_MOST_GROUPS = 3
_MOST_WAYS = 12
_DEEPEST = 8
_LONGEST = 60
"""Of a letter that is repeated more often no more are looked for."""
Words = tuple[str, ...]


def guards_module() -> str:
    """The source of ``diagnose.guarded``: the guards of all expressions that the readers of logs have."""
    for name in _READERS:
        for module in walk_packages(import_module(name).__path__, f"{name}."):
            import_module(module.name)
    made = {(one.source, one.bits) for one in gc.get_objects() if isinstance(one, Expression)}
    guards = ((key, guard_of(*key)) for key in sorted(made))
    rows = "".join(f"    {key!r}: {guard!r},\n" for key, guard in guards if guard)
    return f'"""Written by diagnose.guards when the package was built."""\n\nGUARDS = {{\n{rows}}}\n'


def guard_of(source: str, flags: int = 0) -> Guard:
    """The guard of an expression: what each way through it needs. None where nothing can be said of one."""
    parsed: Any = parser.parse(source, flags)
    cased = not parsed.state.flags & re.IGNORECASE
    ways = _ways(list(parsed))
    needs = {_need(way, cased) for way in (ways if len(ways) <= _MOST_WAYS else [list(parsed)])}
    return tuple(sorted(needs)) if all(map(any, needs)) else ()


def _ways(items: list[Any], deep: int = 0) -> list[list[Any]]:
    """The sequences that an expression is one of, where it begins with a choice."""
    if not items or deep > _DEEPEST:
        return [items]
    (code, argument), rest = items[0], items[1:]
    if code is codes.AT:
        return _ways(rest, deep)
    if code is codes.SUBPATTERN and not argument[1] and not argument[2]:
        return _ways([*argument[3], *rest], deep + 1)
    if code is codes.BRANCH:
        return [way for branch in argument[1] for way in _ways([*branch, *rest], deep + 1)]
    if code is codes.MAX_REPEAT and argument[:2] == (0, 1):
        return _ways([*argument[2], *rest], deep + 1) + _ways(rest, deep + 1)
    return [items]


def _need(way: Sequence[Any], cased: bool) -> Need:
    groups = sorted(set(_groups(way, cased)), key=_strength)
    return beginnings_of(way) if cased else "", tuple(groups[:_MOST_GROUPS])


def _strength(words: Words) -> tuple[int, int, Words]:
    """Few and long words first."""
    return -min(map(len, words)), len(words), words


def _groups(items: Sequence[Any], cased: bool) -> list[Words]:
    """Groups of words of which every text that a sequence matches holds one each."""
    found: list[Words] = []
    run = ""
    for code, argument in items:
        spelled, goes_on = _spelled(code, argument, cased)
        run += spelled
        if goes_on:
            continue
        found += [(run,)] if run else []
        run = ""
        found += [] if spelled else _inside(code, argument, cased)
    return found + ([(run,)] if run else [])


def _spelled(code: Any, argument: Any, cased: bool) -> tuple[str, bool]:
    """The letters with which an item begins, and whether what follows stands right behind them."""
    if code is codes.AT:
        return "", True
    if code is codes.LITERAL:
        letter = chr(argument)
        known = cased or letter.lower() == letter.upper()
        return (letter, True) if known else ("", False)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and len(argument[2]) == 1:
        least, most, ((inner, value),) = argument
        letters, _ = _spelled(inner, value, cased)
        return letters * min(least, _LONGEST), least == most <= _LONGEST and bool(letters)
    return "", False


def _inside(code: Any, argument: Any, cased: bool) -> list[Words]:
    if code is codes.SUBPATTERN:
        _, added, removed, inner = argument
        return [] if removed & re.IGNORECASE else _groups(inner, cased and not added & re.IGNORECASE)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[0] >= 1:
        return _groups(argument[2], cased)
    if code is codes.BRANCH:
        return _one_of([_groups(branch, cased) for branch in argument[1]])
    if code is codes.IN:
        return _one_of([_groups([item], cased) for item in argument])
    return []


def _one_of(branches: Sequence[list[Words]]) -> list[Words]:
    """A group for what is one of several: the best words of each, where each has some."""
    if not all(branches):
        return []
    words = tuple(sorted({word for groups in branches for word in min(groups, key=_strength)}))
    return [words] if len(words) <= _MOST_WORDS else []
