"""Imports that a fix needs: put beside those that a program has, unless it has them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from diagnose.fixes import scripts
from diagnose.fixes.header import first_import
from diagnose.fixes.layout import line_start, line_stop, newline_near, next_line
from diagnose.fixes.splice import Splice, Unfit
from diagnose.fixes.syntax import PYTHON, named, span, tree
from diagnose.model.dataclass import dataclass

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_IMPORTS = frozenset(("import_statement", "import_from_statement"))
_FUTURE = "future_import_statement"
_BEFORE = frozenset((_FUTURE, "expression_statement", "if_statement", "try_statement"))
"""What may stand above the imports."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A name that an import binds, and to what."""

    name: str
    target: str


def importing(text: str, dialect: str, line: str) -> Splice | None:
    """What must be put into the text so that it has this import; None where it has it.

    Raises Unfit where it cannot have it.
    """
    own: Callable[[str, SgNode, str], Splice | None] = _python if dialect == PYTHON else scripts.importing
    return own(text, tree(text, dialect), line.strip())


def _python(text: str, root: SgNode, line: str) -> Splice | None:
    wanted = _bound(named(tree(line, PYTHON))[0])
    there = [bound for node in _everywhere(root) for bound in _bound(node)]
    if all(any(_same(one, other) for other in there) for one in wanted):
        return None
    taken = {bound.name for bound in there if bound not in wanted} | _defined(root)
    for one in wanted:
        if one.name in taken and not any(_same(one, other) for other in there):
            raise Unfit(f"{one.name} means something else in this file")
    return _placed(text, root, line)


def _placed(text: str, root: SgNode, line: str) -> Splice:
    """At its place among the first imports of the file, which are sorted or not."""
    first = _first_imports(root)
    future = [node for node in root.children() if node.kind() == _FUTURE]
    newline = newline_near(text, span(first[0])[0] if first else 0)
    if not first:
        if future:
            at = next_line(text, span(future[-1])[1])
            return _line_at(text, at, f"{newline}{line}{newline}", newline)
        return first_import(text, root, line)
    alike = [node for node in first if _standard(node.text()) == _standard(line)]
    if not alike and _standard(line):
        at = line_start(text, span(first[0])[0])
        return Splice(at, at, f"{line}{newline}{newline}")
    run = alike or first
    later = next((node for node in run if _order(node.text()) > _order(line)), None) if _sorted(run) else None
    if later is not None:
        at = line_start(text, span(later)[0])
        return Splice(at, at, f"{line}{newline}")
    return _line_at(text, next_line(text, span(run[-1])[1]), f"{line}{newline}", newline)


def _line_at(text: str, at: int, lines: str, newline: str) -> Splice:
    """Whole lines put there; before them the end of the file's last line, where that has none."""
    if at == len(text) and text and line_stop(text, line_start(text, at)) == at and line_start(text, at) != at:
        return Splice(at, at, newline + lines.removesuffix(newline))
    return Splice(at, at, lines)


def _first_imports(root: SgNode) -> list[SgNode]:
    """The imports that stand together before all functions and classes, but for those of ``__future__``."""
    found: list[SgNode] = []
    for node in root.children():
        if node.kind() in _IMPORTS:
            found.append(node)
        elif node.kind() != "comment" and (found or node.kind() not in _BEFORE):
            break
    return found


def _everywhere(root: SgNode) -> list[SgNode]:
    """The imports that hold for the whole module, those that are tried too."""
    found: list[SgNode] = []
    for node in root.children():
        if node.kind() in _IMPORTS:
            found.append(node)
        elif node.kind() == "try_statement" and (body := node.field("body")) is not None:
            found += [child for child in body.children() if child.kind() in _IMPORTS]
    return found


def _bound(node: SgNode) -> list[_Bound]:
    module = node.field("module_name")
    own = [child for child in named(node) if module is None or span(child) != span(module)]
    return [_bound_by(child, module.text() if module is not None else "") for child in own]


def _bound_by(child: SgNode, module: str) -> _Bound:
    name, alias = child.field("name"), child.field("alias")
    plain = name.text() if name is not None else child.text()
    if module:
        return _Bound(alias.text() if alias is not None else plain, f"{module}.{plain}")
    top = plain.partition(".")[0]  # ``import a.b`` binds a
    return _Bound(alias.text(), plain) if alias is not None else _Bound(top, plain)


def _same(wanted: _Bound, there: _Bound) -> bool:
    if wanted.name == wanted.target.partition(".")[0]:  # ``import a`` holds where ``import a.b`` stands
        return wanted.name == there.name and f"{there.target}.".startswith(f"{wanted.target}.")
    return wanted == there


def _defined(root: SgNode) -> set[str]:
    """Names of the module's own functions and classes, and what it assigns."""
    names = set()
    for node in root.children():
        inner = named(node)[:1] if node.kind() == "expression_statement" else [node]
        if node.kind() == "decorated_definition":
            inner = [child for child in [node.field("definition")] if child is not None]
        for child in inner:
            bound = child.field("left" if child.kind() == "assignment" else "name")
            if bound is not None and bound.kind() == "identifier":
                names.add(bound.text())
    return names


def _order(line: str) -> tuple[bool, str]:
    """As isort and ruff sort: ``import a`` before ``from a import b``, then by name."""
    words = line.replace(",", " ").split()
    return words[0] == "from", words[1].casefold()


def _sorted(run: list[SgNode]) -> bool:
    keys = [_order(node.text()) for node in run]
    return keys == sorted(keys)


def _standard(line: str) -> bool:
    """Whether the module is one of Python's own."""
    return line.split()[1].split(".")[0].rstrip(",") in sys.stdlib_module_names
