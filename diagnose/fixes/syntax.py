"""Programs as trees: the node of a place, the statement that holds it, and whether a text is a program at all."""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ast_grep_py import SgNode

PYTHON = "python"
_BLOCKS = frozenset(("module", "block", "program", "statement_block", "switch_case", "switch_default"))
_CASES = frozenset(("switch_case", "switch_default"))
_CLAUSES = frozenset(("case_clause", "comment"))
"""What stands in a block and is no statement."""
_STATEMENTS = ("_statement", "_declaration")
_STRINGS = frozenset(("string", "template_string", "concatenated_string"))


@lru_cache(maxsize=4)
def tree(text: str, dialect: str) -> SgNode:
    """The root of the text's tree; the dialect is one of ast-grep's languages."""
    from ast_grep_py import SgRoot

    return SgRoot(text, "tsx" if dialect == "javascript" else dialect).root()  # a superset, as for the patterns


def span(node: SgNode) -> tuple[int, int]:
    """From which character to which the node reaches."""
    reach = node.range()
    return reach.start.index, reach.end.index


def nodes_at(root: SgNode, start: int, end: int) -> list[SgNode]:
    """The nodes that reach from start to end, the outermost first; empty where none does exactly."""
    found: list[SgNode] = []
    node: SgNode | None = root
    while node is not None:
        if span(node) == (start, end):
            found.append(node)
        node = _child(node, start, end)
    return found


def holder(root: SgNode, start: int, end: int) -> SgNode:
    """The innermost node that holds all of this stretch."""
    node, inner = root, _child(root, start, end)
    while inner is not None:
        node, inner = inner, _child(inner, start, end)
    return node


def statement_of(node: SgNode) -> SgNode | None:
    """The statement that holds the node, decorators counted; None where that is no part of a block with brackets or
    lines of its own: ``if (x) node();``."""
    while (parent := node.parent()) is not None:
        kind, above = node.kind(), parent.kind()
        if above in _BLOCKS and kind not in _CLAUSES and (above not in _CASES or kind.endswith(_STATEMENTS)):
            return node
        if above.endswith("_statement") and above != "export_statement" and kind.endswith(_STATEMENTS):
            return None
        if above == "else_clause" and kind.endswith(_STATEMENTS):
            return None
        node = parent
    return None


def statements_at(root: SgNode, start: int, end: int) -> list[SgNode]:
    """The statements that make up this stretch, or the one that holds it; empty where there is none."""
    node = holder(root, start, end)
    if node.kind() in _BLOCKS and span(node) != (start, end):
        within = [child for child in node.children() if span(child)[0] < end and span(child)[1] > start]
        return [child for child in within if child.is_named() and child.kind() not in _CLAUSES]
    found = statement_of(node)
    return [] if found is None else [found]


def in_string(root: SgNode, offset: int) -> bool:
    """Whether this place is within a string: what is done to blanks there changes what the program says."""
    node: SgNode | None = root
    while node is not None:
        if node.kind() in _STRINGS and span(node)[0] < offset < span(node)[1]:
            return True
        node = _child(node, offset, offset + 1)
    return False


def named(node: SgNode) -> list[SgNode]:
    """The children that are more than punctuation, comments left out."""
    return [child for child in node.children() if child.is_named() and child.kind() != "comment"]


@lru_cache(maxsize=4)
def faults(text: str, dialect: str) -> int:
    """How much of the text is no program: 0 for one that parses. Python is asked about Python."""
    if dialect == PYTHON:
        return 0 if _parses(text) else 1
    root = tree(text, dialect)
    return len(root.find_all(kind="ERROR")) + len(root.find_all(regex="^$"))  # what is missing is an empty node


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its remarks on the user's strings are not asked for
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _child(node: SgNode, start: int, end: int) -> SgNode | None:
    """The child that holds all of this stretch."""
    children = node.children()
    low, high = 0, len(children)
    while low < high:  # by halves: a module has thousands of statements
        middle = (low + high) // 2
        if span(children[middle])[1] <= start:
            low = middle + 1
        else:
            high = middle
    if low == len(children):
        return None
    first, stop = span(children[low])
    return children[low] if first <= start and end <= stop else None
