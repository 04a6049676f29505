"""Sightings in many files → one row for each distinct fault. Pure: the same sightings give the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from diagnose.model.report import Status
from diagnose.model.triage import FaultRow, Seen, Sighting, Triage

Key = tuple[str, "str | None"]
"""A fault is told by its fingerprint and its class."""
_ORDER = {Status.FAILED: 0, Status.RECOVERED: 1, Status.HARMLESS: 2}


def merged(found: Iterable[Sighting]) -> tuple[FaultRow, ...]:
    """The rows of all sightings, which are given in the order of the files.

    What failed comes first, then what recovered, then noise, in each errors before warnings; then what happened most
    often, then what is in most files, then by class and fingerprint.
    """
    faults: dict[Key, list[Sighting]] = {}
    for sighting in found:
        faults.setdefault((sighting.fingerprint, sighting.playbook), []).append(sighting)
    return tuple(sorted(map(_row, faults.values()), key=_place))


def _place(row: FaultRow) -> tuple[int, bool, int, int, bool, str, str]:
    return (
        _ORDER[row.status],
        row.severity != "error",
        -row.count,
        -len(row.sources),
        row.playbook is None,
        row.playbook or "",
        row.fingerprint,
    )


def _row(sightings: Sequence[Sighting]) -> FaultRow:
    first = sightings[0]
    counts: dict[str, int] = {}
    for sighting in sightings:
        counts[sighting.first.source] = counts.get(sighting.first.source, 0) + sighting.count
    return FaultRow(
        fingerprint=first.fingerprint,
        playbook=first.playbook,
        title=first.title,
        severity=first.severity,
        status=min((sighting.status for sighting in sightings), key=_ORDER.__getitem__),
        exception=first.exception,
        message=first.message,
        count=sum(counts.values()),
        sources=tuple(counts.items()),
        first=_earliest([sighting.first for sighting in sightings]),
        last=_latest([sighting.last for sighting in sightings]),
        example=first.first,
    )


def _earliest(seen: Sequence[Seen]) -> Seen:
    """The earliest of those whose moments can be compared; where they cannot, the first in the order of the files."""
    timed = _comparable(seen)
    return min(timed, key=_moment) if timed else seen[0]


def _latest(seen: Sequence[Seen]) -> Seen:
    timed = _comparable(seen)
    return max(reversed(timed), key=_moment) if timed else seen[-1]


def _comparable(seen: Sequence[Seen]) -> list[Seen]:
    """Those with a moment, if all of them have a zone or none has: what lies between the two is not known."""
    timed = [one for one in seen if one.moment is not None]
    zoned = sum(1 for one in timed if one.moment is not None and one.moment.tzinfo is not None)
    return timed if zoned in (0, len(timed)) else []


def _moment(seen: Seen) -> datetime:
    assert seen.moment is not None
    return seen.moment


def without_known(triage: Triage, is_known: Callable[[FaultRow], bool]) -> Triage:
    """Only what a baseline does not know, and how many rows that has hidden."""
    kept = tuple(row for row in triage.rows if not is_known(row))
    return replace(triage, rows=kept, known=len(triage.rows) - len(kept))
