"""What names are defined as: in the same file, in the other cells of a notebook, in files that are imported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.patterns.tree import root_of
from diagnose.sources.text import sources_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.project import Project
    from diagnose.sources.source import Source

_REFERENCE = regex(r"[\w$]+(?:\s*\??\.\s*#?[\w$]+)*")
_PART = regex(r"[\w$]+")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, a class or an assignment: where it stands, and its node."""

    source: Source
    node: SgNode


def last_part(reference: str) -> str | None:
    """The name that a name or an attribute ends with: ``run`` of ``self.run``; None of any other text."""
    text = reference.strip()
    if len(text) > 500 or not _REFERENCE.fullmatch(text):
        return None
    *_, last = _PART.findall(text)
    return str(last)


def definitions(source: Source, reference: str, project: Project | None = None) -> Iterator[Definition]:
    """What a name or an attribute is defined as: in its own file, else where the project has it from."""
    name = last_part(reference)
    if name is None:
        return
    own = list(_in_files(cells(source), name))
    yield from own
    if not own and project is not None:
        yield from _imported(source, reference.strip(), name, project)


def cells(source: Source) -> tuple[Source, ...]:
    """The source alone, or all cells of its notebook."""
    return (source,) if source.cell is None else _cells(source.path, source.data)


@lru_cache(maxsize=4)
def _cells(path: str, data: bytes) -> tuple[Source, ...]:
    return sources_of(path, data)


def _in_files(sources: tuple[Source, ...], name: str) -> Iterator[Definition]:
    rules = {"python": _python, "typescript": _script}
    for source in sources:
        root = root_of(source) if name in source.text else None
        if root is not None:
            found = root.find_all(rules[source.language](re.escape(name)))
            yield from (Definition(source, node) for node in found[:_MOST])


def _imported(source: Source, reference: str, name: str, project: Project) -> Iterator[Definition]:
    """Where the name comes from: the file of the module that it is imported from, else any that is imported."""
    from diagnose.patterns.imports import origins

    first = reference.replace("?", "").partition(".")[0].strip()
    known = {found: origin for cell in cells(source) for found, origin in origins(cell).items()}
    origin = known.get(first)
    if origin is None:
        return
    wanted = origin.name if origin.name and first == name else name
    files = project.imported(source)
    near = tuple(file for file in files if _is_module(file.path, origin.module))
    found = list(_in_files(near, wanted)) or list(_in_files(files, wanted))
    yield from found
    if not found and wanted == "default":
        yield from (one for file in near for one in _default(file))


def _is_module(path: str, module: str) -> bool:
    parts = [part for part in re.split(r"[/.]", path.lower()) if part]
    last = re.split(r"[/.]", re.sub(r"\.[cm]?[jt]sx?$", "", module).lower().rstrip("/."))[-1]
    return last in parts[-3:]


def _default(source: Source) -> Iterator[Definition]:
    root = root_of(source)
    if root is not None:
        for node in root.find_all({"rule": {"kind": "export_statement", "regex": r"^export\s+default\b"}}):
            yield from (Definition(source, child) for child in node.named_children()[:1])


@lru_cache(maxsize=256)
def _python(name: str) -> Any:
    named: dict[str, Any] = {"regex": f"^{name}$"}
    held = {"any": [named, {"kind": "attribute", "has": {"field": "attribute", **named}}]}
    return {
        "rule": {
            "any": [
                {"kind": "function_definition", "has": {"field": "name", **named}},
                {"kind": "class_definition", "has": {"field": "name", **named}},
                {"kind": "assignment", "has": {"field": "left", **held}},
                {"kind": "named_expression", "has": {"field": "name", **named}},
            ]
        }
    }


@lru_cache(maxsize=256)
def _script(name: str) -> Any:
    named: dict[str, Any] = {"regex": f"^#?{name}$"}
    held = {"any": [named, {"kind": "member_expression", "has": {"field": "property", **named}}]}
    kinds = ("function_declaration", "generator_function_declaration", "class_declaration", "method_definition")
    fields = ("variable_declarator", "public_field_definition")
    return {
        "rule": {
            "any": [
                *({"kind": kind, "has": {"field": "name", **named}} for kind in (*kinds, *fields)),
                {"kind": "assignment_expression", "has": {"field": "left", **held}},
            ]
        }
    }
