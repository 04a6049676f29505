"""Rules of ast-grep as plain data: what they cost, and what ast-grep says of one that it does not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diagnose.lazy import regex

Rule = dict[str, Any]
"""A configuration: ``rule``, and beside it ``constraints`` and ``utils``."""

MOST_RULES = 2000
"""Parts of a rule in all, those that ``matches`` names counted each time that they are named."""
DEEPEST_SEARCH = 6
"""Searches through a whole tree (``stopBy``) within one another: each multiplies the time."""

MOST_UTILS = 40

_DIALECTS = {"python": ("python",), "typescript": ("typescript", "tsx")}
_RELATIONS = ("inside", "has", "precedes", "follows")
_CAUSE = regex(r"^ *\d+: (.*)$", 8)  # re.MULTILINE


def refusal(config: Rule, language: str, anchored: bool = True) -> str | None:
    """Why ast-grep does not take the configuration for this language, and what would be right; None where it does.

    One that is ``anchored`` says what the node itself is, so that few nodes are tried.
    """
    from ast_grep_py import SgRoot

    wrong = _unanchored(config) if anchored else None
    if wrong:
        return wrong
    for dialect in _DIALECTS[language]:
        for text in patterns_of(config):
            if is_broken(text, dialect):
                return f"the pattern does not parse as {dialect}: {_short(text)}; use context and selector"
        try:
            SgRoot("", dialect).root().find(config)  # type: ignore[call-overload]
        except Exception as error:
            return f"ast-grep refuses it: {_reason(str(error))}"
    return None


def weight(config: Rule) -> int:
    """Of how many rules the configuration is made; what is named is counted each time that it is."""
    utils = _table(config.get("utils"))
    if len(utils) > MOST_UTILS:
        return MOST_RULES + 1
    known: dict[str, int] = {}
    parts = [config.get("rule"), *_table(config.get("constraints")).values(), *utils.values()]
    return sum(_weight(part, utils, known) for part in parts)


def _weight(rule: object, utils: Mapping[str, Any], known: dict[str, int]) -> int:
    total = 1
    for _, part in parts_of(rule):
        total += _weight(part, utils, known)
    name = _table(rule).get("matches")
    if isinstance(name, str):
        if name not in known:
            known[name] = MOST_RULES + 1  # of one that names itself
            known[name] = _weight(utils.get(name), utils, known)
        total += known[name]
    return min(total, MOST_RULES + 1)


def searches(config: Rule) -> int:
    """How many searches through a whole tree stand within one another."""
    utils = _table(config.get("utils"))
    parts = [config.get("rule"), *_table(config.get("constraints")).values()]
    return max(_searches(part, utils, {}) for part in parts)


def _searches(rule: object, utils: Mapping[str, Any], known: dict[str, int]) -> int:
    deepest = 0
    for key, part in parts_of(rule):
        far = key in _RELATIONS and _table(part).get("stopBy", "neighbor") != "neighbor"
        deepest = max(deepest, far + _searches(part, utils, known))
    name = _table(rule).get("matches")
    if isinstance(name, str):
        if name not in known:
            known[name] = DEEPEST_SEARCH + 1
            known[name] = _searches(utils.get(name), utils, known)
        deepest = max(deepest, known[name])
    return deepest


def with_used_utils(config: Rule) -> Rule:
    """The configuration without the utils that nothing in it names: each is compiled whenever the rule is."""
    utils, constraints = _table(config.get("utils")), _table(config.get("constraints"))
    waiting: list[object] = [config.get("rule"), *constraints.values()]
    used: dict[str, object] = {}
    while waiting:
        rule = waiting.pop()
        waiting += [part for _, part in parts_of(rule)]
        name = _table(rule).get("matches")
        if isinstance(name, str) and name in utils and name not in used:
            used[name] = utils[name]
            waiting.append(utils[name])
    kept = {name: rule for name, rule in utils.items() if name in used}
    return {key: value for key, value in {**config, "utils": kept}.items() if value or key != "utils"}


def parts_of(rule: object) -> Iterator[tuple[str, object]]:
    """The rules that stand right within one, with their keys."""
    table = _table(rule)
    for key in (*_RELATIONS, "not", "stopBy"):
        if isinstance(table.get(key), dict):
            yield key, table[key]
    for key in ("all", "any"):
        if isinstance(table.get(key), list):
            yield from ((key, part) for part in table[key])
    if isinstance(table.get("nthChild"), dict) and "ofRule" in table["nthChild"]:
        yield "nthChild", table["nthChild"]["ofRule"]


def patterns_of(config: Rule) -> Iterator[str]:
    """The texts of all patterns."""
    utils, constraints = _table(config.get("utils")), _table(config.get("constraints"))
    waiting: list[object] = [config.get("rule"), *constraints.values(), *utils.values()]
    while waiting:
        rule = waiting.pop()
        pattern = _table(rule).get("pattern")
        text = pattern.get("context") if isinstance(pattern, dict) else pattern
        if isinstance(text, str):
            yield text
        waiting += [part for _, part in parts_of(rule)]


def _unanchored(config: Rule) -> str | None:
    if _is_anchored(config.get("rule"), _table(config.get("utils")), set()):
        return None
    return "says nothing of the node itself, so every node would be tried; add pattern or kind to it"


def _is_anchored(rule: object, utils: Mapping[str, Any], seen: set[str]) -> bool:
    table = _table(rule)
    if "pattern" in table or "kind" in table:
        return True
    if any(_is_anchored(part, utils, seen) for part in table.get("all", ())):
        return True
    alternatives = table.get("any", ())
    if alternatives and all(_is_anchored(part, utils, seen) for part in alternatives):
        return True
    name = table.get("matches")
    if not isinstance(name, str) or name in seen:
        return False
    return _is_anchored(utils.get(name), utils, seen | {name})


def is_broken(pattern: str, dialect: str) -> bool:
    """Whether the grammar finds a mistake in it: ast-grep takes such a pattern, and it then matches hardly anything."""
    from ast_grep_py import SgRoot

    code = pattern.replace("$", "µ" if dialect == "python" else "$")
    return SgRoot(code, dialect).root().find({"rule": {"kind": "ERROR"}}) is not None


def _reason(said: str) -> str:
    said = said.partition("Stack backtrace")[0]
    causes = _CAUSE.findall(said)
    last = causes[-1] if causes else said.replace("cannot get matcher", "").replace("Caused by:", "")
    return _short(" ".join(last.split()))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:157] + "..."


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
