"""What the checks found answers steps, where an outcome names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.model.playbook import Comparison, Step
from diagnose.model.report import FactValue
from diagnose.walkthrough.findings import checks_wanted, outcome_found, with_findings
from diagnose.walkthrough.session import Answer, Reply, Session
from tests.walkthrough.scenes import CASE, GROWS, after, said


def checked(*bounds: Comparison, name: str = "killed", check: str | None = "memory") -> Step:
    """A step whose second outcome is found by these bounds."""
    first, second = GROWS.outcomes
    return replace(GROWS, id=name, check=check, outcomes=(first, replace(second, found=bounds)))


@pytest.mark.parametrize(
    ("bounds", "findings", "outcome"),
    [
        ((Comparison("oom_kills", at_least=1),), {"oom_kills": 2}, 1),
        ((Comparison("oom_kills", at_least=1),), {"oom_kills": 0}, None),
        ((Comparison("oom_kills", at_least=1),), {}, None),
        ((Comparison("oom_kills", at_most=0),), {"oom_kills": 0}, 1),
        ((Comparison("system", equals="Linux"),), {"system": "Linux"}, 1),
        ((Comparison("system", equals="Linux"),), {"system": "Darwin"}, None),
        ((Comparison("system", at_least=1),), {"system": "Linux"}, None),
        ((Comparison("gpus", present=False),), {}, 1),
        ((Comparison("gpus", present=True),), {"gpus": 1}, 1),
        ((Comparison("gpus", present=False),), {"gpus": 1}, None),
        ((Comparison("oom_kills", at_least=1), Comparison("gpus", at_most=0)), {"oom_kills": 1}, None),
        ((), {"oom_kills": 1}, None),
    ],
)
def test_all_bounds_of_an_outcome_must_hold(
    bounds: tuple[Comparison, ...], findings: dict[str, FactValue], outcome: int | None
) -> None:
    """A value that was not found meets no bound, but that it is absent; an outcome without bounds is never found."""
    assert outcome_found(checked(*bounds), findings) == outcome


def test_only_open_steps_with_a_check_are_answered() -> None:
    """Once, by the check; what the user has answered stays his."""
    bound = Comparison("oom_kills", at_least=1)
    case = replace(
        CASE, steps=(checked(bound), checked(bound, name="asked"), checked(bound, name="bare", check=None), GROWS)
    )
    session = with_findings(after(said("asked", 1), case=case), {"oom_kills": 1})
    assert session.answers == (said("asked", 1), Answer("killed", Reply.OUTCOME, 1, by_check=True))


def test_each_check_is_wanted_once() -> None:
    """In the order of the steps."""
    steps = (checked(check="memory"), checked(check="gpu", name="b"), checked(check="memory", name="c"), GROWS)
    assert checks_wanted(replace(CASE, steps=steps)) == ("memory", "gpu")
    assert Session(CASE).case.steps
    assert checks_wanted(CASE) == ()
