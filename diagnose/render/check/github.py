"""The findings as commands of GitHub's workflows, which become annotations of a pull request."""

from __future__ import annotations

from diagnose.model.findings import Finding, Findings
from diagnose.render.safe import visible
from diagnose.render.view import View


def render(found: Findings, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """A command for each finding; of a notebook only the file can be pointed at."""
    errors = [_command("error", _properties(finding), _said(finding)) for finding in found.findings]
    warnings = [
        _command("warning", {"title": "not checked", "file": skip.source}, skip.reason) for skip in found.unread
    ]
    return "".join((*errors, *warnings))


def _properties(finding: Finding) -> dict[str, str]:
    lines = {"line": "1"}
    if finding.cell is None:
        lines = {"line": str(finding.line), "col": str(finding.column), "endLine": str(finding.end_line)}
        if finding.end_line == finding.line:
            lines["endColumn"] = str(finding.end_column)
    return {"title": finding.id, "file": finding.path, **lines}


def _said(finding: Finding) -> str:
    said = f"{finding.place}: {finding.id} {finding.message}"
    return f"{said} ({finding.detail})" if finding.detail else said


def _command(name: str, properties: dict[str, str], message: str) -> str:
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {named}::{_message(message)}\n"


def _message(text: str) -> str:
    """A text as a command's message: what would end it or begin another stands for itself no more."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(text)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
