"""How Python programs hand functions to agents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from diagnose.lazy import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

LOOK = regex(r"tools?\b|Tool|register_f|function_map|functions|function\.name|_name\]")
"""What a file has that hands functions to agents."""
_DECORATOR = (
    r"^@\s*(?:[\w.]+\.)?(?:tool|function_tool|kernel_function|register_for_llm|register_for_execution|"
    r"register_function)\b"
)
_DISPATCH = r"\bfunction\.name$|\b(?:tool|function|fn|func)_?[nN]ame$|\bcall\.name$|\[.name.\]$"
_RULE: Any = {
    "rule": {
        "any": [
            {
                "kind": "keyword_argument",
                "has": {"field": "name", "regex": "^(?:tools|functions|function_map|tool_functions)$"},
            },
            {
                "kind": "call",
                "has": {
                    "field": "function",
                    "regex": r"(?:^|\.)(?:register_function|FunctionTool|StructuredTool|from_function|function_tool)$"
                    r"|register_for_(?:llm|execution)\([\s\S]*\)$",
                },
            },
            {"kind": "decorated_definition", "has": {"kind": "decorator", "regex": _DECORATOR}},
            {
                "kind": "class_definition",
                "has": {"field": "superclasses", "regex": r"\b(?:BaseTool|StructuredTool|Tool)\b"},
            },
            {"kind": "subscript", "has": {"field": "subscript", "regex": _DISPATCH}},
        ]
    }
}
_METHODS = ("run", "_run", "_arun", "__call__", "run_json", "execute")
_CONTAINERS = frozenset(
    ("list", "tuple", "set", "dictionary", "list_splat", "parenthesized_expression", "binary_operator", "await")
)
_VALUES = frozenset(("identifier", "attribute", "lambda", "function_definition"))


def registered(root: SgNode) -> Iterator[SgNode]:
    """The nodes that hold what a file hands to agents."""
    for node in root.find_all(_RULE):
        kind = node.kind()
        if kind == "class_definition":
            yield from _methods(node)
        elif kind == "subscript":
            yield from node.field_children("value")
        elif kind == "decorated_definition":
            yield from node.field_children("definition")
        elif kind == "keyword_argument":
            yield from node.field_children("value")
        else:
            yield from _first(node)


def values(node: SgNode) -> list[SgNode]:
    """The functions, and the names of such, that a value holds: of a list its items, of a call what it wraps."""
    found: list[SgNode] = []
    waiting = [node]
    while waiting and len(found) < 200:
        one = waiting.pop(0)
        kind = one.kind()
        if kind in _VALUES:
            found.append(one)
        elif kind in _CONTAINERS:
            waiting += one.named_children()
        elif kind == "pair":
            waiting += one.field_children("value")
        elif kind == "assignment":
            waiting += one.field_children("right")
        elif kind == "call":
            waiting += list(_first(one))
        elif kind == "class_definition":
            found += _methods(one)
    return found


def is_followed(callee: SgNode) -> bool:
    """Whether it can be told what this calls: a name, a method of the same object, a function of a module."""
    if callee.kind() == "identifier":
        return True
    owner = callee.field("object") if callee.kind() == "attribute" else None
    return owner is not None and owner.kind() == "identifier"


def _first(call: SgNode) -> Iterator[SgNode]:
    """A call's function argument: the first, or the one of that name."""
    arguments = call.field("arguments")
    for index, argument in enumerate(arguments.named_children() if arguments is not None else []):
        if argument.kind() == "keyword_argument":
            name = argument.field("name")
            if name is not None and name.text() in ("func", "function", "f", "coroutine"):
                yield from argument.field_children("value")
        elif index == 0:
            yield argument


def _methods(node: SgNode) -> list[SgNode]:
    methods = node.find_all({"rule": {"kind": "function_definition"}})
    return [one for one in methods if (name := one.field("name")) is not None and name.text() in _METHODS]
