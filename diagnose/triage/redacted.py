"""A triage without the secrets of the logs, before anything of it is cut or laid out."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.lines import Skipped
from diagnose.model.triage import FaultRow, Seen, Triage
from diagnose.redaction import Redactor, Unredacted


def redacted(triage: Triage, redactor: Redactor) -> Triage:
    """The triage with every text of a log and every file name redacted.

    It is gone through twice: a secret that shows only later what it is is replaced before that too.
    """
    if isinstance(redactor, Unredacted):
        return triage
    _triage(triage, redactor)
    return _triage(triage, redactor)


def _triage(triage: Triage, redactor: Redactor) -> Triage:
    return replace(
        triage,
        rows=tuple(_row(row, redactor) for row in triage.rows),
        unread=tuple(Skipped(redactor.text(skip.source), redactor.text(skip.reason)) for skip in triage.unread),
    )


def _row(row: FaultRow, redactor: Redactor) -> FaultRow:
    return replace(
        row,
        title=redactor.text(row.title),
        exception=redactor.text(row.exception),
        message=redactor.text(row.message),
        sources=tuple((redactor.text(source), count) for source, count in row.sources),
        first=_seen(row.first, redactor),
        last=_seen(row.last, redactor),
        example=_seen(row.example, redactor),
    )


def _seen(seen: Seen, redactor: Redactor) -> Seen:
    stated = None if seen.stated is None else redactor.text(seen.stated)
    return replace(seen, source=redactor.text(seen.source), stated=stated)
