"""What ``check`` has found: for a person, as JSON, as SARIF, as commands of GitHub's workflows, and as Markdown."""

from __future__ import annotations

from diagnose.model.findings import Findings
from diagnose.render.view import View

FORMATS = {
    "text": "diagnose.render.check.text",
    "json": "diagnose.render.check.json",
    "sarif": "diagnose.render.check.sarif",
    "github": "diagnose.render.check.github",
    "markdown": "diagnose.render.check.markdown",
}


def render(found: Findings, form: str, view: View) -> str:
    """The findings in one of ``FORMATS``, each line ended. They must be redacted already.

    ``view.verbose`` is for the text alone: it shows the code. Raises KeyError for a format that is not known.
    """
    from importlib import import_module

    text: str = import_module(FORMATS[form]).render(found, view)
    return text
