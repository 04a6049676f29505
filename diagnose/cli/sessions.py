"""The log of a walkthrough, and sessions that were left: found again, checked, saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from diagnose.cli.kept import without_secrets
from diagnose.cli.screen import remark
from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.report import Diagnosis, Report
from diagnose.redaction import Redactor
from diagnose.streams import STDIN, read_raw
from diagnose.version import __version__
from diagnose.walkthrough.console import store
from diagnose.walkthrough.saved import Saved, Unfit, digest, resumed
from diagnose.walkthrough.session import Session, case_of

_ANEW = "start anew without --resume"


@dataclass(frozen=True)
class Log:
    """The log: its bytes, the absolute path of its file (empty where it was piped), the name to show."""

    raw: bytes
    path: str
    name: str

    @cached_property
    def kept(self) -> bytes:
        """What of it is kept with a session: nothing of a file, of what was piped in all but the secrets."""
        return b"" if self.path else without_secrets(self.raw, self.name)


def log_of(file: str | None, saved: Saved | None) -> Log:
    """The log that is named, piped in, or was kept with the session. Raises DoctorError where there is none."""
    if saved is not None and not file:
        return _log_of_session(saved)
    piped = file == "-" or (not file and (sys.stdin is None or not sys.stdin.isatty()))
    if not piped and not file:
        raise DoctorError("name a log, as in 'autogen-doctor walkthrough trace.log', or pipe one in")
    if piped and sys.stdin is None:
        raise DoctorError("standard input is closed: name a file")
    if piped or not file:
        return Log(read_raw("-"), "", STDIN)
    return Log(read_raw(file), str(Path(file).absolute()), file)


def saved_session(file: str | None) -> Saved:
    """The session to go on with: that of the named file, or the one left last. Raises DoctorError where it is gone."""
    if file == "-":
        raise DoctorError("--resume keeps the piped log itself: leave out the -")
    saved = store.find(digest(read_raw(file))) if file else store.latest()
    if saved is None and file and store.find_source(str(Path(file).absolute())):
        raise DoctorError(f"{file} has changed since the session was saved: {_ANEW}")
    if saved is None:
        raise DoctorError(f"there is no saved session{f' for {file}' if file else ''}: start one without --resume")
    return saved


def _log_of_session(saved: Saved) -> Log:
    if "[redacted " in saved.source:
        raise DoctorError("the log's name holds a secret, which is not kept with a session: name it behind --resume")
    raw = read_raw(saved.source) if saved.source else store.kept_log(saved)
    if raw is None:
        raise DoctorError(f"the log of the saved session is gone: {_ANEW}")
    if digest(raw) != saved.log:
        raise DoctorError(f"{saved.source or 'the log'} has changed since the session was saved: {_ANEW}")
    return Log(raw, saved.source, saved.source or STDIN)


def resume(saved: Saved, report: Report) -> tuple[Diagnosis, Session]:
    """The fault and the session where it was left. Raises DoctorError where it does not fit what there is now."""
    try:
        if saved.version != __version__:
            raise Unfit(f"it was saved by autogen-doctor {saved.version}, and this is {__version__}")
        if saved.fault >= len(report.diagnoses):
            raise Unfit("the playbooks have changed since it was saved")
        diagnosis = report.diagnoses[saved.fault]
        return diagnosis, resumed(saved, case_of(diagnosis))
    except Unfit as wrong:
        raise DoctorError(f"the saved session cannot be gone on with, {wrong}: {_ANEW}") from None


def mention(log: Log) -> None:
    """Say that there is a session of this log, where there is one."""
    try:
        saved = store.find(_digest(log)) if log.path or store.latest() else None
    except DoctorError:
        return
    if saved is not None:
        remark("a session of this log was left before its end; --resume goes on with it")


def forget(saved: Saved, log: Log) -> None:
    """Remove the session that has come to its end, and one of the same log that was left before."""
    store.forget(saved)
    if not log.path and store.folder().exists():
        store.forget(replace(saved, log=_digest(log)))


def _digest(log: Log) -> str:
    """By what sessions of this log are found: of a piped one, by what is kept of it."""
    return digest(log.raw if log.path else log.kept)


def save(saved: Saved, log: Log, playbooks: Sequence[Path] = ()) -> str:
    """Save the session; how to go on, as a sentence.

    Where it cannot be saved, the answers go to standard error as a file for --answers, and DoctorError is raised.
    """
    named = replace(saved, source=Redactor().text(saved.source)) if saved.source else replace(saved, log=_digest(log))
    try:
        store.save(named, log.kept)
    except DoctorError:
        _say_answers(saved)
        raise
    again = ["autogen-doctor", "walkthrough", "--resume", *([log.name] if saved.source else [])]
    for folder in playbooks:
        again += ["--playbooks", str(folder)]
    kept = "saved" if saved.source else "saved, the piped log with it"
    return f"{kept}; go on with: {' '.join(map(_quoted, again))}"


def _quoted(word: str) -> str:
    from shlex import quote

    if os.name == "nt":
        return f'"{word}"' if " " in word else word
    return quote(word)


def _say_answers(saved: Saved) -> None:
    remark("your answers so far, for --answers FILE:")
    for answer in saved.answers:
        if not answer.by_check and sys.stderr is not None:
            given = str(answer.outcome + 1) if answer.outcome >= 0 else answer.reply.value
            print(f"{answer.step}: {given}", file=sys.stderr)
