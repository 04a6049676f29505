"""What the text of a file must have for a rule to hit anything in it: most rules need not be tried on most files.

Making a rule ready takes ast-grep longer than trying it, and it is made ready for each file anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from diagnose.lazy import regex
from diagnose.prefilter.literals import required

Need = frozenset[str]
"""Words in lower case, one of which the text has."""
Needs = frozenset[Need]

_TOKEN = regex(r"(?<![$\w])[A-Za-z_]\w{2,}")
_QUOTED = regex(r"[\"'`#]|//")
_PARTS = ("has", "inside", "follows", "precedes")
_MOST = 40


@lru_cache(maxsize=1024)
def needs_of(rule: str) -> Needs:
    """Of each of these a text has a word that the rule, a configuration as JSON, hits anything in."""
    config = json.loads(rule)
    return _needs(config.get("rule"), config.get("utils") or {}, {})


class Words:
    """Which words a text has, whatever their case; each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text.lower()
        self._known: dict[str, bool] = {}

    def fit(self, needs: Needs) -> bool:
        """Whether the text has what is needed."""
        return all(any(map(self._has, need)) for need in needs)

    def _has(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = word in self._text
        return known


def _needs(rule: Any, utils: Mapping[str, Any], known: dict[str, Needs]) -> Needs:
    """``known`` are the utils that were looked at; one that names itself needs nothing more."""
    if not isinstance(rule, dict):
        return frozenset()
    found = set(_own(rule))
    for key in _PARTS:
        found |= _needs(rule.get(key), utils, known)
    for part in rule.get("all") or ():
        found |= _needs(part, utils, known)
    name = rule.get("matches")
    if isinstance(name, str):
        if name not in known:
            known[name] = frozenset()
            known[name] = _needs(utils.get(name), utils, known)
        found |= known[name]
    either = [_best(_needs(part, utils, known)) for part in rule.get("any") or ()]
    if either and all(either):
        found.add(frozenset().union(*either))
    return frozenset(need for need in found if len(need) <= _MOST)


def _own(rule: Mapping[str, Any]) -> Iterator[Need]:
    """What the rule itself asks of the text of a node. A pattern that is more than plain code asks for nothing."""
    pattern = rule.get("pattern")
    if isinstance(pattern, str) and not _QUOTED.search(pattern):
        yield from (frozenset((word.lower(),)) for word in _TOKEN.findall(pattern))
    if isinstance(rule.get("regex"), str):
        words = required(rule["regex"])
        if words:
            yield words


def _best(needs: Needs) -> Need:
    """Of several the one that fewest texts have: with few and long words; none where nothing is needed."""
    return min(needs, key=lambda need: (len(need), -min(map(len, need)), sorted(need)), default=frozenset())
