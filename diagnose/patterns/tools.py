"""The functions that agents can call as tools, and what these call in turn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from diagnose.patterns import tools_python, tools_script
from diagnose.patterns.definitions import Definition, cells, definitions
from diagnose.patterns.tree import root_of, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.project import Project
    from diagnose.sources.source import Source

DEEPEST_CALL = 3
_MOST = 300
_FUNCTIONS = frozenset(
    (
        "function_definition",
        "lambda",
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
    )
)
Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=64)
def tools_of(source: Source, project: Project | None = None) -> dict[Source, Spans]:
    """Where the functions stand that the agents of a file can call, and those that these call, three calls deep.

    Those of the file itself, of the other cells of its notebook, and with a project of the files that it imports.
    """
    waiting = [(one, 0) for cell in cells(source) for one in _registered(cell, project)]
    seen: dict[tuple[Source, tuple[int, int]], None] = {}
    while waiting and len(seen) < _MOST:
        function, depth = waiting.pop(0)
        key = function.source, span(function.node)
        if key in seen:
            continue
        seen[key] = None
        if depth < DEEPEST_CALL:
            waiting += [(one, depth + 1) for one in _called(function, project)]
    found: dict[Source, list[tuple[int, int]]] = {}
    for where, stretch in seen:
        found.setdefault(where, []).append(stretch)
    return {where: tuple(stretches) for where, stretches in found.items()}


def _registered(source: Source, project: Project | None) -> Iterator[Definition]:
    """The functions that a file hands to agents; names are followed, through lists of functions too."""
    language = tools_python if source.language == "python" else tools_script
    root = root_of(source) if language.LOOK.search(source.text) else None
    if root is None:
        return
    waiting = [(Definition(source, node), 0) for node in language.registered(root)]
    seen: set[tuple[Source, tuple[int, int]]] = set()
    while waiting and len(seen) < _MOST:
        found, depth = waiting.pop(0)
        key = found.source, span(found.node)
        if key in seen:
            continue
        seen.add(key)
        if found.node.kind() in _FUNCTIONS:
            yield found
        elif depth < DEEPEST_CALL:
            waiting += [(one, depth + 1) for one in _meant(found, language.values(found.node), project)]


def _meant(found: Definition, nodes: list[SgNode], project: Project | None) -> Iterator[Definition]:
    """Values as they stand, names by what they are defined as."""
    for node in nodes[:_MOST]:
        if node.kind() in ("identifier", "attribute", "member_expression", "shorthand_property_identifier"):
            yield from definitions(found.source, node.text(), project)
        else:
            yield Definition(found.source, node)


def _called(function: Definition, project: Project | None) -> Iterator[Definition]:
    """The functions that one calls: by their name, on itself, or out of a module."""
    python = function.source.language == "python"
    language = tools_python if python else tools_script
    names = dict.fromkeys(
        callee.text()
        for call in function.node.find_all({"rule": {"kind": "call" if python else "call_expression"}})
        if (callee := call.field("function")) is not None and language.is_followed(callee)
    )
    for name in list(names)[:_MOST]:
        for one in definitions(function.source, name, project):
            if one.node.kind() in _FUNCTIONS:
                yield one
            else:
                yield from (Definition(one.source, node) for node in _assigned(one.node))


def _assigned(node: SgNode) -> list[SgNode]:
    value = node.field("value") or node.field("right")
    return [value] if value is not None and value.kind() in _FUNCTIONS else []
