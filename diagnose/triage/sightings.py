"""From one file's report to what triage keeps of it: small values, so that they travel between processes."""

from __future__ import annotations

from diagnose.model.lines import Span
from diagnose.model.report import Diagnosis, Report, Status, Unrecognised
from diagnose.model.triage import Seen, Sighting
from diagnose.times import instant

_LONGEST = 4000
"""Characters of a message that are kept; far more than is shown, so that no secret is cut in two."""
_LONGEST_TIME = 64


def sightings(report: Report) -> tuple[Sighting, ...]:
    """The faults of a report, in its order: the diagnoses, then what no playbook knows."""
    return (*map(_diagnosed, report.diagnoses), *map(_unknown, report.unrecognised))


def _diagnosed(diagnosis: Diagnosis) -> Sighting:
    last = diagnosis.decisive if diagnosis.last_span == diagnosis.span else diagnosis.last_span
    return Sighting(
        fingerprint=diagnosis.fingerprint,
        playbook=diagnosis.playbook.id,
        title=diagnosis.playbook.title,
        severity=diagnosis.playbook.severity,
        status=diagnosis.status,
        exception=diagnosis.exception.type[:_LONGEST],
        message=_first_line(diagnosis.exception.message),
        count=diagnosis.occurrences,
        first=_seen(diagnosis.decisive, diagnosis.first_seen),
        last=_seen(last, diagnosis.last_seen),
    )


def _unknown(unknown: Unrecognised) -> Sighting:
    head = unknown.exception.head
    return Sighting(
        fingerprint=unknown.fingerprint,
        playbook=None,
        title="",
        severity="error",
        status=Status.FAILED,
        exception=unknown.exception.type[:_LONGEST],
        message=_first_line(unknown.exception.message),
        count=unknown.occurrences,
        first=_seen(head, unknown.first_seen),
        last=_seen(unknown.places[-1] if unknown.occurrences > 1 and unknown.places else head, unknown.last_seen),
    )


def _first_line(message: str) -> str:
    return message.strip().split("\n", 1)[0][:_LONGEST]


def _seen(span: Span, stated: str | None) -> Seen:
    stated = stated.strip()[:_LONGEST_TIME] if stated else None
    return Seen(span.source, span.first_line, stated, instant(stated) if stated else None)
