"""What came of a pack's samples, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from diagnose.model.confusion import Confusion
from diagnose.render.page import Page
from diagnose.render.view import View

VERSION = 1
_GAP = 2
_KINDS = {
    "missing": "Missing: samples that their own class does not win",
    "noisy": "Noisy: classes that speak on a sample without an error of theirs",
    "label": "Labels that do not hold",
    "unread": "Samples that could not be read",
}
_TODO_SHOWN = 3


def as_text(found: Confusion, view: View) -> str:
    """The confusion table, then each fault with its file and line."""
    page = Page(view)
    page.paragraph(_summary(found), indent=0, hang=2)
    page.gap()
    columns = _columns(found)
    head = max(map(len, (*found.expected, "expected")))
    if head + sum(len(name) + _GAP for name in columns) <= view.width:
        _table(page, found, columns, head)
    else:
        _list(page, found, head)
    for kind, heading in _KINDS.items():
        faults = [fault for fault in found.failing if fault.kind == kind]
        if faults:
            page.heading(heading)
        for fault in faults:
            page.paragraph(fault.place, hang=2)
            of = "" if fault.sample in fault.place else f"{fault.sample}: "
            page.paragraph(f"{of}{fault.about}: {fault.said}", indent=4, hang=2)
    for note in _notes(found):
        page.gap()
        page.paragraph(note, indent=0, hang=2)
    return page.text()


def as_json(found: Confusion, view: View) -> str:
    """The same as one document."""
    clean = view.redactor.text
    document = {
        "version": VERSION,
        "samples": found.samples,
        "classes": list(found.own),
        "without_sample": list(found.unsampled),
        "slow": list(found.slow),
        "todo": [clean(place) for place in found.todo],
        "confusion": [dict(zip(("expected", "answered", "samples"), cell, strict=True)) for cell in found.cells],
        "faults": [
            {"kind": one.kind, "sample": clean(one.sample), "place": clean(one.place), "class": one.about,
             "said": clean(one.said)}
            for one in found.failing
        ],
    }  # fmt: skip
    return json.dumps(document, indent=2) + "\n"


def _summary(found: Confusion) -> str:
    wrong = len({fault.sample for fault in found.failing})
    faults = f"{_number(len(found.failing), 'fault')} on {wrong} of them" if wrong else "no faults"
    return f"{_number(found.samples, 'sample')} of {_number(len(found.expected), 'kind')}, {faults}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _columns(found: Confusion) -> list[str]:
    return sorted({answered for _, answered, _ in found.cells})


def _table(page: Page, found: Confusion, columns: list[str], head: int) -> None:
    """Rows as labelled, columns as answered."""
    cells = {(expected, answered): number for expected, answered, number in found.cells}
    page.line(f"{'':<{head}}  answered")
    page.line(f"{'expected':<{head}}" + "".join(f"{name:>{len(name) + _GAP}}" for name in columns))
    for row in found.expected:
        shown = (str(cells.get((row, name), ".")).rjust(len(name) + _GAP) for name in columns)
        page.line(f"{row:<{head}}{''.join(shown)}")


def _list(page: Page, found: Confusion, head: int) -> None:
    """The same where the table would be too wide: what is right as numbers, what is not as a list."""
    right = {expected: number for expected, answered, number in found.cells if expected == answered}
    page.line(f"{'expected':<{head}}  samples  right")
    for row, number in found.expected.items():
        page.line(f"{row:<{head}}  {number:>7}  {right.get(row, 0):>5}")
    others = [cell for cell in found.cells if cell[0] != cell[1]]
    if others:
        page.heading("Answered otherwise")
    for expected, answered, number in others:
        page.line(f"  {number:>5}  {expected} {page.signs.arrow} {answered}")


def _notes(found: Confusion) -> Iterator[str]:
    if found.unsampled:
        yield f"No sample, so that nothing is known of it: {', '.join(found.unsampled)}."
    if found.slow:
        yield (
            f"Every log above 1 MiB is parsed whole, which is slow: {', '.join(found.slow)} has a line pattern that "
            "asks for no word of four letters or more."
        )
    if found.todo:
        rest = len(found.todo) - _TODO_SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        yield f"Still to be written (TODO): {', '.join(found.todo[:_TODO_SHOWN])}{more}."
