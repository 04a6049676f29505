"""The place that a fix is about: a program, its tree, the stretch that was hit and what was captured in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diagnose.fixes.fill import Piece, filled
from diagnose.fixes.layout import indentation, newline_near, unit_of
from diagnose.fixes.splice import Unfit
from diagnose.fixes.syntax import PYTHON, in_string, nodes_at, tree
from diagnose.model.dataclass import dataclass

if TYPE_CHECKING:
    from ast_grep_py import SgNode

Stretch = tuple[int, int]
_QUOTED = 40
_LOOSE = frozenset(
    {"await", "binary_operator", "boolean_operator", "comparison_operator", "not_operator", "unary_operator",
     "conditional_expression", "lambda", "named_expression", "yield", "integer", "concatenated_string", "number",
     "await_expression", "binary_expression", "ternary_expression", "unary_expression", "arrow_function",
     "assignment_expression", "as_expression", "satisfies_expression", "yield_expression", "sequence_expression",
     "update_expression", "new_expression", "function_expression"}
)  # fmt: skip
"""What binds its parts less closely than a call or a member."""


@dataclass(frozen=True, slots=True)
class Site:
    """Offsets count characters of ``text``."""

    text: str
    dialect: str
    root: SgNode
    hit: Stretch
    captured: Mapping[str, Stretch]

    @property
    def is_python(self) -> bool:
        """Whether this is Python; else it is TypeScript or JavaScript."""
        return self.dialect == PYTHON

    @property
    def unit(self) -> str:
        """One step of indentation."""
        return unit_of(self.text, "    " if self.is_python else "  ")

    def stretch(self, name: str) -> Stretch:
        """Where the metavariable of this name was found; without a name the whole hit."""
        if name and name not in self.captured:
            raise Unfit(f"{name} was not found here")
        return self.captured[name] if name else self.hit

    def node(self, name: str, kinds: frozenset[str], what: str) -> SgNode:
        """The node there that is of one of these kinds; raises Unfit where what stands there is none."""
        start, end = self.stretch(name)
        found = [node for node in nodes_at(self.root, start, end) if node.kind() in kinds]
        if not found:
            raise Unfit(f"{self._quoted(start, end)} is no {what}")
        return found[0]

    def rendered(self, template: str, at: int, indent: str | None = None) -> str:
        """The template filled for this place; its later lines are indented as the line there is."""
        own = indentation(self.text, at) if indent is None else indent
        pieces = {name: self._piece(*reach) for name, reach in self.captured.items()}
        return filled(template, pieces, own, self.unit, newline_near(self.text, at))

    def _piece(self, start: int, end: int) -> Piece:
        text = self.text[start:end]
        fixed = set()
        for number, at in enumerate(_line_starts(self.text, start, end), 1):
            if in_string(self.root, at):
                fixed.add(number)
        loose = any(node.kind() in _LOOSE for node in nodes_at(self.root, start, end))
        return Piece(text, indentation(self.text, start), frozenset(fixed), loose)

    def _quoted(self, start: int, end: int) -> str:
        words = " ".join(self.text[start : min(end, start + _QUOTED)].split())
        return words if end - start <= _QUOTED else f"{words}…"


def site(text: str, dialect: str, hit: Stretch, captured: Mapping[str, Stretch]) -> Site:
    """The site with its tree."""
    return Site(text, dialect, tree(text, dialect), hit, captured)


def _line_starts(text: str, start: int, end: int) -> list[int]:
    found, at = [], text.find("\n", start, end)
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1, end)
    return found
