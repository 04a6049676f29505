"""Code that is taken out, with the comma, the line or the block that would be left dangling."""

from __future__ import annotations

from diagnose.fixes.layout import begins_line, line_start, line_stop, next_line
from diagnose.fixes.sequences import removed
from diagnose.fixes.site import Site
from diagnose.fixes.splice import Splice
from diagnose.fixes.syntax import named, nodes_at, span, statement_of

_LISTS = frozenset(("argument_list", "arguments", "dictionary", "object", "list", "array", "tuple", "set"))


def remove(site: Site, start: int, end: int) -> list[Splice]:
    """The splices that take this stretch out."""
    for node in nodes_at(site.root, start, end):
        parent = node.parent()
        if parent is not None and parent.kind() in _LISTS:
            return removed(site.text, parent, node)
        statement = statement_of(node)
        if statement is not None and span(statement) == (start, end):
            alone = site.is_python and parent is not None and parent.kind() == "block" and len(named(parent)) == 1
            return [Splice(start, end, "pass")] if alone else _whole_lines(site.text, start, end)
    return [Splice(start, end, "")]


def _whole_lines(text: str, start: int, end: int) -> list[Splice]:
    stop = line_stop(text, end)
    if begins_line(text, start) and not text[end:stop].strip(" \t;"):
        return [Splice(line_start(text, start), next_line(text, end), "")]
    return [Splice(start, end, "")]
