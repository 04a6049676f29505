"""What the walkthrough shows between the questions, each a text for a terminal of the view's width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import log2

from diagnose.model.agenda import steps_for
from diagnose.model.checkup import Checked
from diagnose.model.playbook import Cause, Step
from diagnose.model.report import Candidate, Diagnosis
from diagnose.quantities import duration
from diagnose.redaction import redacted_diagnosis
from diagnose.render.page import Page
from diagnose.render.terminal import evidence, fix_on
from diagnose.render.view import View
from diagnose.render.words import lines, percent
from diagnose.walkthrough.belief import Belief, leader, ranking
from diagnose.walkthrough.console.questions import CONTROLS
from diagnose.walkthrough.contradiction import Contradiction
from diagnose.walkthrough.session import CONFIRMED, Session

NONE_TITLE = "None of the causes that are known"
_TOP = 3


class Screens:
    """The screens of one walkthrough."""

    def __init__(self, diagnosis: Diagnosis, view: View) -> None:
        self.diagnosis = redacted_diagnosis(diagnosis, view.redactor)
        self.view = view
        self._candidates = {one.cause.id: one for one in diagnosis.candidates}

    def cause(self, name: str) -> Cause:
        """The cause of this id."""
        return self._candidates[name].cause

    def title(self, name: str | None) -> str:
        """A cause's title; None is none of the known ones."""
        return NONE_TITLE if name is None else self.cause(name).title

    def opening(self) -> str:
        """The error, where it stands, and what the log answers already."""
        diagnosis, page = self.diagnosis, Page(self.view)
        page.title(
            f"{page.signs.failed} {diagnosis.playbook.title}",
            f"{diagnosis.playbook.id}  {percent(diagnosis.confidence)}",
            "bold red",
        )
        if diagnosis.advice:
            page.paragraph(diagnosis.advice, style="bold")
        words = f"{diagnosis.exception.type}: {diagnosis.exception.message}".strip(": ")
        page.fact(lines(diagnosis.decisive), " ".join(words[:2000].split()), style="red", most=2)
        steps = {step.id: step for step in steps_for(diagnosis)}
        for one in diagnosis.answered:
            where = f" ({lines(one.span)})" if one.span else ""
            page.fact("known", f"{steps[one.step].outcomes[one.outcome].means.removesuffix('.')}{where}", most=2)
        return page.text()

    def step(self, session: Session, step: Step, number: int, before: Belief) -> str:
        """The head with the causes as they stand, moved from what was shown before; and the check that is asked for."""
        page = Page(self.view)
        page.rule()
        page.title(f"Step {number}", f"about {_about(step.cost)}", "bold")
        self.bars(page, session, before)
        page.gap()
        page.paragraph(step.say, indent=0)
        if step.run:
            page.command(step.run, indent=2)
        return page.text()

    def after(self, step: Step, outcome: int) -> str:
        """What the given answer means."""
        page = Page(self.view)
        page.paragraph(f"{page.signs.arrow} {step.outcomes[outcome].means}", indent=0, hang=2, style="italic")
        return page.text()

    def contradicts(self, session: Session, found: Contradiction) -> str:
        """Which two answers do not go together, and what can be done."""
        page = Page(self.view)
        later = self._said(session, found.later.step, found.later.outcome)
        if found.earlier is None:
            first = f"The log spoke for {self._quoted(found.earlier_cause)}"
        else:
            earlier = self._said(session, found.earlier.step, found.earlier.outcome)
            first = f"{earlier} spoke for {self._quoted(found.earlier_cause)}"
        page.paragraph(
            f"These do not go together: {first}, but {later} speaks for {self._quoted(found.later_cause)}. "
            "One of them may be mistaken, or there are two faults; back takes the last answer back.",
            indent=0,
            style="yellow",
        )
        return page.text()

    def why(self, session: Session, step: Step) -> str:
        """Why this step is asked for now, and what each answer would change."""
        page, table = Page(self.view), session.case.tables[step.id]
        if not session.case.causes:
            page.paragraph(
                "The playbook names no causes for this class; its checks are taken in their order.", indent=0
            )
            return page.text()
        doubt = -sum(share * log2(share) for share in session.belief if share > 0)
        share = percent(table.gain(session.belief) / doubt if doubt else 0)
        reason = "Of all the checks that are left, this one is expected to tell most for its time"
        sure = max(session.belief) >= CONFIRMED
        page.paragraph(
            f"{reason}, if what the log makes nearly sure is put to the test."
            if sure
            else f"{reason}: {share} of the doubt that is left, in about {_about(step.cost)}.",
            indent=0,
        )
        for number, outcome in enumerate(step.outcomes):
            then = table.after(session.belief, number)
            page.paragraph(
                f"{page.signs.arrow} {outcome.answer}: {self._leader(session, then)} would stand at "
                f"{percent(then[leader(then)])}, now {percent(session.belief[leader(then)])}",
                hang=2,
            )
        return page.text()

    def evidence(self) -> str:
        """What the log shows."""
        return evidence(self.diagnosis, replace(self.view, top=_TOP))

    def fix(self, session: Session) -> str:
        """The fix of the cause that leads now."""
        page = Page(self.view)
        if not session.case.causes:
            page.paragraph("No cause is known for this class, so there is no fix to show; take its checks.", indent=0)
            return page.text()
        name, share = session.ranking[0]
        self.fix_of(page, self.candidate(name), f"Fix if it is “{self.cause(name).title}”, {percent(share)}")
        page.note(f"All of it: autogen-doctor explain {name}")
        return page.text()

    def candidate(self, name: str) -> Candidate:
        """The candidate of this cause."""
        return self._candidates[name]

    def fix_of(self, page: Page, candidate: Candidate, heading: str) -> None:
        """The first remedy of a candidate."""
        if candidate.remedies:
            fix_on(page, heading, candidate.remedies[0], self.view.verbose, candidate.ran_elsewhere(0))

    def help(self, controls: Iterable[str]) -> str:
        """What the keys do."""
        page = Page(self.view)
        page.entry("1-9", "the outcome of this number; arrow keys and Enter choose as well", 20, indent=2)
        for key in controls:
            if key in CONTROLS:
                name, meaning = CONTROLS[key]
                page.entry(f"{key}  {name}", meaning, 20, indent=2)
        page.entry("Ctrl-C", "the same as leave", 20, indent=2)
        return page.text()

    def looked(self, checked: Iterable[Checked], session: Session) -> str:
        """What the built-in checks found, and which steps that answers."""
        page = Page(self.view)
        for one in checked:
            page.fact(one.title.lower(), one.summary, most=3)
        found = [answer for answer in session.answers if answer.by_check]
        for answer in found:
            said = session.case.tables[answer.step].step.outcomes[answer.outcome]
            page.paragraph(f"{page.signs.arrow} {said.answer}: {said.means}", hang=2)
        if not found:
            page.note("Nothing of it answers a check of this walkthrough.")
        return page.text()

    def bars(self, page: Page, session: Session, before: Belief | None = None) -> None:
        """The first causes, "none of these" among them where it is one; and by how many per cent points they moved."""
        if not session.case.causes:
            return
        belief, none = session.belief, len(session.belief) - 1
        rows = sorted([*ranking(belief), none], key=lambda at: -belief[at])[:_TOP]
        for rank, at in enumerate(rows, 1):
            moved = round(100 * belief[at]) - round(100 * before[at]) if before else 0
            name = session.case.causes[at] if at < none else None
            shown_move = None if before is None else f"{moved:+d}" if moved else ""
            page.bar(rank, belief[at], self.title(name), bold=rank == 1, moved=shown_move)

    def _leader(self, session: Session, belief: Belief) -> str:
        at = leader(belief)
        return self._quoted(session.case.causes[at] if at < len(session.case.causes) else None)

    def _quoted(self, name: str | None) -> str:
        return f"“{self.title(name)}”"

    def _said(self, session: Session, step: str, outcome: int) -> str:
        return f"“{session.case.tables[step].step.outcomes[outcome].answer}”"


def _about(seconds: float) -> str:
    """A time as people say it: whole minutes from two on."""
    return duration(60 * round(seconds / 60) if seconds >= 100 else seconds)
