"""From paths to the table: find the files, read them, merge what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.model.playbook import PlaybookSet
from diagnose.model.triage import Triage
from diagnose.triage.find import Found
from diagnose.triage.merge import merged
from diagnose.triage.pool import Told, outcomes
from diagnose.triage.reading import Outcome


def triage(found: Found, known: PlaybookSet, jobs: int, told: Told) -> Triage:
    """The distinct faults in the files that were found; the same whatever ``jobs`` says."""
    return summary(found, outcomes(found.files, known, jobs, told))


def summary(found: Found, results: Sequence[Outcome]) -> Triage:
    """The table of what came of each file, in the order of the files."""
    return Triage(
        rows=merged(sighting for one in results for sighting in one.found),
        unread=(*found.unread, *(skip for one in results for skip in one.unread)),
        files=sum(one.read for one in results),
        left_out=replace(
            found.left_out, binary=sum(one.binary for one in results), empty=sum(one.empty for one in results)
        ),
    )
