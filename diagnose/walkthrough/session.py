"""Which step comes next, and when it is enough: the walkthrough's decisions, without any terminal in them.

After Breese and Heckerman, "Decision-Theoretic Troubleshooting: A Framework for Repair and Experiment" (UAI 1996), and
Heckerman, Breese and Rommelse, "Decision-Theoretic Troubleshooting" (CACM 38:3, 1995): a belief over the causes, and
each time the action with the best expected use for its cost. Simplified against them:

- one cause at a time (their single-fault assumption), and a class's causes exclude one another;
- outcomes are independent of each other given the cause, so that a table per step is all the network there is;
- one step is looked ahead, not a tree of them;
- the use of a step is the expected loss of uncertainty in bits, not the expected cost of repair: what a fix costs in a
  stranger's program is not known. A fix is therefore proposed at the end, or when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from diagnose.model.agenda import open_steps
from diagnose.model.playbook import Cause, CauseRef, Playbook, Step, steps_of
from diagnose.model.report import Diagnosis
from diagnose.walkthrough.belief import Belief, Table, at_even_odds, leader, ranking, with_rest

CONFIRMED = 0.95
"""A cause at least so probable is called confirmed, once an answer and not the log alone speaks for it."""
LEAST_SHARE = 0.004
"""No log excludes a cause: each begins with at least this, so that three clear answers can bring it to the front."""
LEAST_GAIN = 0.05
"""Bits. A step that is expected to tell less is not worth asking for."""
FAR_AHEAD = 0.75
"""A cause so probable is said to be the probable one, where nothing is left that would confirm it."""
SUPPORT = 0.9
"""An answer speaks for a cause where that explains it nearly as well as the cause that explains it best, …"""
TELLING = 1.5
"""… and so much better than the causes do on the average."""
ATTENTION = 60.0
"""Seconds that any step costs beside its own: to read it, to turn to it, to answer it. So one telling step goes before
three cheap ones."""


class Reply(Enum):
    """What became of a step."""

    OUTCOME = "outcome"
    UNKNOWN = "unknown"
    """Asked, and the user cannot tell."""
    SKIPPED = "skipped"
    """Not now; it is proposed again when nothing else is left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered step: its id, the reply, for an outcome its number from 0; ``by_check`` where the tool looked."""

    step: str
    reply: Reply
    outcome: int = -1
    by_check: bool = False


@dataclass(frozen=True)
class Case:
    """What a walkthrough is about: the causes with their probabilities before any answer, and the steps there are."""

    causes: tuple[str, ...]
    prior: Belief
    steps: tuple[Step, ...]

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The steps' tables by their id."""
        return {step.id: Table(step, self.causes) for step in self.steps}


def case_of(diagnosis: Diagnosis) -> Case:
    """The case of a diagnosis: the log's own ranking, and every step that the log leaves open."""
    return Case(
        causes=tuple(one.cause.id for one in diagnosis.candidates),
        prior=with_rest([max(LEAST_SHARE, one.confidence) for one in diagnosis.candidates]),
        steps=open_steps(diagnosis),
    )


def case_of_class(playbook: Playbook, causes: dict[str, Cause]) -> Case:
    """The case of a class of which no log is known: the priors of its causes, all steps."""
    known: list[CauseRef] = [ref for ref in playbook.causes if ref.cause in causes]
    return Case(
        causes=tuple(ref.cause for ref in known),
        prior=with_rest([ref.prior for ref in known]),
        steps=steps_of(playbook, (causes[ref.cause] for ref in known)),
    )


class Ending(Enum):
    """How a walkthrough stands."""

    OPEN = "open"
    """There is a step worth asking."""
    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    """No step is left that would say more, and one cause is far ahead."""
    UNDECIDED = "undecided"
    """No step is left that would separate the causes."""
    NONE_FITS = "none fits"
    """The answers speak against every cause that is known."""
    CHECKED = "checked"
    """The class names no causes: its steps are done."""


