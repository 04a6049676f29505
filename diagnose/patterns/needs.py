"""Which words a file has in which a rule finds something: most files lack them, and compiling a rule takes longer."""

from __future__ import annotations

import keyword
import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from diagnose.lazy import regex
from diagnose.patterns.metavariables import bound
from diagnose.patterns.rules import Rule

Words = tuple[str, ...]
Needs = tuple[Words, ...]
"""Groups of words: of each, a file has one."""

_MOST_GROUPS = 6
_MOST_WORDS = 30
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'|`[^`]*`|/[^/\s]*/|#.*|//.*")
_WORD = regex(r"(?<![\w$])[A-Za-z_]\w{2,}(?![\w$])")
_TOKENS = (
    "case catch const debugger default delete do enum export extends function instanceof interface let new null of "
    "package private protected public static super switch this throw true typeof var void undefined false get set as "
    "type print exec match self string number boolean any satisfies declare abstract readonly never unknown"
)
_KEYWORDS = frozenset((*keyword.kwlist, *_TOKENS.split()))
"""Words that a grammar may have as tokens without a name: patterns need not find those."""
_RUST = ("\\<", "\\>", "\\b{", "{,")
"""What means one thing in Rust and another in Python."""
_RELATIONS = ("inside", "has", "precedes", "follows")


def needs_of(config: Rule) -> Needs:
    """The groups of words of a configuration; none where nothing can be said. What is said holds for every hit."""
    utils = _table(config.get("utils"))
    groups = _of_rule(config.get("rule"), utils, frozenset())
    certain = bound(config).certain
    for name, constraint in _table(config.get("constraints")).items():
        if name in certain:
            groups |= _of_rule(constraint, utils, frozenset())
    best = sorted((words for words in groups if min(map(len, words)) > 1), key=_strength)
    return tuple(best[:_MOST_GROUPS])


def _of_rule(rule: object, utils: Mapping[str, Any], within: frozenset[str]) -> set[Words]:
    table = _table(rule)
    groups = _of_pattern(table.get("pattern")) | _of_regex(table.get("regex"))
    for part in [*(table.get(key) for key in _RELATIONS), *_list(table.get("all"))]:
        if part is not None:
            groups |= _of_rule(part, utils, within)
    if alternatives := _list(table.get("any")):
        groups |= _of_any([_of_rule(part, utils, within) for part in alternatives])
    name = table.get("matches")
    if isinstance(name, str) and name not in within:
        groups |= _of_rule(utils.get(name), utils, within | {name})
    return groups


def _of_any(branches: list[set[Words]]) -> set[Words]:
    """Whatever is needed whichever way it goes: what all need, and one word of what each needs most."""
    if not all(branches):
        return set()
    shared = set.intersection(*branches)
    words = tuple(sorted({word for groups in branches for word in min(groups, key=_strength)}))
    return shared | ({words} if len(words) <= _MOST_WORDS else set())


def _of_pattern(pattern: object) -> set[Words]:
    if isinstance(pattern, dict):
        if "selector" in pattern or pattern.get("strictness") == "signature":
            return set()
        pattern = pattern.get("context")
    if not isinstance(pattern, str):
        return set()
    words = _WORD.findall(_QUOTED.sub(" ", pattern))
    return {(word,) for word in words if word not in _KEYWORDS}


@lru_cache(maxsize=1024)
def _guard(source: str) -> tuple[Needs, ...]:
    """The ways through a regular expression, each with what it needs."""
    from diagnose.guards import guard_of

    if any(mark in source for mark in _RUST):
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # sets within sets, of which Python knows nothing
            return tuple(groups for _, groups in guard_of(source))
    except (re.error, FutureWarning, DeprecationWarning, RecursionError, OverflowError, ValueError):
        return ()


def _of_regex(source: object) -> set[Words]:
    ways = _guard(source) if isinstance(source, str) else ()
    if len(ways) == 1:
        return set(ways[0])
    return _of_any([set(way) for way in ways]) if ways else set()


def _strength(words: Words) -> tuple[int, int, Words]:
    """Few and long words first."""
    return len(words), -min(map(len, words)), words


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
