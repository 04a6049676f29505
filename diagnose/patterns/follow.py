"""Whether the names in a hit are defined as its pattern asks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from diagnose.model.code import Follow
from diagnose.patterns.definitions import Definition, definitions

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.project import Project
    from diagnose.sources.source import Source

_MOST = 40


def stands(source: Source, node: SgNode, follows: tuple[Follow, ...], project: Project | None) -> bool:
    """Whether the hit stands after its names were followed. A name whose definition is not found is unknown."""
    return all(_stands(source, node, follow, project) for follow in follows)


def _stands(source: Source, node: SgNode, follow: Follow, project: Project | None) -> bool:
    held = node.get_match(follow.name)
    named = [held] if held is not None else node.get_multiple_matches(follow.name)
    found = [one for part in named[:_MOST] for one in definitions(source, part.text(), project)]
    if follow.none and any(_is(one, follow.none) for one in found):
        return False
    return not follow.some or any(_is(one, follow.some) for one in found)


def _is(definition: Definition, rule: str) -> bool:
    """Whether the rule matches the definition as a whole, or what is assigned in it."""
    config = _configuration(rule)
    node = definition.node
    value = node.field("right") or node.field("value")
    return any(one is not None and one.find(config) == one for one in (node, value))


@lru_cache(maxsize=256)
def _configuration(rule: str) -> Any:
    import json

    return json.loads(rule)
