"""A session that was left comes back as it was, or is refused with a reason."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.walkthrough.saved import Saved, Unfit, case_digest, dump, parse, resumed
from diagnose.walkthrough.session import Answer, Reply
from tests.walkthrough.scenes import CASE, after, said

ANSWERS = st.builds(Answer, st.text(), st.sampled_from(Reply), st.integers(-1, 5), st.booleans())
SAVED = st.builds(
    Saved,
    st.text(),
    st.text(),
    st.text(),
    st.text(),
    st.integers(0, 99),
    st.sampled_from((True, False, None)),
    st.lists(ANSWERS).map(tuple),
)
MINE = Saved("1.0", "log", case_digest(CASE), answers=(said("grows", 1), Answer("jumps", Reply.SKIPPED)))


@given(SAVED)
def test_what_is_saved_comes_back(saved: Saved) -> None:
    """Every field, whatever text it holds."""
    assert parse(dump(saved)) == saved


NESTED = st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.text() | NESTED.map(json.dumps))
def test_anything_else_is_refused(text: str) -> None:
    """A file that is no session is damaged, never a crash."""
    with pytest.raises(Unfit):
        parse(text)


@pytest.mark.parametrize("key", ["form", "version", "log", "case", "source", "fault", "looked", "answers"])
def test_a_session_that_lacks_something_is_refused(key: str) -> None:
    """No field is guessed."""
    held = json.loads(dump(MINE))
    del held[key]
    with pytest.raises(Unfit, match="damaged"):
        parse(json.dumps(held))


@pytest.mark.parametrize("fault", ["-1", "Infinity", "null"])
def test_a_fault_that_no_log_has_is_refused(fault: str) -> None:
    """It counts from 0."""
    with pytest.raises(Unfit, match="damaged"):
        parse(dump(MINE).replace('"fault": 0', f'"fault": {fault}'))


def test_another_form_is_refused() -> None:
    """A later version may save more."""
    with pytest.raises(Unfit, match="another version"):
        parse(dump(MINE).replace('"form": 1', '"form": 2'))


def test_it_goes_on_where_it_was() -> None:
    """The same answers, so the same probabilities and the same next step."""
    session = resumed(MINE, CASE)
    assert session == after(*MINE.answers)
    assert session.next_step == after(*MINE.answers).next_step


def test_another_case_is_refused() -> None:
    """Changed causes, probabilities or steps would make other sense of the answers."""
    changes = (
        replace(CASE, causes=("history", "tool", "door")),
        replace(CASE, prior=(0.4, 0.3, 0.2, 0.1)),
        replace(CASE, steps=CASE.steps[1:]),
        replace(CASE, steps=(replace(CASE.steps[0], say="Do it."), *CASE.steps[1:])),
    )
    for case in changes:
        with pytest.raises(Unfit, match="have changed"):
            resumed(MINE, case)


def test_answers_that_the_case_does_not_have_are_refused() -> None:
    """Somebody has edited the file."""
    for answer in (said("nowhere", 1), said("grows", 9)):
        with pytest.raises(Unfit, match="damaged"):
            resumed(replace(MINE, answers=(answer,)), CASE)
