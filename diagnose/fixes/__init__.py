"""Fixes of what code patterns found, as changes of the user's own files: made and proven here, written on request.

Nothing here is a template or runs: the user's code is put into the edits as it is. ``diagnose.fixes.writing`` alone
touches files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.fixes.making import Fix, Rescan, labels_up_to
from diagnose.fixes.patch import patch_of
from diagnose.fixes.plan import FilePlan, plans_for
from diagnose.model.change import REVIEW, SAFE, FileChange, Fixes
from diagnose.patterns import Hit, scan_anywhere
from diagnose.sources import Project

__all__ = ["FilePlan", "Fix", "Rescan", "changes", "fixes_for", "labels_up_to", "patch_of", "plans", "rescanning"]


def plans(
    hits: Iterable[Hit], project: Project | None = None, labels: Sequence[str] = (SAFE, REVIEW)
) -> tuple[FilePlan, ...]:
    """For each file the fixes of its hits, to choose among. Each parses, and takes its hit away."""
    return plans_for(hits, rescanning(project), labels)


def fixes_for(hits: Iterable[Hit], project: Project | None = None, labels: Sequence[str] = (SAFE, REVIEW)) -> Fixes:
    """What would be changed to mend these hits, one change per file, and which were left, and why."""
    planned = plans(hits, project, labels)
    made = tuple(change for plan in planned if (change := plan.change()) is not None)
    return Fixes(made, tuple(left for plan in planned for left in plan.left))


def changes(hits: Iterable[Hit], project: Project | None = None) -> tuple[FileChange, ...]:
    """What would be changed to mend these hits, one change per file."""
    return fixes_for(hits, project).changes


def rescanning(project: Project | None) -> Rescan:
    """The patterns' own scan of a whole file: that it belongs to agents was known when it was hit."""
    return lambda source, patterns: scan_anywhere(source, patterns, project)
