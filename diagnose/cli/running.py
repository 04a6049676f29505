"""One call of ``run``: the program, the report on it, the status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.cli.boundary import own_fault
from diagnose.cli.destination import Destination, say
from diagnose.cli.known import pack_folders
from diagnose.cli.screen import remark
from diagnose.errors import DoctorError
from diagnose.live.program import run as run_program
from diagnose.live.program.order import NotRun, Order, Ran
from diagnose.model.dataclass import dataclass

if TYPE_CHECKING:
    from diagnose.live.program.verdict import Verdict
    from diagnose.model.ending import Ending
    from diagnose.model.report import Report

_OUTPUT = "<output>"
_NOTHING_KNOWN = "nothing that it printed is an error that a playbook knows"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call asks for."""

    command: tuple[str, ...]
    timeout: float | None = None
    kill_after: float = 10.0
    log: Path | None = None
    report: Path | None = None
    always: bool = False
    form: str = "terminal"
    verbose: bool = False
    top: int = 3
    width: int = 0
    color: str = "auto"
    playbooks: tuple[Path, ...] = ()


def run_and_report(wishes: Wishes) -> int:
    """The status of the call; where Ctrl-C ended the program, this process ends by it, too. Raises DoctorError for what
    is wrong before anything is run."""
    pack_folders(wishes.playbooks)
    _keep_clear(wishes)
    place = Destination(wishes.report)
    place.empty()
    order = Order(wishes.command, wishes.timeout, wishes.kill_after, wishes.log, wishes.always)
    outcome = run_program(order, lambda chunks, ending: _listen(chunks, ending, wishes, place))
    if isinstance(outcome, NotRun):
        remark(outcome.reason)
        return outcome.status
    for sentence in outcome.remarks:
        remark(sentence)
    return _status(outcome)


def _status(ran: Ran) -> int:
    ending = ran.ending
    if not ran.reported and ending.asked is None:
        remark(f"the program ended with status {ending.status}; its diagnosis was broken off")
    if ending.signal == signal.SIGINT and ending.asked == signal.SIGINT and os.name == "posix":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # a shell goes by this; what was typed would have reached all that run beside us on the terminal
        os.kill(0 if ran.typed else os.getpid(), signal.SIGINT)
    return ending.status


def _keep_clear(wishes: Wishes) -> None:
    """Raises DoctorError where a file to be written is one that the command names, or both are one."""
    if wishes.log is not None and wishes.log == wishes.report:
        raise DoctorError("--log and --report are the same file: name two")
    for option, path in (("--log", wishes.log), ("--report", wishes.report)):
        for word in wishes.command if path is not None else ():
            with suppress(OSError, ValueError):
                if path is not None and path.samefile(word) and path.is_file():
                    raise DoctorError(f"{option} {path} would overwrite a file that the command names: name another")


def _listen(chunks: Iterator[bytes], ending: Callable[[], Ending | None], wishes: Wishes, place: Destination) -> None:
    """Take in what the program prints, and report on it when it has ended. Runs apart from it, and whatever goes wrong
    here waits until then."""
    faults = StringIO()
    try:
        with redirect_stderr(faults):  # while the program runs, the screen is its own
            verdict = _verdict(chunks, wishes)
        end = ending()
        if end is not None:
            say(("\n" if end.open_line else "") + faults.getvalue())
            _tell(verdict.report(end), end, wishes, place)
    except Exception:
        for _ in chunks:
            pass
        own_fault()


def _verdict(chunks: Iterator[bytes], wishes: Wishes) -> Verdict:
    from diagnose.cli.known import known_playbooks
    from diagnose.live.program.verdict import Verdict

    verdict = Verdict(str(wishes.log) if wishes.log is not None else _OUTPUT, known_playbooks(wishes.playbooks))
    for chunk in chunks:
        verdict.take(chunk)
    return verdict


def _tell(report: Report, ending: Ending, wishes: Wishes, place: Destination) -> None:
    from diagnose.cli.source import with_source
    from diagnose.live.program.words import sentence

    report = with_source(report, None)
    found = bool(report.diagnoses or report.unrecognised)
    if ending.asked is not None and ending.timeout is None and not found and not wishes.always:
        return
    apart = place.path is not None
    if wishes.form == "terminal" or apart:
        extra = "" if found else f"; {_nothing(report, ending)}"
        remark(sentence(ending) + extra)
    if found or wishes.form != "terminal":
        place.write(_rendered(report, wishes, apart))
    if apart and found and place.path is not None:
        remark(f"the report is in {place.path}")


def _nothing(report: Report, ending: Ending) -> str:
    if report.skipped:
        return "what it printed is no text that could be read"
    return _NOTHING_KNOWN if ending.printed else "it printed nothing"


def _rendered(report: Report, wishes: Wishes, apart: bool) -> str:
    from diagnose.cli.screen import view_of
    from diagnose.render import render

    color = "never" if apart and wishes.color == "auto" else wishes.color
    view = view_of(width=wishes.width, color=color, verbose=wishes.verbose, top=wishes.top, stream=sys.stderr)
    return render(report, wishes.form, view)
