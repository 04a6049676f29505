"""The findings as one JSON document, in the shape of ``check.schema.json``."""

from __future__ import annotations

import json as _json

from diagnose.model.findings import Finding, Findings
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA_VERSION = 1
_LONGEST = 2000

Json = dict[str, object]


def render(found: Findings, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """The document, indented, keys in a fixed order, all ASCII: the same findings give the same bytes anywhere."""
    return _json.dumps(document(found), indent=2) + "\n"


def document(found: Findings) -> Json:
    """The document as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "files": {"judged": found.judged, "others": found.others},
        "findings": [_finding(finding) for finding in found.findings],
        "fixable": found.fixable,
        "fixed": found.fixed,
        "suppressed": found.suppressed,
        "unread": [{"path": plain(skip.source), "reason": plain(skip.reason)} for skip in found.unread],
    }


def _finding(finding: Finding) -> Json:
    fix = {"label": finding.fix, "say": plain(finding.advice)}
    return {
        "path": plain(finding.path),
        "cell": finding.cell,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "id": plain(finding.id),
        "cause": finding.cause or None,
        "message": plain(finding.message),
        "detail": plain(finding.detail) or None,
        "fix": fix if finding.fix else None,
        "source": plain(finding.source),
    }


def plain(text: str) -> str:
    """Foreign text as a JSON string may hold it: bounded, without lone surrogates."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
