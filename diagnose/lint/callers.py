"""Functions that the agents of other files call: a file of tools need not import any framework itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lint.judge import judge
from diagnose.lint.judged import Judged
from diagnose.lint.plan import Plan

DIED = "ended the process that read it, as when memory runs out"
"""Said of a file that is not read a second time."""


def with_callers(plan: Plan, several: Sequence[Judged]) -> list[Judged]:
    """The same files, those judged anew in which others have found something: comments there speak of that too."""
    callers = _callers(plan, several)
    return [judge(plan, one.path, callers[one.path]) if one.path in callers else one for one in several]


def _callers(plan: Plan, several: Sequence[Judged]) -> dict[str, list[str]]:
    """The files of these in whose functions others find what is looked for there, with the first that find each."""
    asked = {one.path: plan.ran(one.path) for one in several if one.unread != DIED}
    seen = {replace(finding, source="", marked=(0, 0)) for one in several for finding in one.findings}
    callers: dict[str, list[str]] = {}
    for one in several:
        new = [finding for finding in one.elsewhere if finding not in seen]
        seen.update(new)
        for path in dict.fromkeys(finding.path for finding in new if finding.id in asked.get(finding.path, ())):
            callers.setdefault(path, []).append(one.path)
    return callers
