"""A source file parsed: its syntax tree, its lines, and whether patterns may be tried on it at all."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from diagnose.lazy import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.source import Source

DEEPEST = 250
"""Patterns look at what is around a node, which takes the square of the depth: no human writes code as deep as this."""
LONGEST = 1 << 20
_MANY = 100
_MINIFIED = 5000
_WIDEST = 1000

_PARSERS = {"javascript": "tsx", "jsx": "tsx"}  # a superset, so that one rule does for all
_BRACKETS = regex(r"[()\[\]{}]")
_STEPS = dict(zip("([{)]}", (1, 1, 1, -1, -1, -1), strict=True))
_OPERATORS = (*"-.+*/|&?:%^<>=!~", "or ", "and ", "not ", "in ")
_ENDS = (*_OPERATORS[:12], "\\", " or", " and")
_REMARKS = ("#", "//", "*", "/*")
_HALF = regex("[\ud800-\udfff]")
_END = regex(r"\r\n|\r|\n")


def root_of(source: Source) -> SgNode | None:
    """The root of the source's syntax tree; None where the text is too large, too deep or minified."""
    return parsed(source.text, _PARSERS.get(source.dialect, source.dialect))


@lru_cache(maxsize=16)
def parsed(text: str, parser: str) -> SgNode | None:
    """The root of a text's syntax tree, None where it is none that one could look through in a bounded time."""
    from ast_grep_py import SgRoot

    if len(text) > LONGEST or (parser != "python" and _is_minified(text)):
        return None
    try:
        root = SgRoot(text, parser).root()
    except UnicodeEncodeError:  # half a character: any other stands as well, and the places remain
        root = SgRoot(_HALF.sub("?", text), parser).root()
    return None if _may_be_deep(text) and (_is_rubble(root) or root.find(_deep()) is not None) else root


def _is_minified(text: str) -> bool:
    """Whether it has a line of so many statements that nobody has written it; a long text or list is another thing."""
    return any(len(line) > _MINIFIED and line.count(";") + line.count("{") > _MANY for line in text.split("\n"))


def _is_rubble(root: SgNode) -> bool:
    """Whether the parser has given up: what it does not understand lies side by side, thousands of nodes wide."""
    broken = root.find_all({"rule": {"kind": "ERROR"}})
    return len(broken) > _WIDEST or any(len(node.children()) > _WIDEST for node in broken)


def _may_be_deep(text: str) -> bool:
    """A quick look: brackets in brackets, long lines, chains of operators over many lines, far indentation."""
    deepest = depth = 0
    for bracket in _BRACKETS.findall(text):
        depth = max(0, depth + _STEPS[bracket])
        deepest = max(deepest, depth)
    if deepest > _MANY or "\n" + " " * _MANY in text or "\n" + "\t" * _MANY in text:
        return True
    return text.count("else if") > _MANY or _has_chain(text.split("\n"))


def _has_chain(lines: list[str]) -> bool:
    """Whether a line is very long, or very many in a row begin or end with an operator."""
    run = 0
    for line in lines:
        bare = line.strip()
        if bare.startswith(_OPERATORS) or bare.endswith(_ENDS):
            run += 1
        elif bare and not bare.startswith(_REMARKS):
            run = 0
        if run > _MANY or len(line) > 10 * _MANY:
            return True
    return False


@lru_cache(maxsize=1)
def _deep() -> Any:
    rule: dict[str, object] = {"pattern": "$_A"}
    for _ in range(DEEPEST):
        rule = {"pattern": "$_A", "inside": rule}
    return {"rule": rule}


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def span(node: SgNode) -> tuple[int, int]:
    """Where a node begins and ends, in characters."""
    reach = node.range()
    return reach.start.index, reach.end.index
