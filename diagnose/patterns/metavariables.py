"""Which metavariables a rule binds: ``$NAME`` and ``$$$NAME``; those that begin with an underscore hold nothing."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.patterns.rules import MOST_UTILS, patterns_of

_NAME = regex(r"\${1,3}([A-Z][A-Z0-9_]*)")
_SINGLE = regex(r"(?<!\$)\${1,2}([A-Z][A-Z0-9_]*)")
_MULTIPLE = regex(r"(?<!\$)\${3}([A-Z][A-Z0-9_]*)")
_RELATIONS = ("inside", "has", "precedes", "follows")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """The names that every hit binds, and those that some hits bind."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()

    def __or__(self, other: Bound) -> Bound:
        """What both together bind."""
        return Bound(self.certain | other.certain, self.possible | other.possible)


def bound(config: Mapping[str, object]) -> Bound:
    """What a hit of this configuration (rule, constraints, utils) binds."""
    utils = _table(config.get("utils"))
    if len(utils) > MOST_UTILS:  # refused elsewhere; one could name the next without an end
        return Bound()
    found = _of_rule(config.get("rule"), utils, {})
    for name, constraint in _table(config.get("constraints")).items():
        more = _of_rule(constraint, utils, {})
        found = found | (more if name in found.certain else Bound(_NONE, more.possible))
    return found


def singles(config: Mapping[str, object]) -> set[str]:
    """The names that hold one node."""
    return {name for text in patterns_of(dict(config)) for name in _SINGLE.findall(text)}


def multiples(config: Mapping[str, object]) -> set[str]:
    """The names that hold any number of nodes."""
    return {name for text in patterns_of(dict(config)) for name in _MULTIPLE.findall(text)}


def _of_rule(rule: object, utils: Mapping[str, object], known: dict[str, Bound]) -> Bound:
    """``known`` are the utils that were looked at already; one that names itself binds nothing more."""
    found, table = Bound(), _table(rule)
    if not table:
        return found
    pattern = table.get("pattern")
    text = _table(pattern).get("context", "") if isinstance(pattern, Mapping) else pattern
    if isinstance(text, str):
        names = frozenset(_NAME.findall(text))
        found = found | Bound(names, names)
    for key in _RELATIONS:
        found = found | _of_rule(table.get(key), utils, known)
    for part in _list(table.get("all")):
        found = found | _of_rule(part, utils, known)
    alternatives = [_of_rule(part, utils, known) for part in _list(table.get("any"))]
    if alternatives:
        certain = frozenset.intersection(*(one.certain for one in alternatives))
        found = found | Bound(certain, frozenset().union(*(one.possible for one in alternatives)))
    name = table.get("matches")
    if isinstance(name, str):
        if name not in known:
            known[name] = Bound()
            known[name] = _of_rule(utils.get(name), utils, known)
        found = found | known[name]
    return found


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
