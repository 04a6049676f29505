"""Answers that are typed or stand in a file."""

from __future__ import annotations

import pytest

from diagnose.errors import DoctorError
from diagnose.walkthrough.console.questions import CONTROLS, Question, key_of
from diagnose.walkthrough.console.script import script_of

QUESTION = Question(
    "sizes",
    "What came out?",
    (("1", "Both numbers grow"), ("2", "One value jumps"), ("d", "I cannot tell")),
    ("?", "s", "b", "w", "e", "f", "q"),
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1", "1"),
        (" 2 ", "2"),
        ("One value jumps", "2"),
        ("both numbers", "1"),
        ("BOTH NUMBERS GROW.", "1"),
        ("d", "d"),
        ("don't know", "d"),
        ("Don't  know.", "d"),
        ("skip", "s"),
        ("back", "b"),
        ("why?", "w"),
        ("show the evidence", "e"),
        ("show the fix now", "f"),
        ("help", "?"),
        ("?", "?"),
        ("q", "q"),
        ("3", None),
        ("", None),
        ("o", None),
        ("y", None),
        ("nonsense", None),
    ],
)
def test_what_is_understood(typed: str, key: str | None) -> None:
    """A key, its word, the answer's own text as far as it is unique; nothing else."""
    assert key_of(QUESTION, typed) == key


def test_every_control_has_its_word() -> None:
    """What the help calls a control can be typed."""
    for key, (name, _) in CONTROLS.items():
        assert key_of(QUESTION, name) == key


@pytest.mark.parametrize(
    "text",
    ["1\nskip\nback\n", "# first\n\n1  # as seen\n  skip\nback", "- 1\n- skip\n- back\n", "['1', skip, back]"],
    ids=["lines", "comments", "list", "flow"],
)
def test_answers_in_their_order(text: str) -> None:
    """One per line, or a YAML list; after the last one the input is at its end."""
    asker = script_of(text, "answers.txt")
    assert [asker.ask(QUESTION) for _ in range(3)] == ["1", "s", "b"]
    with pytest.raises(EOFError):
        asker.ask(QUESTION)
    assert asker.unused() == []


def test_answers_by_step() -> None:
    """A YAML mapping; steps that it lacks are "I cannot tell", answers that nobody asked for are told."""
    asker = script_of("sizes: One value jumps\nelsewhere: 1\n", "answers.yaml")
    other = Question("other", "?", QUESTION.choices)
    choice = Question("fault", "Which?", (("1", "a"), ("2", "b")))
    assert [asker.ask(QUESTION), asker.ask(other), asker.ask(choice)] == ["2", "d", "1"]
    assert asker.unused() == ["elsewhere"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "answers.txt holds no answers: write one per line, such as 1, d or back"),
        ("# only\n", "answers.txt holds no answers: write one per line, such as 1, d or back"),
        ("a: {b: c}", "answers.txt: must be a list of answers, or lines such as 'message-sizes: 1'; it nests deeper"),
        ("- [1]", "answers.txt: must be a list of answers, or lines such as 'message-sizes: 1'; it nests deeper"),
    ],
)
def test_a_file_that_holds_no_answers(text: str, wrong: str) -> None:
    """One sentence says what is wrong and what would be right."""
    with pytest.raises(DoctorError) as raised:
        script_of(text, "answers.txt")
    assert str(raised.value) == wrong


def test_an_answer_that_the_question_does_not_have() -> None:
    """It is not replaced by another one."""
    with pytest.raises(DoctorError, match=r"answers\.txt: sizes has no answer 'maybe'; it takes 1, 2, d"):
        script_of("maybe", "answers.txt").ask(QUESTION)


def test_hostile_yaml_is_lines() -> None:
    """Tags construct nothing, and text that is no YAML is read line by line."""
    asker = script_of("!!python/object/apply:os.system ['true']", "x")
    with pytest.raises(DoctorError):
        asker.ask(QUESTION)
    assert script_of("1\n\tskip: [", "x").ask(QUESTION) == "1"


def test_an_answer_whose_words_hold_a_colon() -> None:
    """It is an answer, and not a mapping."""
    asked = Question("q", "?", (("1", "It says: refused"), ("2", "Nothing")))
    assert script_of("It says: refused\n", "x").ask(asked) == "1"
