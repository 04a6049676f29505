"""Which step comes next, and when it is enough."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.model.events import EventKind, TraceEvent
from diagnose.model.playbook import Step, StepOutcome
from diagnose.model.report import AnsweredStep, Framework
from diagnose.walkthrough.session import ATTENTION, Answer, Case, Ending, Reply, Session, case_of
from tests.render import canned
from tests.walkthrough.scenes import ASKED, CASE, GROWS, JUMPS, NOTHING, START, after, said, step


def test_the_step_with_the_best_gain_for_its_cost_comes_first() -> None:
    """No fixed order: of two equally telling steps the cheaper one, of two equally dear ones the more telling one."""
    cheap, dear = replace(GROWS, id="cheap", cost=30), replace(GROWS, id="dear", cost=900)
    telling, vague = JUMPS, step("vague", JUMPS.cost, tool=(0.6, 0.4), other=(0.4, 0.6))
    assert Session(replace(CASE, steps=(dear, cheap))).next_step == cheap
    assert Session(replace(CASE, steps=(vague, telling))).next_step == telling


def test_a_dear_step_is_worth_it_where_it_tells_enough() -> None:
    """The choice is the ratio of gain to cost, the attention that every step takes counted in."""
    table = {one.id: CASE.tables[one.id].gain(CASE.prior) / (one.cost + ATTENTION) for one in CASE.steps}
    assert START.next_step is not None
    assert table[START.next_step.id] == max(table.values())


def test_what_is_known_changes_what_is_asked() -> None:
    """After an answer the next step is chosen by the new belief, and no step is asked twice."""
    first = START.next_step
    assert first is not None
    nexts = {after(said(first.id, outcome)).next_step for outcome in (1, 2)}
    assert first not in nexts


def test_skipped_steps_come_again_once() -> None:
    """A skipped step is proposed when nothing else is worth asking; skipped twice, it is gone."""
    session, asked = START, []
    while (one := session.next_step) is not None:
        asked.append(one.id)
        session = session.answered(Answer(one.id, Reply.SKIPPED))
    assert sorted(asked) == sorted(2 * [one.id for one in (GROWS, JUMPS, ASKED) if one.id in asked])
    assert session.ending is Ending.UNDECIDED
    assert session.belief == START.belief


def test_unknown_is_not_asked_again_and_moves_nothing() -> None:
    """ "I cannot tell" leaves the probabilities as they are."""
    assert START.next_step is not None
    session = START.answered(Answer(START.next_step.id, Reply.UNKNOWN))
    assert session.belief == START.belief
    assert session.next_step != START.next_step


def test_back_takes_the_last_answer_of_the_user_back() -> None:
    """The same step is asked again; what a check found stays; at the beginning nothing happens."""
    found = START.answered(Answer("asked", Reply.OUTCOME, 0, by_check=True))
    assert found.back() is found
    assert found.answered(said("jumps", 1)).back() == found
    late = found.answered(said("jumps", 1)).answered(Answer("grows", Reply.OUTCOME, 1, by_check=True))
    assert late.back() == after(Answer("asked", Reply.OUTCOME, 0, True), Answer("grows", Reply.OUTCOME, 1, True))
    assert START.back() is START


def test_one_cause_is_confirmed() -> None:
    """At 95 %, with an answer that speaks for it, there is nothing more to ask."""
    more = tuple(replace(JUMPS, id=name) for name in ("jumps", "jumps-too", "jumps-again"))
    case = replace(CASE, steps=more)
    session = after(*(said(one.id, 1) for one in more), case=case)
    assert session.ranking[0][0] == "tool"
    assert session.ending is Ending.CONFIRMED
    assert after(said("jumps", 1), case=case).ending is Ending.OPEN


def test_the_log_alone_confirms_nothing() -> None:
    """Where the log makes a cause nearly sure, a step that tests it is asked; an answer for it confirms it, one against
    it does not."""
    sure = replace(CASE, prior=(0.97, 0.01, 0.01, 0.01), steps=(ASKED, NOTHING, GROWS))
    assert Session(sure).next_step == GROWS
    assert after(said("grows", 1), case=sure).ending is Ending.CONFIRMED
    against = after(said("grows", 2), case=sure)
    assert against.belief[0] < 0.95
    assert against.ending is not Ending.CONFIRMED


def test_an_answer_that_speaks_for_another_cause_confirms_nothing() -> None:
    """Where the log is so sure that an answer for a neighbour raises the leader too, that is no confirmation."""
    sure = replace(CASE, prior=(0.97, 0.01, 0.01, 0.01))
    odd = step("odd", history=(0.2, 0.8), tool=(0.9, 0.1), other=(0.1, 0.9))
    session = after(said("odd", 1), case=replace(sure, steps=(odd, GROWS)))
    assert session.belief[0] >= 0.95
    assert session.ending is Ending.OPEN


def test_nothing_separates_any_more() -> None:
    """Where no step is left that tells the causes apart it is undecided, or probable where one is far ahead."""
    rest = (Answer("jumps", Reply.UNKNOWN), Answer("asked", Reply.UNKNOWN))
    assert after(said("grows", 2), *rest).ending is Ending.UNDECIDED
    assert after(said("grows", 1), *rest).ending is Ending.PROBABLE


def test_none_of_the_causes_fits() -> None:
    """Answers can speak against every cause."""
    no = step("no", history=(0.02, 0.98), tool=(0.02, 0.98), window=(0.02, 0.98), other=(0.97, 0.03))
    case = replace(CASE, steps=(no, replace(no, id="no-again")))
    session = after(said("no", 1), said("no-again", 1), case=case)
    assert session.ending is Ending.NONE_FITS


def test_a_class_without_causes_goes_through_its_steps() -> None:
    """In their order; then they are done."""
    steps = tuple(Step(name, "Look.", 60, (StepOutcome("a", "A."), StepOutcome("b", "B."))) for name in ("one", "two"))
    case = Case((), (1.0,), steps)
    assert Session(case).next_step == steps[0]
    assert after(said("one", 2), case=case).next_step == steps[1]
    assert after(said("one", 2), said("two", 1), case=case).ending is Ending.CHECKED


@given(st.lists(st.integers(0, 3), max_size=20))
def test_every_walk_ends(choices: list[int]) -> None:
    """Whatever is answered, there is an end after at most two turns for each step."""
    session, turns = START, 0
    while (one := session.next_step) is not None:
        choice = choices[turns] if turns < len(choices) else 2
        reply = {2: Reply.UNKNOWN, 3: Reply.SKIPPED}.get(choice, Reply.OUTCOME)
        session = session.answered(Answer(one.id, reply, choice if reply is Reply.OUTCOME else -1))
        turns += 1
    assert turns <= 2 * len(CASE.steps)
    assert session.ending is not Ending.OPEN


def test_wrong_answers_are_refused() -> None:
    """A step that the case does not have, an outcome that the step does not have."""
    with pytest.raises(KeyError):
        START.answered(said("nowhere", 1))
    with pytest.raises(IndexError, match="grows has 2 outcomes, not 3"):
        START.answered(said("grows", 3))


def test_a_case_is_what_the_log_leaves_open() -> None:
    """The log's ranking with every cause kept possible, the class's steps first, and no step that the log answers."""
    diagnosis = replace(canned.DIAGNOSIS, answered=(AnsweredStep("one-ticket", 0, None),))
    case = case_of(diagnosis)
    assert [one.id for one in case.steps] == ["ask-server", "open-requests", "queue-length"]
    assert case.causes == ("too-many-tickets", "small-queue", "third", "fourth")
    assert case.prior == pytest.approx((0.72, 0.2, 0.05, 0.004, 0.026))


@pytest.mark.parametrize(
    ("name", "kind", "asked"),
    [
        ("node", EventKind.NODE, ["both", "node"]),
        ("ag2", EventKind.PYTHON, ["both", "ag2"]),
        (None, EventKind.NODE, ["both", "node"]),
        (None, EventKind.V8_FATAL, ["both", "node"]),
        (None, EventKind.PYTHON, ["both", "ag2"]),
        (None, EventKind.SYSTEM, ["both", "node", "ag2"]),
    ],
)
def test_steps_of_other_frameworks_are_not_asked(name: str | None, kind: EventKind, asked: list[str]) -> None:
    """By the framework that the log names, else by the language of its trace."""
    steps = tuple(replace(GROWS, id=one, framework=() if one == "both" else (one,)) for one in ("both", "node", "ag2"))
    event = TraceEvent(kind, (canned.RAISED,), canned.DIAGNOSIS.span)
    diagnosis = replace(
        canned.DIAGNOSIS,
        playbook=replace(canned.PLAYBOOK, steps=steps),
        candidates=(),
        framework=Framework(name),
        event=event,
    )
    assert [one.id for one in case_of(diagnosis).steps] == asked
