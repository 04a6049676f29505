"""Report → text. Each format is a module with ``render(report, view) -> str``; one line here makes it known."""

from __future__ import annotations

from diagnose.model.report import Report
from diagnose.render.view import View

FORMATS = {
    "terminal": "diagnose.render.terminal",
    "json": "diagnose.render.json",
}


def render(report: Report, form: str, view: View) -> str:
    """The report as text in one of ``FORMATS``, ending in a line feed.

    Raises KeyError for a format that is not known.
    """
    from importlib import import_module

    text: str = import_module(FORMATS[form]).render(report, view)
    return text
