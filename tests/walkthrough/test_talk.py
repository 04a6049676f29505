"""The conversation: what each answer does, whoever gives it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.errors import DoctorError
from diagnose.model.checkup import Checked
from diagnose.walkthrough.console.questions import Question
from diagnose.walkthrough.console.talk import Left
from diagnose.walkthrough.session import Answer, Ending, Reply
from tests.render import canned
from tests.walkthrough.played import FOUND, LOOKED, SURE, conversation, played


def test_answers_become_the_session() -> None:
    """An outcome, a step that nobody can tell, one that is put off and comes again."""
    talk, _ = played("s", "d", "1", "1")
    assert talk.session.answers == (
        Answer("open-requests", Reply.SKIPPED),
        Answer("queue-length", Reply.UNKNOWN),
        Answer("one-ticket", Reply.OUTCOME, 0),
        Answer("open-requests", Reply.OUTCOME, 0),
    )
    assert talk.session.ending is Ending.CONFIRMED


def test_leaving_keeps_what_was_answered() -> None:
    """The session of the conversation is whole whenever it is left."""
    shown: list[str] = []
    talk = conversation(["d", "q"], shown)
    with pytest.raises(Left):
        talk.run()
    assert talk.session.answers == (Answer("open-requests", Reply.UNKNOWN),)


def test_it_looks_when_a_check_comes_up_and_only_once() -> None:
    """All checks of the case are made together; a yes answers their steps, which are then not asked."""
    looked: list[tuple[str, ...]] = []
    asker = Answers("y", "d", "d")
    talk = conversation(asker, [], diagnosis=CHECKED, found=FOUND, looked=looked)
    talk.run()
    assert (talk.looked, looked) == (True, [("servers",)])
    assert talk.session.answers[0] == Answer("ask-server", Reply.OUTCOME, 0, by_check=True)
    assert asker.asked[0] == "look"
    assert "ask-server" not in asker.asked


def test_no_means_that_the_user_is_asked() -> None:
    """The tool does not look, and asks the question itself; it does not ask for leave again."""
    looked: list[tuple[str, ...]] = []
    asker = Answers("n", "d", "d", "d", "d")
    talk = conversation(asker, [], diagnosis=CHECKED, looked=looked)
    talk.run()
    assert (talk.looked, looked) == (False, [])
    assert asker.asked[:2] == ["look", "ask-server"]
    assert asker.asked.count("look") == 1


def test_what_the_checks_contradict_is_said() -> None:
    """As with answers of the user: the log was sure, and what was found speaks for another cause."""
    sure = replace(SURE, playbook=replace(canned.PLAYBOOK, steps=(DOWN_SPEAKS,)))
    shown: list[str] = []
    talk = conversation([], shown, diagnosis=sure, found=FOUND)
    talk.look(True)
    assert "These do not go together: The log spoke for" in "".join(shown)


def test_checks_that_break_off_can_be_made_later() -> None:
    """Only checks that were made, or refused, are not offered again."""

    def broken(_: object) -> tuple[Checked, ...]:
        raise DoctorError("no such Python")

    talk = conversation([], [], diagnosis=CHECKED)
    talk._examine = broken
    with pytest.raises(DoctorError):
        talk.look(True)
    assert talk.looked is None


def test_agreed_beforehand() -> None:
    """``look(True)`` does not ask; what nothing answers is said."""
    shown: list[str] = []
    talk = conversation([], shown, found=LOOKED)
    talk.look(True)
    assert talk.looked is True
    assert "Nothing of it answers a check of this walkthrough." in "".join(shown)


class Answers:
    """Answers in their order, and what they were asked for."""

    def __init__(self, *answers: str) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    def ask(self, question: Question) -> str:
        """The next answer."""
        self.asked.append(question.id)
        return self._answers.pop(0)


UP, DOWN = canned.ANSWERS_OR_NOT
SERVER = replace(
    canned.PLAYBOOK.steps[0],
    outcomes=(
        replace(UP, likely=(("too-many-tickets", 0.95), ("other", 0.05))),
        replace(DOWN, likely=(("too-many-tickets", 0.05), ("other", 0.95))),
    ),
)
DOWN_SPEAKS = replace(
    canned.PLAYBOOK.steps[0],
    outcomes=(
        replace(UP, likely=(("too-many-tickets", 0.03), ("other", 0.95))),
        replace(DOWN, likely=(("too-many-tickets", 0.97), ("other", 0.05))),
    ),
)
CHECKED = replace(canned.DIAGNOSIS, playbook=replace(canned.PLAYBOOK, steps=(replace(SERVER, cost=1),)))
"""A case whose first step is one that a check can answer."""
