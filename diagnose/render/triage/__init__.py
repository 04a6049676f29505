"""The faults of many files as a table, for a terminal, as JSON, and as Markdown."""

from __future__ import annotations

from diagnose.model.triage import Triage
from diagnose.render.view import View

FORMATS = {
    "terminal": "diagnose.render.triage.terminal",
    "json": "diagnose.render.triage.json",
    "markdown": "diagnose.render.triage.markdown",
}


def render(triage: Triage, form: str, view: View) -> str:
    """The table in one of ``FORMATS``, ending in a line feed. It must be redacted already.

    Raises KeyError for a format that is not known.
    """
    from importlib import import_module

    text: str = import_module(FORMATS[form]).render(triage, view)
    return text
