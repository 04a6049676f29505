"""One call of ``walkthrough``: the log, the session, the conversation, the result."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.cli import sessions
from diagnose.cli.hangup import hang_up_raises
from diagnose.cli.screen import remark, view_of, write
from diagnose.cli.status import DIAGNOSED, NO_ERROR, UNRECOGNISED
from diagnose.cli.transcripts import check_place, write_transcript
from diagnose.errors import DoctorError, Stopped
from diagnose.input import read_raw, source_of
from diagnose.model.report import Diagnosis, Report, Status
from diagnose.version import __version__
from diagnose.walkthrough.console import store
from diagnose.walkthrough.console.questions import Asker, Question
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.console.script import ListAsker, script_of
from diagnose.walkthrough.console.talk import Left, Say, Talk
from diagnose.walkthrough.console.terminal import LineAsker, open_terminal
from diagnose.walkthrough.saved import Saved, case_digest, digest
from diagnose.walkthrough.session import Session, case_of

if TYPE_CHECKING:
    from diagnose.model.checkup import Checked
    from diagnose.render.view import View

_MOST_FAULTS = 9


@dataclass(frozen=True)
class Wishes:
    """What the call asks for."""

    file: str | None = None
    form: str = "terminal"
    resume: bool = False
    fault: int | None = None
    yes: bool = False
    python: str | None = None
    answers: Path | None = None
    transcript: Path | None = None
    plain: bool = False
    width: int = 0
    color: str = "auto"
    playbooks: tuple[Path, ...] = ()

    def view(self) -> View:
        """The view that fits standard output."""
        return view_of(width=self.width, color=self.color)


@dataclass(frozen=True)
class _Setting:
    """Who answers, where the conversation is shown, and how."""

    asker: Asker
    say: Say
    view: View

    @property
    def scripted(self) -> bool:
        return isinstance(self.asker, ListAsker)


def walk(wishes: Wishes) -> int:
    """The exit status of the call. Raises DoctorError for what the user can mend, Stopped where he leaves."""
    check_place(wishes.transcript)
    saved = sessions.saved_session(wishes.file) if wishes.resume else None
    log = sessions.log_of(wishes.file, saved)
    report = _report(log, wishes)
    if not report.diagnoses:
        return _without_diagnosis(report, wishes)
    setting = _setting(wishes)
    if saved is not None:
        diagnosis, session = sessions.resume(saved, report)
    else:
        if not setting.scripted:
            sessions.mention(log)
        number = _fault(report, wishes.fault, setting)
        diagnosis = report.diagnoses[number]
        session = Session(case_of(diagnosis))
        saved = Saved(__version__, digest(log.raw), case_digest(session.case), log.path, number)
    return _converse(wishes, setting, log, saved, diagnosis, session)


def _converse(
    wishes: Wishes, setting: _Setting, log: sessions.Log, saved: Saved, diagnosis: Diagnosis, session: Session
) -> int:
    screens = Screens(diagnosis, setting.view)
    talk = Talk(session, screens, setting.asker, setting.say, lambda names: _examine(names, wishes.python))
    talk.looked = saved.looked
    try:
        with hang_up_raises():
            setting.say(screens.opening())
            if talk.looked is None and (wishes.yes or setting.scripted):
                talk.look(wishes.yes)
            talk.run()
        return _finish(wishes, setting, log, Result(diagnosis, talk.session))
    except (KeyboardInterrupt, EOFError, OSError, Left):
        result = Result(diagnosis, talk.session)
        if setting.scripted:
            return _finish(wishes, setting, log, result)
        sentence = _left(_now(saved, talk), log)
        write_transcript(wishes.transcript, result)
        raise Stopped(sentence) from None
    except Exception:  # the user's mistake or ours: what he has answered is not lost
        if not setting.scripted:
            remark(_left(_now(saved, talk), log))
        raise


def _finish(wishes: Wishes, setting: _Setting, log: sessions.Log, result: Result) -> int:
    _remind_of_unused(setting.asker)
    write_transcript(wishes.transcript, result)
    write(_rendered(result, wishes))
    store.forget(digest(log.raw))
    return DIAGNOSED


def _now(saved: Saved, talk: Talk) -> Saved:
    return replace(saved, looked=talk.looked, answers=talk.session.answers)


def _left(saved: Saved, log: sessions.Log) -> str:
    """What is said at the end of a session that is left; nothing is saved where nothing was answered."""
    if not saved.answers:
        return "left; nothing had been answered, so nothing was saved"
    return sessions.save(saved, log)


def _rendered(result: Result, wishes: Wishes) -> str:
    from diagnose.walkthrough.console import documents
    from diagnose.walkthrough.console.result import terminal

    if wishes.form == "json":
        return documents.json(result)
    return documents.markdown(result) if wishes.form == "markdown" else terminal(result, wishes.view())


def _report(log: sessions.Log, wishes: Wishes) -> Report:
    from diagnose.cli.known import known_playbooks
    from diagnose.pipeline import diagnose_lines

    return diagnose_lines(source_of(log.raw, log.name).lines, known_playbooks(wishes.playbooks))


def _without_diagnosis(report: Report, wishes: Wishes) -> int:
    from diagnose.render import render

    write(render(report, "json" if wishes.form == "json" else "terminal", wishes.view()))
    return UNRECOGNISED if report.unrecognised else NO_ERROR


def _setting(wishes: Wishes) -> _Setting:
    """The terminal, or the file of answers. Raises DoctorError where there is neither."""
    if wishes.answers is not None:
        say: Say = write if wishes.form == "terminal" else lambda _: None
        return _Setting(_script(wishes.answers, say), say, wishes.view())
    where = open_terminal()
    if where is None:
        raise DoctorError(
            "there is no terminal to ask on: run it in one, or give the answers with --answers FILE, one per line"
        )
    view = view_of(width=wishes.width, color=wishes.color, stream=where.writer)
    if wishes.plain or os.environ.get("TERM") == "dumb":
        return _Setting(LineAsker(where), where.say, view)
    from diagnose.walkthrough.console.menu import MenuAsker

    return _Setting(MenuAsker(where, view), where.say, view)


def _script(path: Path, say: Say) -> ListAsker:
    from diagnose.decoding import text_of

    return script_of(text_of(read_raw(str(path))), str(path), say)


def _remind_of_unused(asker: Asker) -> None:
    unused = asker.unused() if isinstance(asker, ListAsker) else []
    if unused:
        remark(f"no question asked for {', '.join(unused[:5])}: not every step is needed, or the id is misspelt")


def _fault(report: Report, number: int | None, setting: _Setting) -> int:
    """Which of the log's faults it is about, from 0. Raises DoctorError for a number that it does not have."""
    faults = report.diagnoses
    if number is not None:
        if number > len(faults):
            raise DoctorError(f"the log has {len(faults)} fault{'s' if len(faults) > 1 else ''}, so no number {number}")
        return number - 1
    failed = [at for at, one in enumerate(faults) if one.status is Status.FAILED][:_MOST_FAULTS]
    if len(failed) < 2 or setting.scripted:
        return 0
    choices = tuple(
        (str(key), f"{faults[at].playbook.title} (line {faults[at].decisive.first_line})")
        for key, at in enumerate(failed, 1)
    )
    return failed[int(setting.asker.ask(Question("fault", "Which of these faults?", choices))) - 1]


def _examine(names: Iterable[str], python: str | None) -> tuple[Checked, ...]:
    from diagnose.checks import examine

    return examine(names, python=python)
