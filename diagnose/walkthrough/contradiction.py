"""Answers that do not go together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from diagnose.walkthrough.belief import Belief, leader
from diagnose.walkthrough.session import Answer, Reply, Session

_TOGETHER = 0.25
"""Two answers contradict each other where no cause explains both at least so well."""
_LOG_IS_SURE = 0.8
_AGAINST_LOG = 4.0
"""How many times more probable an answer must be with another cause than with the one that the log was sure of."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that speaks for ``later_cause`` against an earlier one, or the log (None), that spoke for
    ``earlier_cause``. Causes by id, None for "none of these"."""

    earlier: Answer | None
    later: Answer
    earlier_cause: str | None
    later_cause: str | None


def contradictions(session: Session) -> tuple[Contradiction, ...]:
    """All contradictions of a session, in the order of the answers that brought them."""
    so_far = (replace(session, answers=session.answers[:number]) for number in range(1, len(session.answers) + 1))
    return tuple(found for one in so_far if (found := contradiction(one)) is not None)


def contradiction(session: Session) -> Contradiction | None:
    """The earlier answer, or the log, that the last answer contradicts most; None where it goes together with all.

    How well a cause explains an answer is the answer's probability with it, divided by the largest with any cause. Two
    answers contradict each other where for each cause the product of the two is small.
    """
    given = [answer for answer in session.answers if answer.reply is Reply.OUTCOME]
    if not given or session.answers[-1] is not given[-1]:
        return None
    last = given[-1]
    pairs = [(_together(session, one, last), one) for one in given[:-1]]
    together, earlier = min(pairs, default=(1.0, last), key=_first)
    if together < _TOGETHER:
        return Contradiction(earlier, last, _spoke_for(session, earlier), _spoke_for(session, last))
    return _against_the_log(session, last)


def _against_the_log(session: Session, last: Answer) -> Contradiction | None:
    """The log was sure of a cause, and this answer is much more probable with another."""
    prior, row = session.case.prior, _row(session, last)
    first = leader(prior)
    if prior[first] < _LOG_IS_SURE or max(row) < _AGAINST_LOG * row[first]:
        return None
    return Contradiction(None, last, _name(session, first), _spoke_for(session, last))


def _together(session: Session, one: Answer, other: Answer) -> float:
    """How well the cause that explains both answers best explains them."""
    first, second = _row(session, one), _row(session, other)
    return max(mine * theirs for mine, theirs in zip(first, second, strict=True)) / (max(first) * max(second))


def _spoke_for(session: Session, answer: Answer) -> str | None:
    """The cause that explains the answer best; of those that explain it nearly as well the one that the log favours."""
    row = _row(session, answer)
    good = [at for at in range(len(row)) if row[at] >= 0.8 * max(row)]
    return _name(session, max(good, key=lambda at: session.case.prior[at]))


def _row(session: Session, answer: Answer) -> Belief:
    return session.case.tables[answer.step].rows[answer.outcome]


def _first(pair: tuple[float, Answer]) -> float:
    return pair[0]


def _name(session: Session, index: int) -> str | None:
    return session.case.causes[index] if index < len(session.case.causes) else None
