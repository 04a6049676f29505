"""Changes of the user's own files, as a diff to be read: what is to be applied is written elsewhere, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model.change import FileChange, Hunk, Left
from diagnose.render.page import Page
from diagnose.render.view import View

_STYLES = {"+": "green", "-": "red"}
_LABELS = {"safe": "green", "review": "yellow"}
_MOST_LEFT = 10


def changes_text(changes: Iterable[FileChange], view: View) -> str:
    """All of the changes, one file after the other."""
    page = Page(view)
    for change in changes:
        page.gap()
        page.title(change.path, change.label, "bold")
        for sentence in change.say:
            page.paragraph(sentence)
        hunks_on(page, change.hunks, change.encoding)
    return page.text()


def step_text(place: str, right: str, label: str, say: str, hunks: Iterable[Hunk], encoding: str, view: View) -> str:
    """One fix of several: where, what it does, and its lines."""
    page = Page(view)
    page.rule()
    page.title(place, right, "bold")
    page.paragraph(f"{label}: {say}", style=_LABELS.get(label, ""))
    hunks_on(page, hunks, encoding)
    return page.text()


def left_text(left: Iterable[Left], view: View, verbose: bool = False) -> str:
    """What was not fixed, and why; of a long list the beginning."""
    page = Page(view)
    every = list(left)
    shown = every if verbose else every[:_MOST_LEFT]
    for one in shown:
        page.gap()
        page.paragraph(f"{one.path}:{one.line}  {one.pattern}", indent=0, hang=2)
        page.paragraph(f"not changed: {one.why}{_by_hand(one)}", style="dim")
    if len(every) > len(shown):
        page.gap()
        page.note(f"and {len(every) - len(shown)} more: --verbose lists them", indent=0)
    return page.text()


def hunks_on(page: Page, hunks: Iterable[Hunk], encoding: str) -> None:
    """The lines of hunks on a page: nothing in them acts on the terminal, and no secret is in them."""
    for hunk in hunks:
        page.note(f"line {hunk.old + _unchanged(hunk)}")
        for line in hunk.lines:
            sign, text = chr(line[0]), line[1:].decode(encoding.removesuffix("-sig"), "replace")
            text = text.removesuffix("\n").removesuffix("\r")
            if sign == " ":
                page.context(text)
            else:
                page.code(sign, text, _STYLES.get(sign, ""))


def _unchanged(hunk: Hunk) -> int:
    """How many lines stand above the first one that changes."""
    return next((number for number, line in enumerate(hunk.lines) if line[:1] != b" "), 0)


def _by_hand(one: Left) -> str:
    return f". {one.say}" if one.say else ""
