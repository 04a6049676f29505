"""The findings as Markdown: nothing that comes from source code or a file's name is markup, link or mention in it."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.findings import Finding, Findings
from diagnose.render.check.words import headline, remarks, summary
from diagnose.render.triage.markdown import bounded, code
from diagnose.render.view import View

_ROOM = 48_000
"""Characters of the table; an issue takes 65,536 in all."""


def render(found: Findings, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """A heading, a table of the findings, a table of what could not be read."""
    return "\n".join(_lines(found)).rstrip("\n") + "\n"


def _lines(found: Findings) -> Iterator[str]:
    yield f"## {headline(found)}"
    yield ""
    if found.findings:
        yield "| where | id | what | code | fix |"
        yield "|---|---|---|---|---|"
        yield from bounded(map(_row, found.findings), len(found.findings), _ROOM)
        yield ""
    if found.unread:
        yield "### Could not be read"
        yield ""
        yield "| file | why |"
        yield "|---|---|"
        unread = (f"| {code(skip.source)} | {code(skip.reason)} |" for skip in found.unread)
        yield from bounded(unread, len(found.unread), _ROOM // 4)
        yield ""
    for remark in (summary(found), *remarks(found)):
        yield remark
        yield ""


def _row(finding: Finding) -> str:
    cells = (
        code(finding.place),
        code(finding.id),
        code(finding.detail or finding.message),
        code(finding.source),
        finding.fix,
    )
    return f"| {' | '.join(cells)} |"
