"""Lists in brackets: one more at the end, or one less, whichever way they are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnose.fixes.layout import begins_line, indentation, line_start, line_stop, newline_near, next_line, unit_of
from diagnose.fixes.splice import Splice
from diagnose.fixes.syntax import named, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_USUAL_STEP = "    "


def appended(text: str, bracketed: SgNode, addition: str, pad: str = "") -> list[Splice]:
    """The addition put last into the list of a node that begins and ends with its brackets.

    Where the closing bracket has a line of its own the addition gets one too, before it, with a comma where the list
    ended with one. ``pad`` stands inside the brackets of a list that was empty.
    """
    start, end = span(bracketed)
    items = named(bracketed)
    if begins_line(text, end - 1) and line_start(text, end - 1) > start:
        return _on_its_own_line(text, bracketed, items, addition)
    if not items:
        return [Splice(start + 1, end - 1, f"{pad}{addition}{pad}")] if not _commented(bracketed) else [
            Splice(end - 1, end - 1, f" {addition}{pad}")
        ]  # fmt: skip
    last = span(items[-1])[1]
    return [Splice(last, last, f", {addition}")]


def _on_its_own_line(text: str, bracketed: SgNode, items: list[SgNode], addition: str) -> list[Splice]:
    closing = span(bracketed)[1] - 1
    at = line_start(text, closing)
    newline = newline_near(text, closing)
    if not items:
        indent = indentation(text, closing) + unit_of(text, _USUAL_STEP)
        return [Splice(at, at, f"{indent}{addition},{newline}")]
    last = span(items[-1])
    indent = indentation(text, last[0])
    if not begins_line(text, last[0]) and line_start(text, last[0]) <= span(bracketed)[0]:
        indent = indentation(text, closing) + unit_of(text, _USUAL_STEP)
    lines = newline.join([indent + line if number else line for number, line in enumerate(addition.splitlines())])
    if _comma_after(bracketed, last[1]):
        return [Splice(at, at, f"{indent}{lines},{newline}")]
    return [Splice(last[1], last[1], ","), Splice(at, at, f"{indent}{lines}{newline}")]


def removed(text: str, bracketed: SgNode, item: SgNode) -> list[Splice]:
    """The item taken out of the list with the comma that belongs to it, and with its line where that is all of it."""
    items = named(bracketed)
    start, end = span(item)
    place = next(number for number, one in enumerate(items) if span(one) == (start, end))
    comma = _comma_after(bracketed, end, items[place + 1] if place + 1 < len(items) else None)
    stop = span(comma)[1] if comma else end
    if begins_line(text, start) and _line_is_done(text, stop):
        return [Splice(line_start(text, start), next_line(text, stop), "")]
    if place + 1 < len(items) and comma:
        return [Splice(start, span(items[place + 1])[0], "")]
    if place:
        return [Splice(span(items[place - 1])[1], end, "")]
    return [Splice(start, stop, "")]


def _line_is_done(text: str, offset: int) -> bool:
    rest = text[offset : line_stop(text, offset)].strip()
    return not rest or rest.startswith(("#", "//"))


def _commented(bracketed: SgNode) -> bool:
    return any(child.kind() == "comment" for child in bracketed.children())


def _comma_after(bracketed: SgNode, offset: int, until: SgNode | None = None) -> SgNode | None:
    """The comma behind this place, before the next item."""
    limit = span(until)[0] if until is not None else span(bracketed)[1]
    return next(
        (child for child in bracketed.children() if child.kind() == "," and offset <= span(child)[0] < limit), None
    )
