"""What the built-in checks found, as answers to steps."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.playbook import Comparison, Step
from diagnose.model.report import FactValue
from diagnose.walkthrough.session import Answer, Case, Reply, Session


def checks_wanted(case: Case) -> tuple[str, ...]:
    """The checks that could answer a step of the case, each once, in the order of the steps."""
    return tuple(dict.fromkeys(step.check for step in case.steps if step.check))


def with_findings(session: Session, findings: Mapping[str, FactValue]) -> Session:
    """The session with an answer for each open step whose outcome the findings give."""
    done = {answer.step for answer in session.answers}
    for step in session.case.steps:
        outcome = outcome_found(step, findings)
        if step.check and outcome is not None and step.id not in done:
            session = session.answered(Answer(step.id, Reply.OUTCOME, outcome, by_check=True))
    return session


def outcome_found(step: Step, findings: Mapping[str, FactValue]) -> int | None:
    """The number of the first outcome all of whose bounds hold; None where there is none."""
    for number, outcome in enumerate(step.outcomes):
        if outcome.found and all(_holds(bound, findings.get(bound.fact)) for bound in outcome.found):
            return number
    return None


def _holds(bound: Comparison, value: FactValue | None) -> bool:
    if value is None:
        return bound.present is False
    if bound.present is False:
        return False
    if bound.equals is not None and bound.equals != value:
        return False
    if bound.at_least is None and bound.at_most is None:
        return True
    if isinstance(value, str):
        return False
    return (bound.at_least is None or value >= bound.at_least) and (bound.at_most is None or value <= bound.at_most)
