"""From a class to its causes: priors, signs, a remainder, and what the log cannot tell apart."""

from __future__ import annotations

import pytest

from diagnose.matching.rank import CLOSE, LEAST_REMAINDER, STRENGTH, ambiguity, rank, remedies
from diagnose.model.lines import Span
from diagnose.model.playbook import Cause, CauseRef, Comparison, Condition, Playbook, Remedy, Sign
from diagnose.model.report import Candidate, Evidence, Framework
from tests.corpus import FIVE
from tests.matching.scenes import SOURCE, diagnosed, scene_of, shipped

LOG = """
turn 1 ok
Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    ask()
ValueError: no
"""
LOOP = Sign("turn {{ turns }} came first", 8, Condition(before=(r"^turn (?P<turns>\d+)",)))
AGAINST = Sign("it was short", 0.25, Condition(exception=("ValueError",)))
ABSENT = Sign("a server said so", 20, Condition(line=("^server",)))
UNSAID = Sign("{{ unknown_fact }}", 2, Condition())


def cause(name: str, *signs: Sign, separates: str | None = None) -> Cause:
    return Cause(name, f"Title of {name}", f"{name}.", f"{name}.", signs, separates=separates)


def ranked(*mentions: tuple[Cause, float], certainty: float = 1.0) -> list[tuple[str, float]]:
    return [(one.cause.id, one.confidence) for one in candidates(*mentions, certainty=certainty)]


def candidates(*mentions: tuple[Cause, float], certainty: float = 1.0) -> tuple[Candidate, ...]:
    refs = tuple(CauseRef(one.id, prior) for one, prior in mentions)
    playbook = Playbook("it", "it", "", "error", (), causes=refs)
    scene = scene_of(LOG, Condition(before=LOOP.condition.before, line=ABSENT.condition.line))
    return rank(playbook, {one.id: one for one, _ in mentions}, scene, certainty)


def test_without_evidence_the_priors_speak() -> None:
    """Each cause has its prior, times the certainty of the class."""
    assert ranked((cause("a"), 0.5), (cause("b"), 0.3), certainty=0.9) == [("a", 0.45), ("b", 0.27)]


def test_ties_keep_the_playbooks_order() -> None:
    """Equal causes stand as the playbook has them: in the order of the guides."""
    assert [name for name, _ in ranked((cause("b"), 0.2), (cause("a"), 0.2), (cause("c"), 0.2))] == ["b", "a", "c"]


def test_a_sign_multiplies_its_cause() -> None:
    """The ratio, damped, makes the prior a weight; weights and remainder are made to sum to one."""
    strong = 0.2 * 8**STRENGTH
    whole = strong + 0.5 + 0.3
    assert ranked((cause("a"), 0.5), (cause("b", LOOP, ABSENT), 0.2)) == [
        ("b", round(strong / whole, 4)),
        ("a", round(0.5 / whole, 4)),
    ]


def test_evidence_is_said_with_its_lines() -> None:
    """Signs that hold are evidence for or against, with what they captured; what cannot be said is not."""
    (candidate,) = candidates((cause("a", LOOP, AGAINST, ABSENT, UNSAID), 0.5))
    assert candidate.evidence == (
        Evidence("turn 1 came first", True, Span(SOURCE, 1, 1)),
        Evidence("it was short", False, Span(SOURCE, 5, 5)),
    )


def test_a_remainder_is_always_left() -> None:
    """Even where the priors sum to one and more, none of the causes may be true."""
    whole = 1.2 + LEAST_REMAINDER
    assert ranked((cause("a"), 0.9), (cause("b"), 0.3)) == [("a", round(0.9 / whole, 4)), ("b", round(0.3 / whole, 4))]


def test_a_cause_that_is_not_there_is_left_out() -> None:
    """A broken cause file does not stop the ranking."""
    playbook = Playbook("it", "it", "", "error", (), causes=(CauseRef("gone", 0.9), CauseRef("a", 0.3)))
    found = rank(playbook, {"a": cause("a")}, scene_of(LOG, Condition()), 1.0)
    assert [(one.cause.id, one.confidence) for one in found] == [("a", 0.3)]


@pytest.mark.parametrize("playbook", sorted(FIVE))
def test_shipped_confidences_sum_to_less_than_the_certainty(playbook: str) -> None:
    """Of the shipped classes too, whatever evidence there is."""
    (known,) = [one for one in shipped().playbooks if one.id == playbook]
    found = rank(known, {one.id: one for one in shipped().causes}, scene_of(LOG, Condition()), 0.9)
    assert [one.cause.id for one in found if not 0 <= one.confidence < 0.9] == []
    assert sum(one.confidence for one in found) < 0.9
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


def told(first: float, second: float, separates: str | None = "Look closely.") -> str | None:
    return ambiguity(
        (
            Candidate(cause("a"), first, (), ()),
            Candidate(cause("b", separates=separates), second, (), ()),
        )
    )


def test_what_the_log_cannot_tell_apart_is_said() -> None:
    """Two causes of about the same confidence are named, with the observation that would tell them apart."""
    plain = "The log does not tell “Title of a” from “Title of b”."
    assert told(0.4, 0.3) == f"{plain} What would: Look closely."
    assert told(0.4, 0.3, None) == plain
    assert told(0.3 * CLOSE, 0.3) is not None
    assert told(0.3 * CLOSE + 0.01, 0.3) is None
    assert ambiguity((Candidate(cause("a"), 0.4, (), ()),)) is None
    assert ambiguity(()) is None


def test_remedies_for_the_framework_at_hand_come_first() -> None:
    """Then the general ones, then those of a framework that it may be too; those for other frameworks and other classes
    are left out. Where nothing is known of the framework, none is."""
    old, new, general = (Remedy(name, "python", name) for name in ("autogen-0.2", "autogen-0.4", "any"))
    narrow = Remedy("autogen-0.4", "python", "narrow", when=("timeout",))
    owner = Cause("a", "a", "a.", "a.", remedies=(old, general, narrow, new))
    both = Framework("autogen-0.4", lines=("autogen-0.4", "autogen-0.2"))
    assert remedies(owner, "context-length", Framework("autogen-0.4")) == (new, general)
    assert remedies(owner, "timeout", Framework("autogen-0.4")) == (narrow, new, general)
    assert remedies(owner, "context-length", both) == (new, general, old)
    assert remedies(owner, "context-length", Framework()) == (general, old, new)


def test_facts_can_be_signs() -> None:
    """A bound on a fact or on an observation weighs like any other clause."""
    sign = Sign("three turns", 8, Condition(facts=(Comparison("successes_before", at_most=0),)))
    assert ranked((cause("a"), 0.4), (cause("b", sign), 0.3))[0][0] == "b"


def test_no_evidence_gives_the_guides_order() -> None:
    """A bare error of the token limit guide has the guide's main cause first, and says that the log tells little."""
    (diagnosis,) = diagnosed("RuntimeError: Token limit exceeded\n").diagnoses
    assert diagnosis.candidates[0].cause.id == "unbounded-history"
    assert sum(one.confidence for one in diagnosis.candidates) < diagnosis.confidence
