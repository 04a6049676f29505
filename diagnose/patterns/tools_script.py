"""How TypeScript and JavaScript programs hand functions to models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from diagnose.lazy import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

LOOK = regex(r"tools?\b|Tool|function\.name|functions|tool_calls")
"""What a file has that hands functions to models."""
_KEY = r"^[\"']?(?:execute|func|function|handler|invoke|_call|callback)[\"']?$"
_DESCRIBED = r"^[\"']?(?:description|parameters|inputSchema|input_schema|schema|parse|name)[\"']?$"
_NAME = r"\bfunction\.name$|\b(?:tool|function|fn|func)_?[nN]ame$|\b(?:[cC]all|tool|toolUse|tool_call|block)\.name$"
_BESIDE = {"any": [{"kind": "pair", "has": {"field": "key", "regex": _DESCRIBED}}, {"kind": "method_definition"}]}
_OBJECT = {"kind": "object", "has": {"any": [_BESIDE, {"kind": "shorthand_property_identifier", "regex": _DESCRIBED}]}}
_RULE: Any = {
    "rule": {
        "any": [
            {"kind": "pair", "has": {"field": "key", "regex": _KEY}, "inside": _OBJECT},
            {"kind": "method_definition", "has": {"field": "name", "regex": _KEY}, "inside": _OBJECT},
            {"kind": "call_expression", "has": {"field": "function", "regex": r"^(?:\w+\.)?(?:tool|registerTool)$"}},
            {"kind": "new_expression", "has": {"field": "constructor", "regex": r"Tool$"}},
            {
                "kind": "method_definition",
                "has": {"field": "name", "regex": "^_call$"},
                "inside": {"kind": "class_declaration", "stopBy": "end"},
            },
            {"kind": "subscript_expression", "has": {"field": "index", "regex": _NAME}},
            {"kind": "switch_statement", "has": {"field": "value", "regex": rf"(?:{_NAME.replace('$', '')})\s*\)$"}},
            {
                "kind": "if_statement",
                "has": {"field": "condition", "regex": rf"(?:{_NAME.replace('$', '')})\s*===?\s*[\"'`]"},
            },
        ]
    }
}
_VALUES = frozenset(
    (
        "identifier",
        "member_expression",
        "shorthand_property_identifier",
        "arrow_function",
        "function_expression",
        "method_definition",
        "function_declaration",
    )
)
_CONTAINERS = frozenset(
    ("object", "array", "parenthesized_expression", "spread_element", "as_expression", "satisfies_expression")
)
_CALLS: Any = {"rule": {"kind": "call_expression"}}


def registered(root: SgNode) -> Iterator[SgNode]:
    """The nodes that hold what a file hands to models."""
    for node in root.find_all(_RULE):
        kind = node.kind()
        if kind == "method_definition":
            yield node
        elif kind == "pair":
            yield from node.field_children("value")
        elif kind == "call_expression":
            yield from _functions(node)
        elif kind == "subscript_expression":
            yield from node.field_children("object")
        elif kind in ("switch_statement", "if_statement"):
            yield from _dispatched(node)


def values(node: SgNode) -> list[SgNode]:
    """The functions, and the names of such, that a value holds."""
    found: list[SgNode] = []
    waiting = [node]
    while waiting and len(found) < 200:
        one = waiting.pop(0)
        kind = one.kind()
        if kind in _VALUES:
            found.append(one)
        elif kind in _CONTAINERS:
            waiting += one.named_children()
        elif kind in ("pair", "variable_declarator", "public_field_definition"):
            waiting += one.field_children("value")
        elif kind == "assignment_expression":
            waiting += one.field_children("right")
        elif kind == "call_expression":
            waiting += list(_functions(one))
    return found


def is_followed(callee: SgNode) -> bool:
    """Whether it can be told what this calls: a name, a method of the same object, a function of a module."""
    if callee.kind() == "identifier":
        return True
    owner = callee.field("object") if callee.kind() == "member_expression" else None
    return owner is not None and owner.kind() in ("identifier", "this")


def _functions(call: SgNode) -> Iterator[SgNode]:
    """The arguments of a call that may be functions."""
    arguments = call.field("arguments")
    for argument in arguments.named_children() if arguments is not None else []:
        if argument.kind() in _VALUES:
            yield argument


def _dispatched(node: SgNode) -> Iterator[SgNode]:
    """What is called where the name of a tool has been looked at."""
    body = node.field("body") or node.field("consequence")
    for call in body.find_all(_CALLS) if body is not None else []:
        callee = call.field("function")
        if callee is not None and is_followed(callee):
            yield callee
