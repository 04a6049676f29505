"""One call of ``walkthrough``: the log, the session, the conversation, the result."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.cli import sessions
from diagnose.cli.hangup import hang_up_raises, ignore_interruptions
from diagnose.cli.redacting import redactor, show_secrets
from diagnose.cli.screen import remark, view_of, write
from diagnose.cli.status import DIAGNOSED, NO_ERROR, UNFINISHED, UNRECOGNISED
from diagnose.cli.transcripts import check_place, write_transcript
from diagnose.errors import DoctorError, Stopped
from diagnose.model.dataclass import dataclass
from diagnose.model.report import Diagnosis, Report, Status
from diagnose.streams import read_raw
from diagnose.version import __version__
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
    no_redact: bool = False

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
    show_secrets(wishes.no_redact)
    check_place(wishes.transcript)
    if wishes.resume and wishes.fault is not None:
        raise DoctorError("--resume goes on with the fault that it was about: leave out --fault")
    saved = sessions.saved_session(wishes.file) if wishes.resume else None
    log = sessions.log_of(wishes.file, saved)
    report = _report(log, wishes)
    if not report.diagnoses:
        return _without_diagnosis(report, wishes)
    if wishes.python is not None:
        _examine(("python",), wishes.python)  # a wrong name is said now, and not after many answers
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
    return _Walk(wishes, setting, log, saved, diagnosis, session).run()


class _Walk:
    """One conversation from its beginning to its end, whatever the end is."""

    def __init__(
        self,
        wishes: Wishes,
        setting: _Setting,
        log: sessions.Log,
        saved: Saved,
        diagnosis: Diagnosis,
        session: Session,
    ) -> None:
        self._wishes, self._setting, self._log, self._saved = wishes, setting, log, saved
        self._diagnosis = diagnosis
        self._screens = Screens(diagnosis, setting.view)
        self._talk = Talk(
            session, self._screens, setting.asker, setting.say,
            lambda names: _examine(names, wishes.python, base_urls_of(diagnosis)), closing=not setting.scripted,
        )  # fmt: skip
        self._talk.looked = saved.looked

    def run(self) -> int:
        """The exit status. What was answered is saved where the conversation is left, and where anything goes wrong."""
        with hang_up_raises():
            try:
                self._converse()
                return self._finish(DIAGNOSED)
            except (EOFError, Left):
                if self._setting.scripted:
                    return self._finish(UNFINISHED)
                raise Stopped(self._leave()) from None
            except KeyboardInterrupt:
                raise Stopped("interrupted" if self._setting.scripted else self._leave()) from None
            except Exception:
                if not self._setting.scripted and self._talk.session.answers:
                    remark(self._leave())
                raise

    def _converse(self) -> None:
        self._setting.say(self._screens.opening())
        asker = self._setting.asker
        if self._wishes.yes and not self._talk.looked:
            self._talk.look(True)
        elif isinstance(asker, ListAsker) and not asker.has("look"):
            self._talk.looked = False
        self._talk.run()

    def _finish(self, status: int) -> int:
        result = Result(self._diagnosis, self._talk.session, redactor())
        _remind_of_unused(self._setting.asker)
        write_transcript(self._wishes.transcript, result)
        write(_rendered(result, self._wishes))
        if status == DIAGNOSED and (self._wishes.resume or not self._setting.scripted):
            sessions.forget(self._saved, self._log)
        return status

    def _leave(self) -> str:
        """What is said at the end of a session that is left; nothing is saved where nothing was answered."""
        ignore_interruptions()
        if not self._talk.session.answers:
            return "left; nothing had been answered, so nothing was saved"
        left = replace(self._saved, looked=self._talk.looked, answers=self._talk.session.answers)
        sentence = sessions.save(left, self._log, self._wishes.playbooks)
        write_transcript(self._wishes.transcript, Result(self._diagnosis, self._talk.session, redactor()))
        return sentence


def _rendered(result: Result, wishes: Wishes) -> str:
    from diagnose.walkthrough.console import documents
    from diagnose.walkthrough.console.result import terminal

    if wishes.form == "json":
        return documents.json(result)
    return documents.markdown(result) if wishes.form == "markdown" else terminal(result, wishes.view())


def _report(log: sessions.Log, wishes: Wishes) -> Report:
    from diagnose.cli.known import known_playbooks
    from diagnose.pipeline import diagnose_bytes

    return diagnose_bytes(log.raw, log.name, known_playbooks(wishes.playbooks))


def _without_diagnosis(report: Report, wishes: Wishes) -> int:
    from diagnose.render import render

    if wishes.form == "markdown":
        from diagnose.walkthrough.console.documents import fenced

        plain = replace(wishes.view(), color=False)
        write("\n".join(fenced("text", render(report, "terminal", plain))))
    else:
        write(render(report, wishes.form, wishes.view()))
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
    if wishes.plain or os.environ.get("TERM") == "dumb" or (os.name == "nt" and where.writer is not sys.stdout):
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
    asker = setting.asker
    if len(failed) < 2 or (isinstance(asker, ListAsker) and not asker.has("fault")):
        return 0
    choices = tuple(
        (str(key), f"{redactor().text(faults[at].playbook.title)} (line {faults[at].decisive.first_line})")
        for key, at in enumerate(failed, 1)
    )
    return failed[int(setting.asker.ask(Question("fault", "Which of these faults?", choices))) - 1]


def _examine(names: Iterable[str], python: str | None, base_urls: Iterable[str] = ()) -> tuple[Checked, ...]:
    from diagnose.checks import examine

    return examine(names, python=python, base_urls=base_urls)


def base_urls_of(diagnosis: Diagnosis) -> tuple[str, ...]:
    """The address of the model server, where the log names it."""
    return tuple(str(value) for name, value in diagnosis.facts if name == "base_url")
