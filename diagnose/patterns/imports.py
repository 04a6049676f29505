"""Which names of a file are imported, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from diagnose.model.dataclass import dataclass
from diagnose.patterns.tree import root_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.source import Source


@dataclass(frozen=True, slots=True)
class Origin:
    """The module as it is written, and the name in it; empty for the module itself."""

    module: str
    name: str = ""


@lru_cache(maxsize=64)
def origins(source: Source) -> dict[str, Origin]:
    """The names that the file's imports bind."""
    root = root_of(source)
    if root is None:
        return {}
    return dict(_python(root) if source.language == "python" else _script(root))


def _python(root: SgNode) -> Iterator[tuple[str, Origin]]:
    for statement in root.find_all(
        {"rule": {"any": [{"kind": "import_statement"}, {"kind": "import_from_statement"}]}}
    ):
        module = _text(statement.field("module_name"))
        for entry in statement.field_children("name"):
            name, alias = _text(entry.field("name")) or entry.text(), _text(entry.field("alias"))
            if statement.kind() == "import_from_statement":
                yield alias or name, Origin(module, name)
            else:
                yield alias or name.partition(".")[0], Origin(name)


def _script(root: SgNode) -> Iterator[tuple[str, Origin]]:
    for statement in root.find_all({"rule": {"kind": "import_statement"}}):
        module = _text(statement.field("source"))[1:-1]
        for entry in statement.find_all({"rule": {"kind": "import_specifier"}}):
            name = _text(entry.field("name"))
            yield _text(entry.field("alias")) or name, Origin(module, name)
        for clause in statement.find_all({"rule": {"kind": "import_clause"}}):
            for child in clause.named_children():
                if child.kind() == "identifier":
                    yield child.text(), Origin(module, "default")
                elif child.kind() == "namespace_import":
                    yield child.named_children()[-1].text(), Origin(module)
    required = {"rule": {"pattern": "require($M)", "inside": {"kind": "variable_declarator", "field": "value"}}}
    for call in root.find_all(required):  # type: ignore[call-overload]
        owner, argument = call.parent(), call.get_match("M")
        if owner is not None and argument is not None:
            yield from _required(owner.field("name"), argument.text()[1:-1])


def _required(target: SgNode | None, module: str) -> Iterator[tuple[str, Origin]]:
    if target is None:
        return
    if target.kind() == "identifier":
        yield target.text(), Origin(module)
    for entry in target.named_children():
        if entry.kind() == "shorthand_property_identifier_pattern":
            yield entry.text(), Origin(module, entry.text())
        elif entry.kind() == "pair_pattern":
            yield _text(entry.field("value")), Origin(module, _text(entry.field("key")))


def _text(node: SgNode | None) -> str:
    return "" if node is None else node.text()
