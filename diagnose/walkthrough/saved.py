"""A walkthrough as text that can be kept and read back: what was answered, and what it was about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from diagnose.walkthrough.session import Answer, Case, Reply, Session

FORM = 1


class Unfit(ValueError):
    """A saved walkthrough that cannot be gone on with; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A walkthrough that was left.

    ``log`` and ``case`` are digests, of the log's bytes and of the causes and steps; ``source`` is the file's absolute
    path, empty where the log was piped in. ``fault`` counts the log's faults from 0. ``looked`` tells whether the
    checks were agreed to, None where nobody was asked.
    """

    version: str
    log: str
    case: str
    source: str = ""
    fault: int = 0
    looked: bool | None = None
    answers: tuple[Answer, ...] = ()


def digest(data: bytes) -> str:
    """The name of these bytes."""
    return sha256(data).hexdigest()


def case_digest(case: Case) -> str:
    """The name of a case: equal as long as causes, probabilities, steps and outcomes are."""
    return digest(repr((case.causes, case.prior, case.steps)).encode("utf-8", "backslashreplace"))


def dump(saved: Saved) -> str:
    """The text of a saved walkthrough."""
    answers = [
        {"step": one.step, "reply": one.reply.value, "outcome": one.outcome, "by_check": one.by_check}
        for one in saved.answers
    ]
    return json.dumps(
        {
            "form": FORM, "version": saved.version, "log": saved.log, "case": saved.case, "source": saved.source,
            "fault": saved.fault, "looked": saved.looked, "answers": answers,
        },
        indent=1,
    )  # fmt: skip


def parse(text: str) -> Saved:
    """The saved walkthrough of a text. Raises Unfit where it is none."""
    try:
        held = json.loads(text)
        if held["form"] != FORM:
            raise Unfit("it was saved by another version of autogen-doctor")
        answers = tuple(
            Answer(str(one["step"]), Reply(one["reply"]), int(one["outcome"]), one["by_check"] is True)
            for one in held["answers"]
        )
        if int(held["fault"]) < 0:
            raise Unfit("its file is damaged")
        looked = held["looked"] if isinstance(held["looked"], bool) else None
        return Saved(
            str(held["version"]), str(held["log"]), str(held["case"]), str(held["source"]), int(held["fault"]),
            looked, answers,
        )  # fmt: skip
    except Unfit:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise Unfit("its file is damaged") from None


def resumed(saved: Saved, case: Case) -> Session:
    """The session at the step where it was left.

    Raises Unfit where it was saved for other causes or steps than those there are now.
    """
    if saved.case != case_digest(case):
        raise Unfit("the playbooks or the log's ranking have changed since it was saved")
    session = Session(case)
    try:
        for answer in saved.answers:
            session = session.answered(answer)
    except (KeyError, IndexError):
        raise Unfit("its file is damaged") from None
    return session
