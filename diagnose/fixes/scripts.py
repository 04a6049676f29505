"""Imports of TypeScript and JavaScript, in the manner of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnose.fixes.header import first_import
from diagnose.fixes.layout import line_stop, newline_near, next_line
from diagnose.fixes.splice import Splice, Unfit
from diagnose.fixes.syntax import named, span
from diagnose.lazy import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_LINE = regex(r"""import\s+(.+?)\s+from\s+["']([^"'\\]+)["']\s*;?\s*\Z""")
_NAMED = regex(r"\{\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s*\}\Z")
_NAME = regex(r"[\w$]+")


def importing(text: str, root: SgNode, line: str) -> Splice | None:
    """What must be put into the text so that it has this import; None where it has it.

    Raises Unfit where it cannot have it.
    """
    read = _LINE.match(line)
    if read is None:
        raise Unfit(f"{line} is no import of names")
    clause, module = read[1], read[2]
    imports = [node for node in root.children() if node.kind() == "import_statement"]
    requires = _requires(root)
    names = _names(clause)
    if any(_module(node) == module and names <= _bound(node) for node in [*imports, *requires]):
        return None
    taken = names & {name for node in [*imports, *requires] for name in _bound(node)}
    if taken:
        raise Unfit(f"{min(taken)} means something else in this file")
    common = bool(requires) and not imports and not any(node.kind() == "export_statement" for node in root.children())
    if common and not _NAMED.match(clause):
        raise Unfit(f"the file uses require, and {module} may be for import only")
    written = f'const {clause} = require("{module}");' if common else f'import {clause} from "{module}";'
    return _placed(text, root, requires if common else imports, written)


def _placed(text: str, root: SgNode, among: list[SgNode], line: str) -> Splice:
    if among:
        last = among[-1]
        line = _in_manner(line, last.text())
        at = next_line(text, span(last)[1])
        newline = newline_near(text, span(last)[1])
        ended = at > line_stop(text, span(last)[1])
        return Splice(at, at, f"{line}{newline}" if ended else f"{newline}{line}")
    return first_import(text, root, line)


def _in_manner(line: str, like: str) -> str:
    """The line with the quotes of another one, and without a semicolon where that has none."""
    if "'" in like and '"' not in like:
        line = line.replace('"', "'")
    return line if like.rstrip().endswith(";") else line.rstrip(";")


def _requires(root: SgNode) -> list[SgNode]:
    declared = [node for node in root.children() if node.kind() == "lexical_declaration"]
    return [node for node in declared if node.find(pattern="require($MODULE)") is not None]


def _module(node: SgNode) -> str:
    source = node.find({"rule": {"kind": "string"}})
    return source.text().strip("'\"") if source is not None else ""


def _bound(node: SgNode) -> set[str]:
    """The names that an import or a ``const … = require`` binds; what is only a type is none."""
    if node.kind() == "import_statement":
        clause = next((child for child in named(node) if child.kind() == "import_clause"), None)
        only_types = any(child.kind() == "type" for child in node.children())
        return set() if clause is None or only_types else _names(clause.text())
    declared = node.find({"rule": {"kind": "variable_declarator"}})
    name = declared.field("name") if declared is not None else None
    return set() if name is None else set(_NAME.findall(name.text()))


def _names(clause: str) -> set[str]:
    """The names that an import's clause binds: ``a as b`` binds b."""
    parts = clause.replace("{", ",").replace("}", ",").replace("*", " ").split(",")
    return {words[-1] for part in parts if (words := part.split())}
