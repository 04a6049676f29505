"""Fixed code, with the lines marked in which it differs from the code before."""

from __future__ import annotations

import difflib

from diagnose.render.page import Page
from diagnose.render.safe import shown


def code_block(page: Page, before: str | None, after: str, most: int | None) -> None:
    """The code after the fix; new lines are marked with +. At most ``most`` lines, those around the changes."""
    marked = _marked(before, after)
    hidden_above, rows, hidden_below = _window(marked, most)
    if hidden_above:
        page.code(" ", f"{page.signs.dots} {hidden_above} lines above", "dim")
    for changed, text in rows:
        page.code(page.signs.plus if changed else " ", shown(text), "green" if changed else "")
    if hidden_below:
        page.code(" ", f"{page.signs.dots} {hidden_below} more lines", "dim")


def _marked(before: str | None, after: str) -> list[tuple[bool, str]]:
    new = after.rstrip("\n").split("\n")
    if before is None:
        return [(False, line) for line in new]
    old = before.rstrip("\n").split("\n")
    marked: list[tuple[bool, str]] = []
    for tag, _, _, start, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        marked += [(tag != "equal" and bool(line.strip()), line) for line in new[start:stop]]
    return marked


def _window(rows: list[tuple[bool, str]], most: int | None) -> tuple[int, list[tuple[bool, str]], int]:
    """The rows to show and how many stand above and below: the changes, and what fits around them."""
    if most is None or len(rows) <= most:
        return 0, rows, 0
    changes = [index for index, (changed, _) in enumerate(rows) if changed] or [0]
    start = max(0, min(changes[0] - 2, len(rows) - most))
    stop = min(len(rows), start + most)
    return start, rows[start:stop], len(rows) - stop
