"""Which fixes of a class were run for real, and why the others were not."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import Cause, Playbook, PlaybookSet, Remedy
from diagnose.model.verified import Runs
from diagnose.render.runs import runs_of
from diagnose.render.words import FRAMEWORKS

NO_CAUSES = "its causes are not written down yet; it has steps only"
NOT_RECORDED = "no recorded run is of this code"


@dataclass(frozen=True, slots=True)
class Unproven:
    """Fixes of a cause that were not run, for these frameworks, and why."""

    cause: str
    frameworks: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A class, how many fixes its causes have, how many of them were run, and the rest with the reasons."""

    playbook: Playbook
    fixes: int
    run: int
    causes: int
    unproven: tuple[Unproven, ...]
    reason: str
    """Why nothing of it was run; empty where something was."""


def proven(known: PlaybookSet, runs: Mapping[str, Runs]) -> tuple[Proven, ...]:
    """Every class, by title."""
    causes = {cause.id: cause for cause in known.causes}
    return tuple(
        _of(playbook, [causes[ref.cause] for ref in playbook.causes if ref.cause in causes], runs)
        for playbook in sorted(known.playbooks, key=lambda one: one.title.casefold())
    )


def _of(playbook: Playbook, causes: list[Cause], runs: Mapping[str, Runs]) -> Proven:
    fixes = [
        (cause, remedy)
        for cause in causes
        for remedy in cause.remedies
        if not remedy.when or playbook.id in remedy.when
    ]
    without = [(cause, remedy) for cause, remedy in fixes if not runs_of(remedy, runs.get(cause.id, {}))]
    found: dict[tuple[str, str], list[str]] = {}
    for cause, remedy in without:
        names = found.setdefault((cause.id, remedy.illustrative or NOT_RECORDED), [])
        names += [name for name in [_framework(remedy)] if name not in names]
    unproven = tuple(Unproven(cause, tuple(names), reason) for (cause, reason), names in found.items())
    run = len(fixes) - len(without)
    reasons = dict.fromkeys(one.reason for one in unproven)
    reason = "" if run else "; ".join(reasons) or (NO_CAUSES if not causes else "its causes have no fix in code")
    return Proven(playbook, len(fixes), run, len(causes), unproven, reason)


def _framework(remedy: Remedy) -> str:
    return FRAMEWORKS.get(remedy.framework, remedy.framework)
