"""Walkthroughs of the canned diagnosis, played through by a list of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from diagnose.model.checkup import Checked, State
from diagnose.model.report import Diagnosis
from diagnose.render.view import View
from diagnose.walkthrough.console.questions import Asker
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.console.script import ListAsker
from diagnose.walkthrough.console.talk import Talk
from diagnose.walkthrough.session import Session, case_of
from tests.render import canned

EVERY_KEY = ("?", "w", "e", "f", "b", "2", "b", "s", "d", "2", "y", "1", "1")
"""Shows everything, takes an answer back, skips, cannot tell, lets it look, and goes on to the end."""
SURE = replace(
    canned.DIAGNOSIS,
    candidates=(
        replace(canned.DIAGNOSIS.candidates[0], confidence=0.9),
        replace(canned.DIAGNOSIS.candidates[1], confidence=0.05),
    ),
)
"""The log is sure of the first cause."""
FOUND = Checked("servers", "Servers", State.PASS, "1 model server answers.", findings=(("servers_answering", 1),))
LOOKED = Checked("servers", "Servers", State.NOT_CHECKED, "No model server answers.")


def played(
    *answers: str, diagnosis: Diagnosis = canned.DIAGNOSIS, view: View | None = None, found: Checked = LOOKED
) -> tuple[Talk, str]:
    """The conversation with these answers, and all that was shown.

    Raises what ``Talk.run`` raises, EOFError where the answers are used up.
    """
    shown: list[str] = []
    talk = conversation(answers, shown, diagnosis, view, found)
    talk.run()
    return talk, "".join(shown)


def conversation(
    answers: Iterable[str] | Asker,
    shown: list[str],
    diagnosis: Diagnosis = canned.DIAGNOSIS,
    view: View | None = None,
    found: Checked = LOOKED,
    looked: list[tuple[str, ...]] | None = None,
) -> Talk:
    """A conversation that has not begun. ``looked`` gets the names of the checks at each time that it looks."""

    def examine(names: Iterable[str]) -> tuple[Checked, ...]:
        if looked is not None:
            looked.append(tuple(names))
        return (found,)

    asker = ListAsker(list(answers)) if isinstance(answers, Iterable) else answers
    screens = Screens(diagnosis, view or View())
    return Talk(Session(case_of(diagnosis)), screens, asker, shown.append, examine)


def confirmed() -> Result:
    """A walkthrough that confirms the first cause."""
    talk = conversation(["1"], [], found=FOUND)
    talk.look(True)
    talk.run()
    return Result(canned.DIAGNOSIS, talk.session)


def undecided() -> Result:
    """A walkthrough whose answers tell nothing."""
    talk, _ = played("d", "d", "d")
    return Result(canned.DIAGNOSIS, talk.session)


def contradicted() -> Result:
    """A walkthrough whose answers do not go together."""
    talk, _ = played("2", "1", "d", diagnosis=SURE)
    return Result(SURE, talk.session)
