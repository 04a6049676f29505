"""The edits of a playbook's fix, each made at one place of a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diagnose.fixes.layout import begins_line, end_at, indentation, line_start, line_stop, newline_near, next_line
from diagnose.fixes.listed import add_argument, set_property
from diagnose.fixes.removal import remove
from diagnose.fixes.site import Site
from diagnose.fixes.splice import Splice, Unfit
from diagnose.fixes.syntax import span, statements_at
from diagnose.model.code import Edit
from diagnose.model.dataclass import dataclass

_JOINED = ("add-argument", "set-property")
"""Two of these at one place are one, so that each gets its comma."""


@dataclass(frozen=True, slots=True)
class Made:
    """What edits come to: the splices, and clauses that tell why a person must look at them."""

    splices: tuple[Splice, ...] = ()
    cautions: tuple[str, ...] = ()


def made(site: Site, edits: tuple[Edit, ...]) -> Made:
    """All of the edits. Raises Unfit where one cannot be made here, or where none changes anything."""
    splices: list[Splice] = []
    cautions: list[str] = []
    for edit in _merged(edits):
        if edit.do in _LISTED:
            more, caution = _LISTED[edit.do](site, edit)
            splices += more
            cautions += caution
        else:
            splices += _KINDS[edit.do](site, edit)
    return Made(tuple(splices), tuple(dict.fromkeys(cautions)))


def _merged(edits: tuple[Edit, ...]) -> list[Edit]:
    merged: list[Edit] = []
    for edit in edits:
        last = merged[-1] if merged else None
        if last is not None and edit.do in _JOINED and (edit.do, edit.node) == (last.do, last.node):
            merged[-1] = Edit(edit.do, edit.node, f"{last.text.rstrip()}, {edit.text}")
        else:
            merged.append(edit)
    return merged


def _replace(site: Site, edit: Edit) -> list[Splice]:
    start, end = site.stretch(edit.node)
    text = site.rendered(edit.text, start)
    return [] if text == site.text[start:end] else [Splice(start, end, text)]


def _remove(site: Site, edit: Edit) -> list[Splice]:
    return remove(site, *site.stretch(edit.node))


def _insert_before(site: Site, edit: Edit) -> list[Splice]:
    start, _ = _statement(site, edit)
    at = line_start(site.text, start)
    indent = indentation(site.text, start)
    return [Splice(at, at, f"{indent}{site.rendered(edit.text, start, indent)}{newline_near(site.text, start)}")]


def _insert_after(site: Site, edit: Edit) -> list[Splice]:
    start, end = _statement(site, edit)
    indent = indentation(site.text, start)
    rest = site.text[end : line_stop(site.text, end)].strip(" \t\f;")
    if rest and not rest.startswith(("#", "//")):
        raise Unfit("another statement follows on the same line")
    lines = f"{indent}{site.rendered(edit.text, start, indent)}"
    newline = newline_near(site.text, start)
    if not end_at(site.text, line_stop(site.text, end)):  # the file's last line, which nothing ends
        at = len(site.text)
        return [Splice(at, at, newline + lines)]
    at = next_line(site.text, end)
    return [Splice(at, at, lines + newline)]


def _statement(site: Site, edit: Edit) -> tuple[int, int]:
    """From where to where the statement reaches, or the statements that were hit together; its lines are its own."""
    reach = site.stretch(edit.node)
    found = statements_at(site.root, *reach)
    if not found:
        raise Unfit("it is not within a statement of a block")
    start, end = span(found[0])[0], span(found[-1])[1]
    if not begins_line(site.text, start):
        raise Unfit("its statement shares a line with another")
    return start, end


_KINDS: Mapping[str, Callable[[Site, Edit], list[Splice]]] = {
    "replace": _replace,
    "remove": _remove,
    "insert-before": _insert_before,
    "insert-after": _insert_after,
}
_LISTED = {"add-argument": add_argument, "set-property": set_property}
