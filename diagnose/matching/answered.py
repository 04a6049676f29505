"""Steps whose outcome stands in the log already, so that nobody need take them."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.matching.conditions import Scene, holds
from diagnose.model.playbook import Cause, Playbook, steps_of
from diagnose.model.report import AnsweredStep


def answered_steps(playbook: Playbook, causes: Mapping[str, Cause], scene: Scene) -> tuple[AnsweredStep, ...]:
    """The steps of the class and of its causes that the log answers, each with the first outcome that holds.

    They do not move the ranking: what the log shows has its weight from the signs.
    """
    found = []
    known = (causes[ref.cause] for ref in playbook.causes if ref.cause in causes)
    for step in steps_of(playbook, known):
        for number, outcome in enumerate(step.outcomes):
            held = holds(outcome.shown, scene) if outcome.shown else None
            if held is not None:
                found.append(AnsweredStep(step.id, number, held.span))
                break
    return tuple(found)
