"""The safe fixes of what is found: as changes to be shown, or made."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lint.judge import heard_in
from diagnose.lint.judged import Judged
from diagnose.lint.plan import Plan
from diagnose.model.change import SAFE, FileChange
from diagnose.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its safe fixes, and how many these are."""

    change: FileChange
    fixes: int


def mended(plan: Plan, files: Sequence[Judged]) -> list[Mended]:
    """These files of the project with what can safely be mended in them; those in which nothing can are left out.

    What a comment silences is not mended. The files are read anew, through the plan's project.
    """
    from diagnose.fixes import plans

    found: list[Mended] = []
    for judged in files:
        _, hits = heard_in(plan, judged.path, plan.project.sources(judged.path), judged.callers)
        wanted = [hit for hit in hits if hit.pattern.fix is not None and hit.pattern.fix.label == SAFE]
        for one in plans(wanted, plan.project, (SAFE,)):
            change = one.change()
            if change is not None:
                found.append(Mended(change, len(one.fixes)))
    return found
