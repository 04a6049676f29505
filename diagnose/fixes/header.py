"""What must stay first in a file: ``#!``, the encoding, a licence, the docstring, directives such as 'use client'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnose.fixes.layout import line_stop, newline_near, next_line
from diagnose.fixes.splice import Splice
from diagnose.fixes.syntax import named, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_COMMENTS = frozenset(("comment", "hash_bang_line"))


def first_import(text: str, root: SgNode, line: str) -> Splice:
    """The line put where the first import of a file goes, parted by empty lines from what is around it."""
    at, below = _after_header(text, root)
    newline = newline_near(text, 0)
    follows = text[at : line_stop(text, at)].strip()
    lines = f"{newline if below else ''}{line}{newline}{newline if follows else ''}"
    unended = below and text[:at].endswith(newline) is False
    return Splice(at, at, f"{newline}{lines}" if unended else lines)


def _after_header(text: str, root: SgNode) -> tuple[int, bool]:
    """Where the first line goes that may follow the header, and whether there is a header."""
    nodes = root.children()
    spoken = [number for number, node in enumerate(nodes) if node.kind() not in _COMMENTS]
    last = _last_directive([nodes[number] for number in spoken], python=root.kind() == "module")
    if last is not None:
        return next_line(text, span(last)[1]), True
    at = _after_comments(text, nodes[: spoken[0]] if spoken else nodes)
    return at, bool(at)


def _last_directive(nodes: list[SgNode], python: bool) -> SgNode | None:
    """The docstring, or the last of the strings that stand first in a script."""
    found = None
    for node in nodes[: 1 if python else None]:
        inner = named(node)
        if node.kind() != "expression_statement" or len(inner) != 1 or inner[0].kind() != "string":
            break
        found = node
    return found


def _after_comments(text: str, comments: list[SgNode]) -> int:
    """After ``#!`` and the encoding, and after the comments that an empty line parts from the rest."""
    at = 0
    for number, node in enumerate(comments):
        end = span(node)[1]
        below = next_line(text, end)
        parted = not text[below : line_stop(text, below)].strip()
        first = number < 2 and (node.text().startswith("#!") or "coding" in node.text())
        if first or parted:
            at = below
        if parted and not first:
            break
    return at
