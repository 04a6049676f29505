"""The conversation: asks for the next step, takes the answer, says what it means, until it is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from diagnose.model.checkup import Checked
from diagnose.model.playbook import Step
from diagnose.render.safe import visible
from diagnose.walkthrough.console.questions import (
    BACK,
    CONTROLS,
    EVIDENCE,
    FIX,
    HELP,
    LEAVE,
    NO,
    SKIP,
    UNKNOWN,
    WHY,
    YES,
    Asker,
    Question,
)
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.contradiction import contradictions
from diagnose.walkthrough.findings import checks_wanted, with_findings
from diagnose.walkthrough.session import Answer, Reply, Session

Say = Callable[[str], None]
Examine = Callable[[Iterable[str]], tuple[Checked, ...]]
_WITHOUT = {UNKNOWN: Reply.UNKNOWN, SKIP: Reply.SKIPPED}


class Left(Exception):
    """The user leaves before the end."""


class Talk:
    """One conversation. ``session`` is always what has been answered so far, whatever interrupts it.

    ``looked`` tells whether the checks were made or refused, None where they were not offered. A conversation that is
    ``closing`` asks once more at the end, so that the last answer can be taken back as well.
    """

    def __init__(
        self, session: Session, screens: Screens, asker: Asker, say: Say, examine: Examine, closing: bool = False
    ) -> None:
        self.session = session
        self.looked: bool | None = None
        self._screens = screens
        self._asker = asker
        self._say = say
        self._examine = examine
        self._closing = closing
        self._seen = session.belief

    def run(self) -> Session:
        """Talk to the end. Raises Left, KeyboardInterrupt or EOFError where the user leaves before."""
        while True:
            step = self.session.next_step
            if step is None:
                if not self._closing or self._closed():
                    return self.session
            elif step.check and self.looked is None:
                self.look(None)
            else:
                self._say(self._screens.step(self.session, step, self._number(), self._seen))
                self._seen = self.session.belief
                self._answer(step)

    def look(self, agreed: bool | None) -> None:
        """Let the built-in checks answer what they can, where the user agrees; None asks, once.

        That is when a step comes up that a check could answer; all checks of the case are then made together.
        """
        wanted = checks_wanted(self.session.case)
        agreed = self._agrees(wanted) if agreed is None else agreed
        if agreed and wanted:
            self._say("Looking …\n" if self._screens.view.unicode else "Looking ...\n")
            checked = self._examine(wanted)
            findings = {name: value for one in checked for name, value in one.findings}
            before = len(self.session.answers)
            self.session = with_findings(self.session, findings)
            self._say(self._screens.looked(checked, self.session))
            self._say_contradictions(before)
        self.looked = agreed

    def _agrees(self, wanted: Iterable[str]) -> bool:
        question = Question(
            id="look",
            text="Did it fail on this machine, and may I look?",
            choices=((YES, f"Yes, look: {', '.join(wanted)}; nothing is changed or sent"), (NO, "No")),
        )
        return self._asker.ask(question) == YES

    def _closed(self) -> bool:
        """Whether the user is content with the end; the last answer may be taken back here as well."""
        headline = self._screens.view.redactor.text(Result(self._screens.diagnosis, self.session).headline)
        controls = (HELP, *(key for key in CONTROLS if key not in (UNKNOWN, SKIP, WHY)))
        question = Question("end", f"{headline}.", (("1", "Show the result and end"),), controls)
        while True:
            key = self._asker.ask(question)
            if key == BACK:
                if self._back():
                    return False
            elif key == LEAVE:
                raise Left
            elif key in (EVIDENCE, FIX, HELP):
                self._say(self._shown(key, None))
            else:
                return True

    def _number(self) -> int:
        return 1 + sum(not answer.by_check for answer in self.session.answers)

    def _answer(self, step: Step) -> None:
        """Ask until the step is answered, put off, or the answer before it is taken back."""
        redacted = self._screens.view.redactor.text
        choices = [(str(number), visible(redacted(outcome.answer))) for number, outcome in enumerate(step.outcomes, 1)]
        controls = (HELP, *(key for key in CONTROLS if key != UNKNOWN))
        question = Question(step.id, "What came out?", (*choices, (UNKNOWN, CONTROLS[UNKNOWN][0])), controls)
        while True:
            key = self._asker.ask(question)
            if key.isdecimal():
                return self._take(step, int(key) - 1)
            if key in _WITHOUT:
                self.session = self.session.answered(Answer(step.id, _WITHOUT[key]))
                return None
            if key == LEAVE:
                raise Left
            if key == BACK:
                if self._back():
                    return None
            else:
                self._say(self._shown(key, step))

    def _take(self, step: Step, outcome: int) -> None:
        before = len(self.session.answers)
        self.session = self.session.answered(Answer(step.id, Reply.OUTCOME, outcome))
        self._say(self._screens.after(step, outcome))
        self._say_contradictions(before)

    def _say_contradictions(self, before: int) -> None:
        """Those that the answers after the first so many have brought."""
        new = self.session.answers[before:]
        for found in contradictions(self.session):
            if any(found.later is answer for answer in new):
                self._say(self._screens.contradicts(self.session, found))

    def _back(self) -> bool:
        before = self.session.back()
        if before is self.session:
            self._say("There is no answer to take back.\n")
            return False
        self.session = before
        return True

    def _shown(self, key: str, step: Step | None) -> str:
        if key == WHY and step is not None:
            return self._screens.why(self.session, step)
        if key == EVIDENCE:
            return self._screens.evidence()
        if key == FIX:
            return self._screens.fix(self.session)
        return self._screens.help((UNKNOWN, *(name for name in CONTROLS if name != UNKNOWN)))
