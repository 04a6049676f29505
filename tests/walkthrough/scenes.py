"""A small case: three causes, a few steps, and what answers to them."""

from __future__ import annotations

from diagnose.model.playbook import Step, StepOutcome
from diagnose.walkthrough.session import Answer, Case, Reply, Session


def step(name: str, cost: float = 60, **likely: tuple[float, ...]) -> Step:
    """A step of as many outcomes as each table has numbers, answered ``name 1``, ``name 2`` …; a table for ``other``
    must be there."""
    number = len(likely["other"])
    return Step(
        name,
        f"Do {name}.",
        cost,
        tuple(
            StepOutcome(
                f"{name} {at + 1}", f"It is {at + 1}.", tuple((cause, row[at]) for cause, row in likely.items())
            )
            for at in range(number)
        ),
    )


GROWS = step("grows", 300, history=(0.9, 0.1), tool=(0.2, 0.8), other=(0.1, 0.9))
JUMPS = step("jumps", 60, tool=(0.9, 0.1), other=(0.1, 0.9))
ASKED = step("asked", 30, window=(0.6, 0.4), other=(0.4, 0.6))
NOTHING = step("nothing", 1, other=(0.5, 0.5))
CASE = Case(("history", "tool", "window"), (0.5, 0.2, 0.2, 0.1), (GROWS, JUMPS, ASKED, NOTHING))
START = Session(CASE)


def said(name: str, outcome: int) -> Answer:
    """An outcome, counted from 1 as users do."""
    return Answer(name, Reply.OUTCOME, outcome - 1)


def after(*answers: Answer, case: Case = CASE) -> Session:
    """The session after these answers."""
    session = Session(case)
    for answer in answers:
        session = session.answered(answer)
    return session
