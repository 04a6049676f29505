"""The checks of the walkthrough: every one can be answered, and the answers lead to every cause."""

from __future__ import annotations

import pytest

from diagnose.model.playbook import OTHER, Cause, Playbook, Step, steps_of
from diagnose.model.vocabulary import CHECKS
from diagnose.render.view import View
from diagnose.walkthrough.console.documents import json, markdown, transcript
from diagnose.walkthrough.console.result import Result, terminal
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.console.script import ListAsker
from diagnose.walkthrough.console.talk import Talk
from diagnose.walkthrough.session import Answer, Ending, Reply, Session, case_of, case_of_class
from tests.corpus import SAMPLES, answer, known, read_labels

CAUSES = {cause.id: cause for cause in known().causes}
CLASSES = {playbook.id: playbook for playbook in known().playbooks}
WITH_CAUSES = [playbook for playbook in known().playbooks if playbook.causes]
OWNERS: tuple[Playbook | Cause, ...] = (*CLASSES.values(), *CAUSES.values())
_each_owner = pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.id)
PAIRS = [(name, ref.cause) for name in sorted(CLASSES) for ref in CLASSES[name].causes]

GUIDES = {
    "context-length": ("message-sizes", "tool-outputs", "reset-agents", "strip-prompt", "minimal-input"),
    "cuda-oom": ("minimal-input", "message-sizes", "single-agent", "window-limit", "gpu-watch", "provider-disguise"),
    "event-loop": ("first-failure", "run-overlap", "confirm-runtime", "strip-tools"),
    "host-oom": (
        "one-five-fifty", "message-sizes", "streaming-off", "heap-profile", "minimal-input", "single-agent",
        "provider-disguise",
    ),
    "timeout": ("failing-layer", "no-fanout", "time-boundaries", "low-timeouts"),
}  # fmt: skip
"""What the guides' sections on debugging ask to do, by the class that each guide is about."""


@_each_owner
def test_every_step_can_be_answered(owner: Playbook | Cause) -> None:
    """It asks for something, has outcomes that differ, and each says what it means, briefly enough for a menu."""
    assert len({step.id for step in owner.steps}) == len(owner.steps)
    for step in owner.steps:
        answers = [outcome.answer for outcome in step.outcomes]
        assert step.say.endswith((".", "?")), step.id
        assert 2 <= len(step.outcomes) <= 5, step.id
        assert len(set(answers)) == len(answers), step.id
        assert [one for one in answers if len(one) > 65 or one.endswith(".")] == [], step.id
        assert [one.means for one in step.outcomes if not one.means.endswith(".")] == [], step.id
        assert step.check is None or step.check in CHECKS


@_each_owner
def test_probabilities_are_probabilities(owner: Playbook | Cause) -> None:
    """For every cause the outcomes sum to 1, none is impossible, none is certain. Classes without causes have none."""
    for step in owner.steps:
        tables = [dict(outcome.likely) for outcome in step.outcomes]
        if isinstance(owner, Playbook) and not owner.causes:
            assert tables == [{}] * len(tables), step.id
            continue
        assert all(OTHER in table for table in tables), step.id
        for cause in tables[0]:
            shares = [table[cause] for table in tables]
            assert sum(shares) == pytest.approx(1), step.id
            assert min(shares) >= 0.01, step.id


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_the_guides_ways_to_debug_are_there(name: str) -> None:
    """Each check that a guide proposes is a step of the walkthrough of its class."""
    steps = {step.id for step in steps_of(CLASSES[name], (CAUSES[ref.cause] for ref in CLASSES[name].causes))}
    assert set(GUIDES[name]) - steps == set()


@pytest.mark.parametrize(("name", "cause"), PAIRS)
def test_a_walkthrough_reaches_every_cause(name: str, cause: str) -> None:
    """Who answers each check as it comes out with this cause ends with this cause first, from the priors alone."""
    session = Session(case_of_class(CLASSES[name], CAUSES))
    while (step := session.next_step) is not None:
        session = session.answered(Answer(step.id, Reply.OUTCOME, likeliest(step, cause)))
    assert session.ranking[0][0] == cause
    assert session.ending in (Ending.CONFIRMED, Ending.PROBABLE)


def likeliest(step: Step, cause: str) -> int:
    """The outcome that is most probable with the cause."""
    shares = [dict(outcome.likely) for outcome in step.outcomes]
    return max(range(len(shares)), key=lambda at: shares[at].get(cause, shares[at].get(OTHER, 0.0)))


@pytest.mark.parametrize("playbook", WITH_CAUSES, ids=lambda one: one.id)
@pytest.mark.parametrize("choice", range(4))
def test_no_dead_ends(playbook: Playbook, choice: int) -> None:
    """Whoever gives always the first answer, the last one, or none, comes to an end."""
    session, asked = Session(case_of_class(playbook, CAUSES)), 0
    while (step := session.next_step) is not None:
        replies = {2: Reply.UNKNOWN, 3: Reply.SKIPPED}
        outcome = (0, len(step.outcomes) - 1, -1, -1)[choice]
        session = session.answered(Answer(step.id, replies.get(choice, Reply.OUTCOME), outcome))
        asked += 1
    assert 0 < asked <= 2 * len(session.case.steps)
    assert session.ending is not Ending.OPEN


def test_every_sample_can_be_walked_through() -> None:
    """A conversation about any labelled log has a step to begin with and an end, and everything in it can be shown."""
    stuck, showing = [], ("?", "w", "e", "f")
    for sample in read_labels(SAMPLES):
        for diagnosis in answer(sample.path).diagnoses:
            session, screens = Session(case_of(diagnosis)), Screens(diagnosis, View())
            if session.next_step is None:
                stuck.append(sample.id)
            shown: list[str] = [screens.opening()]
            talk = Talk(session, screens, ListAsker([*showing, *["1"] * 99]), shown.append, lambda _: ())
            talk.look(False)
            assert talk.run().ending is not Ending.OPEN
            result = Result(diagnosis, talk.session)
            assert all((*shown, terminal(result, View()), json(result), markdown(result), transcript(result)))
    assert stuck == []
