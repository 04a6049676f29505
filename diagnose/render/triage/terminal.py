"""The table for a terminal: a fault takes a few lines, which stand in columns where there is room for them."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.dataclass import dataclass
from diagnose.model.report import Status
from diagnose.model.triage import FaultRow, Triage
from diagnose.quantities import count
from diagnose.render.page import Page
from diagnose.render.safe import visible
from diagnose.render.triage.words import STATES, error, headline, name, period, place, remarks
from diagnose.render.view import View

_NARROW = 70
_WIDEST_CLASS = 24
_FINGERPRINT = 16
_CLIP = 2000
_STYLES = {Status.FAILED: "bold red", Status.RECOVERED: "bold yellow", Status.HARMLESS: "dim"}


def render(triage: Triage, view: View) -> str:
    """The table, what could not be read, and what was left out."""
    page = Page(view)
    page.paragraph(f"{headline(triage)}.", indent=0, style="bold")
    if triage.rows:
        _faults(page, triage, view)
    if triage.unread:
        page.heading(f"{count(len(triage.unread))} could not be read")
        for skip in triage.unread:
            page.paragraph(visible(skip.reason[:_CLIP]), hang=2)
    for at, remark in enumerate(remarks(triage)):
        if at == 0:
            page.gap()
        page.note(remark, indent=0)
    return page.text()


def _faults(page: Page, triage: Triage, view: View) -> None:
    columns = _columns(triage)
    if view.width >= _NARROW:
        page.gap()
        head = f" {'times':>{columns.times}}{'files':>{columns.files}}  class"
        page.entry(head, "what, when, where", columns.what, style="dim")
    for row in triage.rows:
        page.gap()
        if view.width >= _NARROW:
            _wide(page, row, columns)
        else:
            _narrow(page, row)


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the numbers are, and where class and words begin."""

    times: int
    files: int
    name: int
    what: int


def _columns(triage: Triage) -> _Columns:
    times = 1 + max(5, *(len(count(row.count)) for row in triage.rows))
    files = 2 + max(5, *(len(count(len(row.sources))) for row in triage.rows))
    called = 1 + times + files + 2
    widest = max(len(visible(name(row))) for row in triage.rows)
    return _Columns(times, files, called, called + max(_FINGERPRINT, min(_WIDEST_CLASS, widest)) + 2)


def _wide(page: Page, row: FaultRow, columns: _Columns) -> None:
    numbers = f"{_sign(page, row)}{count(row.count):>{columns.times}}{count(len(row.sources)):>{columns.files}}  "
    called = visible(name(row))
    apart = len(called) > columns.what - columns.name - 2
    page.entry(numbers + ("" if apart else called), _what(row), columns.what, style=_STYLES[row.status], most=2)
    if apart:
        page.paragraph(called, indent=columns.name, style=_STYLES[row.status])
    page.paragraph(f"{row.fingerprint}  {period(row)}", indent=columns.name, style="dim")
    for line in _where(row):
        page.paragraph(line, indent=columns.name, hang=2, style="dim")


def _narrow(page: Page, row: FaultRow) -> None:
    page.paragraph(f"{_sign(page, row)} {visible(name(row))}", indent=0, hang=2, style=_STYLES[row.status])
    files = f"{count(len(row.sources))} {'file' if len(row.sources) == 1 else 'files'}"
    page.paragraph(f"{count(row.count)} {'time' if row.count == 1 else 'times'}, {files}")
    page.paragraph(_what(row), hang=2, most=3)
    for line in filter(None, (period(row), *_where(row), row.fingerprint)):
        page.paragraph(line, hang=2, style="dim")


def _sign(page: Page, row: FaultRow) -> str:
    if row.status is Status.FAILED:
        return page.signs.unknown if row.playbook is None else page.signs.failed
    return page.signs.recovered if row.status is Status.RECOVERED else page.signs.harmless


def _what(row: FaultRow) -> str:
    state = STATES[row.status]
    said = visible(error(row)[: 2 * _CLIP])[:_CLIP]
    return f"{state}: {said}" if state else said


def _where(row: FaultRow) -> Iterator[str]:
    """The example; where no times tell what came last, that place too, with what the log states of each."""
    example, last = place(row.example), place(row.last)
    if period(row):
        yield visible(example)
        return
    yield visible(f"{example} ({row.first.stated})" if row.first.stated and example == place(row.first) else example)
    if last != example:
        yield f"last {visible(f'{last} ({row.last.stated})' if row.last.stated else last)}"
