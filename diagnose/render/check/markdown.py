"""The findings as Markdown: nothing that comes from source code or a file's name is markup, link or mention in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnose.model.findings import Finding, Findings
from diagnose.render.check.words import headline, remarks, summary
from diagnose.render.tables import code, table, unread_table
from diagnose.render.view import View


def render(found: Findings, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """A heading, a table of the findings, a table of what could not be read."""
    return "\n".join(_lines(found)).rstrip("\n") + "\n"


def _lines(found: Findings) -> Iterator[str]:
    yield f"## {headline(found)}"
    yield ""
    if found.findings:
        yield from table(("where", "id", "what", "code", "fix"), map(_cells, found.findings), len(found.findings))
    yield from unread_table(found.unread)
    for remark in (summary(found), *remarks(found)):
        yield remark
        yield ""


def _cells(finding: Finding) -> Sequence[str]:
    return (
        code(finding.place),
        code(finding.id),
        code(finding.detail or finding.message),
        code(finding.source),
        finding.fix,
    )
