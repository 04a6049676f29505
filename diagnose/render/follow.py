"""What is told of a log that still grows: for a person, and as JSON lines in the shape of ``follow.schema.json``."""

from __future__ import annotations

import json as _json
from datetime import datetime

from diagnose.model.following import Again, Found, Known, Place, Summary, Tallied, Told
from diagnose.model.report import Diagnosis, Report
from diagnose.quantities import duration
from diagnose.redaction import Redactor
from diagnose.render import terminal as screen
from diagnose.render.json import Json, fault, without_secrets
from diagnose.render.page import Page
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA_VERSION = 1
_BEFORE = "earlier"
"""Stands for the time of what stood in the log before it was followed."""


def render(told: Told, form: str, view: View) -> str:
    """One event, for a person or as one line of JSON."""
    return json(told, view.redactor) if form == "json" else terminal(told, view)


def terminal(told: Told, view: View) -> str:
    """One event for a person: a new fault in a few lines (all of them if ``view.verbose``), a repeat in one."""
    page = Page(view)
    if isinstance(told, Found):
        times = f"  ({told.occurrences} times)" if told.occurrences > 1 else ""
        page.line(f"{_when(told.place)}  {_where(told.place)}{times}", "cyan")
        return page.text() + _fault(told, view) + "\n"
    if isinstance(told, Again):
        again = f"{_name(told.known)} again, {told.occurrences:,} times by now"
        page.entry(f"{_when(told.place)}  {_where(told.place)}", again, column=34, style="cyan")
        return page.text()
    _summary(page, told)
    return page.text()


def _fault(told: Found, view: View) -> str:
    alone = Report((told.fault,), (), ()) if isinstance(told.fault, Diagnosis) else Report((), (told.fault,), ())
    return screen.render(alone, view) if view.verbose else screen.short(alone, view)


def _summary(page: Page, told: Summary) -> None:
    took = duration(round((told.ended - told.started).total_seconds())) or "0 s"
    page.rule()
    if not told.faults:
        page.line(f"No error found in {told.lines:,} lines, {took}.", "bold")
        return
    number = len(told.faults) + told.forgotten
    page.line(f"{number:,} distinct fault{'s' if number > 1 else ''} in {told.lines:,} lines, {took}", "bold")
    for one in told.faults:
        page.title(f"{one.occurrences:>7,}  {one.known.title}", one.known.playbook or "not recognised", "")
        page.note(_span(one, told.ended), indent=9)
    if told.forgotten:
        page.note(f"{told.forgotten:,} older faults are not listed: only the last {len(told.faults):,} are remembered.")


def _span(one: Tallied, ended: datetime) -> str:
    first, last = (f"{_when(place, ended)} {_where(place)}" for place in (one.first, one.last))
    return first if one.occurrences == 1 else f"first {first}, last {last}"


def _name(known: Known) -> str:
    return known.playbook or f"not recognised: {known.title}"


def _where(place: Place) -> str:
    return f"{place.source}:{place.line}"


def _when(place: Place, today: datetime | None = None) -> str:
    if place.at is None:
        return f"{_BEFORE:8}" if today is None else _BEFORE
    same_day = today is None or today.date() == place.at.date()
    return place.at.strftime("%H:%M:%S" if same_day else "%Y-%m-%d %H:%M:%S")


def json(told: Told, redactor: Redactor) -> str:
    """One event as one line of JSON, all ASCII, without secrets."""
    event = without_secrets(_event(told, redactor), redactor)
    return _json.dumps({"schema_version": SCHEMA_VERSION, "tool": _TOOL} | event) + "\n"


_TOOL = {"name": "autogen-doctor", "version": __version__}


def _event(told: Told, redactor: Redactor) -> Json:
    if isinstance(told, Found):
        known = isinstance(told.fault, Diagnosis)
        return {
            "event": "fault",
            **_known(told.known),
            "occurrences": told.occurrences,
            "place": _place(told.place),
            "diagnosis": fault(told.fault, redactor) if known else None,
            "unrecognised": None if known else fault(told.fault, redactor),
        }
    if isinstance(told, Again):
        again = {"occurrences": told.occurrences, "place": _place(told.place)}
        return {"event": "again", **_known(told.known), **again}
    return {
        "event": "summary",
        "faults": [_tallied(one) for one in told.faults],
        "forgotten": told.forgotten,
        "sources": [_text(source) for source in told.sources],
        "lines": told.lines,
        "started": told.started.isoformat(timespec="seconds"),
        "ended": told.ended.isoformat(timespec="seconds"),
    }


def _tallied(one: Tallied) -> Json:
    places = {"first": _place(one.first), "last": _place(one.last)}
    return {**_known(one.known), "occurrences": one.occurrences, **places}


def _known(known: Known) -> Json:
    return {
        "number": known.number,
        "class": known.playbook,
        "title": _text(known.title),
        "fingerprint": known.fingerprint,
    }


def _place(place: Place) -> Json:
    at = place.at.isoformat(timespec="seconds") if place.at is not None else None
    return {"source": _text(place.source), "line": place.line, "at": at}


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