@dataclass(frozen=True)
class Session:
    """A walkthrough at one moment: the case and the answers so far, in order. Answering gives a new one."""

    case: Case
    answers: tuple[Answer, ...] = ()

    @cached_property
    def belief(self) -> Belief:
        """The probabilities now."""
        return self.beliefs[-1]

    @cached_property
    def beliefs(self) -> tuple[Belief, ...]:
        """The probabilities before the first answer and after each of them."""
        course = [self.case.prior]
        for answer in self.answers:
            given = answer.reply is Reply.OUTCOME
            course.append(self.case.tables[answer.step].after(course[-1], answer.outcome) if given else course[-1])
        return tuple(course)

    @cached_property
    def next_step(self) -> Step | None:
        """The step with the largest expected gain per second of its cost; None where it is enough.

        Steps that were skipped once come again when the others are used up. Ties go to the earlier step.
        """
        if not self.case.causes:
            return next(iter(self._unasked(0) or self._unasked(1)), None)
        if self._settled:
            return None
        view = self._view
        for skips in (0, 1):
            worth = [
                (self.case.tables[step.id].gain(view) / (step.cost + ATTENTION), -at, step)
                for at, step in enumerate(self._unasked(skips))
                if self.case.tables[step.id].gain(view) >= LEAST_GAIN
            ]
            if worth:
                return max(worth, key=lambda one: one[:2])[2]
        return None

    @cached_property
    def ending(self) -> Ending:
        """Whether it is over, and how."""
        if self.next_step is not None:
            return Ending.OPEN
        if not self.case.causes:
            return Ending.CHECKED
        first = leader(self.belief)
        if first == len(self.case.causes):
            return Ending.NONE_FITS if self.belief[first] > self.case.prior[first] else Ending.UNDECIDED
        if self._settled:
            return Ending.CONFIRMED
        return Ending.PROBABLE if self.belief[first] >= FAR_AHEAD else Ending.UNDECIDED

    @cached_property
    def ranking(self) -> tuple[tuple[str, float], ...]:
        """The causes with their probabilities, the most probable first."""
        return tuple((self.case.causes[index], self.belief[index]) for index in ranking(self.belief))

    def answered(self, answer: Answer) -> Session:
        """The session after one more answer.

        Raises KeyError where the case has no such step, and IndexError where the step has no such outcome.
        """
        step = self.case.tables[answer.step].step
        if answer.reply is Reply.OUTCOME and not 0 <= answer.outcome < len(step.outcomes):
            raise IndexError(f"{step.id} has {len(step.outcomes)} outcomes, not {answer.outcome + 1}")
        return replace(self, answers=(*self.answers, answer))

    def back(self) -> Session:
        """The session before the user's last answer; itself where there is none. What checks found stays."""
        for at in range(len(self.answers) - 1, -1, -1):
            if not self.answers[at].by_check:
                return replace(self, answers=(*self.answers[:at], *self.answers[at + 1 :]))
        return self

    @cached_property
    def _settled(self) -> bool:
        first = leader(self.belief)
        return self.belief[first] >= CONFIRMED and self._supported(first)

    def _supported(self, cause: int) -> bool:
        """Whether some answer speaks for this cause: none of the others explains it much better, few as well."""
        given = [answer for answer in self.answers if answer.reply is Reply.OUTCOME]
        rows = [self.case.tables[answer.step].rows[answer.outcome] for answer in given]
        return any(_speaks_for(row, cause) for row in rows)

    @property
    def _view(self) -> Belief:
        """The belief by which steps are chosen. Where the log alone seems to settle it, the step that tests it best."""
        first = leader(self.belief)
        return at_even_odds(self.belief, first) if self.belief[first] >= CONFIRMED else self.belief

    def _unasked(self, skips: int) -> list[Step]:
        """The steps without an answer that were skipped so many times."""
        replies: dict[str, list[Reply]] = {}
        for answer in self.answers:
            replies.setdefault(answer.step, []).append(answer.reply)
        wanted = [Reply.SKIPPED] * skips
        return [step for step in self.case.steps if replies.get(step.id, []) == wanted]


def _speaks_for(row: Belief, cause: int) -> bool:
    others = (sum(row) - row[cause]) / (len(row) - 1)
    return row[cause] >= SUPPORT * max(row) and row[cause] >= TELLING * others
