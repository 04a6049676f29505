"""How a walkthrough ended: the confirmed cause or the ranking as it stands, the fix, how to verify it, prevention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from diagnose.model.playbook import Step, StepOutcome
from diagnose.model.report import Candidate, Diagnosis
from diagnose.redaction import Redactor
from diagnose.render.page import Page
from diagnose.render.view import View
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.session import Answer, Ending, Reply, Session

_POSSIBLE = 0.1
"""Where nothing is confirmed, the fixes of causes at least so probable are given; of the first ones, if none is."""
_MOST_FIXES = 3
_MOST_ITEMS = 3

HEADLINES = {
    Ending.CONFIRMED: "Confirmed",
    Ending.PROBABLE: "Probable, though no check is left that would confirm it",
    Ending.UNDECIDED: "Not decided: no check is left that would tell these apart",
    Ending.NONE_FITS: "None of the known causes fits what you found",
    Ending.CHECKED: "The checks are done",
    Ending.OPEN: "Left open: the causes as they stand",
}


@dataclass(frozen=True)
class Result:
    """The end of a walkthrough about one diagnosis, and what takes the secrets out of a document about it."""

    diagnosis: Diagnosis
    session: Session
    redactor: Redactor = field(default_factory=Redactor, repr=False, compare=False)

    @property
    def ending(self) -> Ending:
        """How it ended."""
        return self.session.ending

    @property
    def headline(self) -> str:
        """The end in one line."""
        words = HEADLINES[self.ending]
        named = self.ending in (Ending.CONFIRMED, Ending.PROBABLE)
        return f"{words}: {self.causes[0].cause.title}" if named else words

    @property
    def causes(self) -> tuple[Candidate, ...]:
        """The causes whose fixes are worth giving, the most probable first: one where it is confirmed."""
        if self.ending in (Ending.NONE_FITS, Ending.CHECKED):
            return ()
        by_id = {one.cause.id: one for one in self.diagnosis.candidates}
        ranked = [by_id[name] for name, _ in self.session.ranking]
        possible = [by_id[name] for name, share in self.session.ranking if share >= _POSSIBLE] or ranked
        return tuple(possible[: 1 if self.ending is Ending.CONFIRMED else _MOST_FIXES])

    @property
    def given(self) -> Iterator[tuple[Answer, Step, StepOutcome]]:
        """The answers that say something, each with its step and its outcome."""
        for answer in self.session.answers:
            if answer.reply is Reply.OUTCOME:
                step = self.session.case.tables[answer.step].step
                yield answer, step, step.outcomes[answer.outcome]

    @property
    def verification(self) -> tuple[str, ...]:
        """How to see that the fix works: what the cause says, else the check that spoke for it; and a new log."""
        if not self.causes:
            return ()
        again = [f"Take this check again: {say} It must no longer be “{said}”." for say, said in self._telling()]
        rerun = "Run it again under the same load, led into 'autogen-doctor diagnose': it finds no error."
        return (*(self.causes[0].cause.verify or again[:1]), rerun)

    def _telling(self) -> list[tuple[str, str]]:
        """The user's answers that spoke most for the first cause, the most telling first."""
        session, found = self.session, []
        at = session.case.causes.index(self.causes[0].cause.id)
        for number, answer in enumerate(session.answers):
            gained = session.beliefs[number + 1][at] / max(session.beliefs[number][at], 1e-9)
            if answer.reply is Reply.OUTCOME and gained > 1:
                step = session.case.tables[answer.step].step
                found.append((gained, step.say, step.outcomes[answer.outcome].answer))
        return [(say, said) for _, say, said in sorted(found, key=lambda one: -one[0])]


def terminal(result: Result, view: View) -> str:
    """The result on a screen."""
    page, screens = Page(view), Screens(result.diagnosis, view)
    sign = page.signs.passed if result.ending is Ending.CONFIRMED else page.signs.unknown
    style = "bold green" if result.ending is Ending.CONFIRMED else "bold yellow"
    page.rule()
    page.title(f"{sign} {result.headline}", result.diagnosis.playbook.id, style)
    if result.session.case.causes:
        screens.bars(page, result.session)
    _answers(page, result)
    if result.ending is Ending.NONE_FITS:
        page.note("It may be a cause that no playbook knows. CONTRIBUTING.md says how to teach it: one YAML file.")
    for candidate in result.causes:
        alone = result.ending is Ending.CONFIRMED
        screens.fix_of(page, candidate, "Fix" if alone else f"Fix for: {candidate.cause.title}")
    which = "the first works" if len(result.causes) > 1 else "it works"
    _items(page, f"How to see that {which}", result.verification)
    _items(page, "Prevention", result.causes[0].cause.prevention[:_MOST_ITEMS] if result.causes else ())
    page.gap()
    names = [candidate.cause.id for candidate in result.causes] or [result.diagnosis.playbook.id]
    page.note(f"More: autogen-doctor explain {names[0]}")
    return page.text()


def _answers(page: Page, result: Result) -> None:
    given = list(result.given)
    if given:
        page.heading("What was found")
    for answer, step, outcome in given:
        by = " (looked up)" if answer.by_check else ""
        page.paragraph(f"- {outcome.answer}{by}", indent=2, hang=2)
        page.paragraph(step.say, indent=4, style="dim", most=1)
        if result.ending is Ending.CHECKED:  # no cause stands for it
            page.paragraph(f"{page.signs.arrow} {outcome.means}", indent=4, hang=2)


def _items(page: Page, heading: str, items: tuple[str, ...]) -> None:
    if items:
        page.heading(heading)
    for item in items:
        page.paragraph(f"- {item}", indent=2, hang=2)
