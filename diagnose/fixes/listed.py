"""Arguments and properties that are added to what a program has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnose.fixes.sequences import appended
from diagnose.fixes.site import Site
from diagnose.fixes.splice import Splice, Unfit
from diagnose.fixes.syntax import named, nodes_at, span, tree
from diagnose.model.code import Edit

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_CALLS = frozenset(("call", "call_expression", "new_expression"))
_OBJECTS = frozenset(("object", "dictionary"))
_SPREADS = frozenset(("dictionary_splat", "spread_element"))

Listed = tuple[list[Splice], list[str]]
"""The splices, and why a person must look at them."""


def add_argument(site: Site, edit: Edit) -> Listed:
    """Those of the text's arguments that the call does not have yet, put last."""
    call = _call(site, edit.node)
    text = site.rendered(edit.text, span(call)[0])
    arguments = call.field("arguments")
    if arguments is None:  # new Client
        end = span(call)[1]
        return [Splice(end, end, f"({text})")], []
    if arguments.kind() == "generator_expression":
        start, end = span(arguments)
        return [Splice(start, start, "("), Splice(end, end, f", {text})")], []
    if arguments.kind() == "template_string":
        raise Unfit("what is called is given a template string")
    there = {_key(one) for one in named(arguments)}
    text = _missing(site, text, there, "f(", ")")
    if not text:
        return [], []
    hidden = site.is_python and any(one.kind() in _SPREADS for one in named(arguments))
    return appended(site.text, arguments, text), _may_hold(arguments) if hidden else []


def set_property(site: Site, edit: Edit) -> Listed:
    """Those of the text's properties that the object does not have yet, put last."""
    written = site.node(edit.node, _OBJECTS, "object literal")
    text = site.rendered(edit.text, span(written)[0])
    items = named(written)
    text = _missing(site, text, {_key(one) for one in items}, "({", "})")
    if not text:
        return [], []
    pad = "" if site.is_python else " "
    spread = any(one.kind() in _SPREADS for one in items)
    return appended(site.text, written, text, pad), _may_hold(written) if spread else []


def _call(site: Site, name: str) -> SgNode:
    """The call that is meant: what was hit itself, or what it awaits."""
    start, end = site.stretch(name)
    for node in nodes_at(site.root, start, end):
        while node.kind() in ("await", "await_expression", "parenthesized_expression", "expression_statement"):
            inner = named(node)
            if len(inner) != 1:
                break
            node = inner[0]
        if node.kind() in _CALLS:
            return node
    return site.node(name, _CALLS, "call")


def _missing(site: Site, text: str, there: set[str], before: str, after: str) -> str:
    """What of the text is not there; all of it where it is not a list that can be read."""
    root = tree(before + text + after, site.dialect)
    holder = root.find({"rule": {"any": [{"kind": kind} for kind in _holders(site, before)]}})
    if holder is None:
        return text
    items = named(holder)
    kept = [one for one in items if _key(one) not in there]
    return text if len(kept) == len(items) else ", ".join(one.text() for one in kept)


def _holders(site: Site, before: str) -> tuple[str, ...]:
    if before == "f(":
        return ("argument_list",) if site.is_python else ("arguments",)
    return ("dictionary",) if site.is_python else ("object",)


def _key(item: SgNode) -> str:
    """By what an argument or property is told from others: its name where it has one, else its text."""
    key = item.field("name") or item.field("key")
    return (key or item).text().strip("'\"")


def _may_hold(bracketed: SgNode) -> list[str]:
    spread = next(one for one in named(bracketed) if one.kind() in _SPREADS)
    words = " ".join(spread.text()[:40].split())
    return [f"{words} may set it already"]
