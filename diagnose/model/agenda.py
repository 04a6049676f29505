"""Which checks there are for a diagnosis, and which of them are still open."""

from __future__ import annotations

from diagnose.model.fitting import lines_of
from diagnose.model.playbook import Step, steps_of
from diagnose.model.report import Diagnosis


def steps_for(diagnosis: Diagnosis) -> tuple[Step, ...]:
    """The steps of the class and of its causes, in the playbook's order, each id once."""
    causes = {one.cause.id: one.cause for one in diagnosis.candidates}
    return steps_of(diagnosis.playbook, (causes[ref.cause] for ref in diagnosis.playbook.causes if ref.cause in causes))


def open_steps(diagnosis: Diagnosis) -> tuple[Step, ...]:
    """Those of them that fit the framework of the log, and that the log does not answer."""
    answered = {one.step for one in diagnosis.answered}
    frameworks = frameworks_of(diagnosis)
    return tuple(
        step
        for step in steps_for(diagnosis)
        if step.id not in answered and (not step.framework or frameworks.intersection(step.framework))
    )


def frameworks_of(diagnosis: Diagnosis) -> frozenset[str]:
    """The frameworks that the log may come from: the one it names, else those of the language of its trace."""
    return lines_of(diagnosis.framework, diagnosis.event.kind if diagnosis.event else None)
