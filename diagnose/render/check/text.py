"""Findings for a person: ``path:line:col: id message``, with the line of code underlined where that is asked for."""

from __future__ import annotations

from diagnose.model.findings import Finding, Findings
from diagnose.render.check.words import remarks, summary
from diagnose.render.page import Page
from diagnose.render.rows import cell_len
from diagnose.render.safe import visible
from diagnose.render.view import View

_FIXES = {"safe": "fix (safe)", "review": "fix (review)", "manual": "fix (by hand)"}
_LEAST = 20
"""Columns that are kept for what is meant where a line is too long."""


def render(found: Findings, view: View) -> str:
    """The findings, each in one line or with its code, and a summary."""
    page = Page(view)
    for finding in found.findings:
        page.styled((f"{finding.place}: ", "bold"), (finding.id, "bold red"), (f" {finding.message}", ""))
        if view.verbose:
            _excerpt(page, finding, view)
            page.gap()
    page.paragraph(summary(found), indent=0, style="" if found.findings else "green")
    for remark in remarks(found):
        page.paragraph(remark, indent=0)
    return page.text()


def _excerpt(page: Page, finding: Finding, view: View) -> None:
    gutter = max(3, len(str(finding.line)))
    room = view.width - gutter - 3
    if finding.source.strip():
        shown, left, length = _fitted(finding, room, page.signs.dots)
        page.styled((f"{finding.line:>{gutter}} {page.signs.bar} ", "dim"), (shown, ""))
        page.styled((f"{'':{gutter}} {page.signs.bar} ", "dim"), (" " * left + "^" * length, "red"))
    fix = f"{_FIXES[finding.fix]}: {finding.advice}" if finding.fix in _FIXES else finding.advice
    for text in filter(None, (finding.detail, fix)):
        page.paragraph(f"= {text}", indent=gutter + 1, hang=2, most=4)


def _fitted(finding: Finding, room: int, dots: str) -> tuple[str, int, int]:
    """The line of code cut to the room, how many columns stand before what is meant, and how many that takes."""
    start, stop = finding.marked
    source = finding.source
    before = visible(source[max(0, start - 4 * room) : start])
    meant = visible(source[start:stop][: 4 * room].rstrip())
    after = visible(source[stop:][: 4 * room])
    if cell_len(before) > room - min(_LEAST, room // 2):
        before = dots + _tail(before, room // 3)
    rest = _cut(before + meant + after, room, dots)
    left = cell_len(before)
    return rest, left, max(1, min(cell_len(meant), room - left))


def _tail(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[1:]
    return text


def _cut(text: str, width: int, dots: str) -> str:
    """The text, cut with dots where it takes more columns."""
    text = text.rstrip()
    if cell_len(text) <= width:
        return text
    kept = text[:width]
    while cell_len(kept) > width - cell_len(dots):
        kept = kept[:-1]
    return kept + dots
