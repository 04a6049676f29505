"""The table as Markdown for an issue: nothing that comes from a log or a file name is markup, link or mention in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.lazy import regex
from diagnose.model.triage import FaultRow, Triage
from diagnose.render.safe import visible
from diagnose.render.triage.words import STATES, error, headline, name, place, remarks, time
from diagnose.render.view import View

_CLIP = 300
_ROOM = 48_000
"""Characters of the table; an issue takes 65,536 in all."""
_TICKS = regex(r"`+")


def render(triage: Triage, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """A heading, a table of the faults, a table of what could not be read."""
    return "\n".join(_lines(triage)).rstrip("\n") + "\n"


def _lines(triage: Triage) -> Iterator[str]:
    yield f"## {headline(triage)}"
    yield ""
    if triage.rows:
        yield "| times | files | class | what | first seen | last seen | example | fingerprint |"
        yield "|---:|---:|---|---|---|---|---|---|"
        yield from bounded(map(_row, triage.rows), len(triage.rows), _ROOM)
        yield ""
    if triage.unread:
        yield "### Could not be read"
        yield ""
        yield "| file | why |"
        yield "|---|---|"
        unread = (f"| {code(skip.source)} | {code(skip.reason)} |" for skip in triage.unread)
        yield from bounded(unread, len(triage.unread), _ROOM // 4)
        yield ""
    for remark in remarks(triage):
        yield remark
        yield ""


def bounded(rows: Iterable[str], number: int, room: int) -> Iterator[str]:
    """The rows for which there is room, and how many there are besides: a longer text is refused where it is pasted."""
    for at, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            yield ""
            yield f"{number - at} more are not shown here."
            return
        yield row


def _row(row: FaultRow) -> str:
    state = STATES[row.status]
    cells = (
        str(row.count),
        str(len(row.sources)),
        code(name(row)) if row.playbook else name(row),
        f"{state}: {code(error(row))}" if state else code(error(row)),
        code(time(row.first) or place(row.first)),
        code(time(row.last) or place(row.last)),
        code(place(row.example)),
        code(row.fingerprint),
    )
    return f"| {' | '.join(cells)} |"


def code(text: str) -> str:
    """Foreign text as code in a cell of a table, on one line, clipped.

    A pipe is escaped; behind a backslash, where no escape helps, it is written as a broken bar.
    """
    text = visible(text[: 20 * _CLIP]).strip()
    if len(text) > _CLIP:
        text = f"{text[:_CLIP]}…"
    if not text:
        return ""
    text = text.replace("\\|", "\\¦").replace("|", "\\|")
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"
