"""The table as Markdown for an issue: nothing that comes from a log or a file name is markup, link or mention in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnose.model.triage import FaultRow, Triage
from diagnose.render.tables import code, table, unread_table
from diagnose.render.triage.words import STATES, error, headline, name, place, remarks, time
from diagnose.render.view import View

_HEADS = ("times:", "files:", "class", "what", "first seen", "last seen", "example", "fingerprint")


def render(triage: Triage, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """A heading, a table of the faults, a table of what could not be read."""
    return "\n".join(_lines(triage)).rstrip("\n") + "\n"


def _lines(triage: Triage) -> Iterator[str]:
    yield f"## {headline(triage)}"
    yield ""
    if triage.rows:
        yield from table(_HEADS, map(_cells, triage.rows), len(triage.rows))
    yield from unread_table(triage.unread)
    for remark in remarks(triage):
        yield remark
        yield ""


def _cells(row: FaultRow) -> Sequence[str]:
    state = STATES[row.status]
    return (
        str(row.count),
        str(len(row.sources)),
        code(name(row)) if row.playbook else name(row),
        f"{state}: {code(error(row))}" if state else code(error(row)),
        code(time(row.first) or place(row.first)),
        code(time(row.last) or place(row.last)),
        code(place(row.example)),
        code(row.fingerprint),
    )
