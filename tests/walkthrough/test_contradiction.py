"""Answers that do not go together are noticed, those that do are not."""

from __future__ import annotations

from dataclasses import replace

from diagnose.walkthrough.contradiction import Contradiction, contradiction, contradictions
from diagnose.walkthrough.session import Answer, Reply
from tests.walkthrough.scenes import CASE, after, said, step

BIG_TOOL = step("big-tool", history=(0.05, 0.95), tool=(0.95, 0.05), other=(0.1, 0.9))
GROWS = step("grows", history=(0.95, 0.05), tool=(0.05, 0.95), other=(0.1, 0.9))
BOTH = step("both", history=(0.9, 0.1), tool=(0.9, 0.1), other=(0.1, 0.9))
MINE = replace(CASE, steps=(BIG_TOOL, GROWS, BOTH))
FIRST, SECOND = said("grows", 1), said("big-tool", 1)


def test_two_answers_that_no_cause_explains() -> None:
    """Both are named, each with the cause that it spoke for."""
    found = Contradiction(FIRST, SECOND, "history", "tool")
    assert contradiction(after(FIRST, SECOND, case=MINE)) == found
    assert contradictions(after(FIRST, SECOND, case=MINE)) == (found,)


def test_answers_that_one_cause_explains_go_together() -> None:
    """Even where they speak for different causes: a third one, or one of the two, may explain both."""
    assert contradiction(after(FIRST, said("both", 1), case=MINE)) is None
    assert contradiction(after(FIRST, said("big-tool", 2), case=MINE)) is None
    assert contradictions(after(FIRST, said("both", 1), case=MINE)) == ()


def test_only_the_last_answer_is_compared() -> None:
    """A contradiction is said once, when it comes up; what says nothing contradicts nothing."""
    assert contradiction(after(case=MINE)) is None
    assert contradiction(after(FIRST, case=MINE)) is None
    assert contradiction(after(FIRST, SECOND, Answer("both", Reply.UNKNOWN), case=MINE)) is None


def test_an_answer_against_the_log() -> None:
    """Where the log was sure of a cause and the answer hardly fits it, the log is the other side."""
    sure = replace(MINE, prior=(0.9, 0.05, 0.03, 0.02))
    assert contradiction(after(SECOND, case=sure)) == Contradiction(None, SECOND, "history", "tool")
    assert contradiction(after(FIRST, case=sure)) is None


def test_the_strongest_one_is_said() -> None:
    """Of several answers that the last one contradicts, the one that fits it least."""
    weak = step("weak", history=(0.8, 0.2), tool=(0.1, 0.9), other=(0.1, 0.9))
    case = replace(MINE, steps=(*MINE.steps, weak))
    found = contradiction(after(said("weak", 1), FIRST, SECOND, case=case))
    assert found is not None
    assert found.earlier == FIRST
