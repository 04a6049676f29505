"""What ``autogen-doctor diagnose`` does: files or standard input in, the answer out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from diagnose.cli.asked import Asked
from diagnose.cli.redacting import show_secrets
from diagnose.cli.status import DIAGNOSED, NO_ERROR, UNRECOGNISED, USAGE
from diagnose.errors import DoctorError
from diagnose.model.lines import Skipped
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Report

USAGE_HINT = """\
autogen-doctor diagnose reads a log or a traceback and names the error in it. Give it one:

    autogen-doctor diagnose trace.log
    python app.py 2>&1 | autogen-doctor diagnose

'autogen-doctor diagnose --help' lists the options; 'diagnose -' takes what you paste, until Ctrl-D.
"""


def answer(asked: Asked) -> int:
    """Write the answer; the exit status."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import remark, view_of, write
    from diagnose.cli.source import read_source
    from diagnose.pipeline import joined
    from diagnose.render import render

    show_secrets(asked.no_redact)
    if asked.patch is not None:
        from diagnose.cli.patching import check_patch

        check_patch(asked.patch, asked.force)
    names = list(asked.files) or piped()
    if not names:
        sys.stderr.write(USAGE_HINT)
        return USAGE
    known = known_playbooks(asked.playbooks)
    sourced = read_source(joined(_reports(names, known, asked.whole)), asked.source)
    report = sourced.report
    if str(asked.patch) != "-":
        view = view_of(width=asked.width, color=asked.color, verbose=asked.verbose, top=asked.top)
        write(render(report, asked.form, view))
    if asked.patch is not None:
        from diagnose.cli.patching import patch_report

        patch_report(sourced, asked.patch, asked.force)
    for skip in report.skipped:
        remark(skip.reason)
    return _status(report)


def piped() -> list[str]:
    """Standard input where something is led into it."""
    return [] if sys.stdin is None or sys.stdin.isatty() else ["-"]


def _reports(names: Sequence[str], known: PlaybookSet, whole: bool) -> Iterator[Report]:
    from diagnose.cli.progress import progress
    from diagnose.pipeline import diagnose_file

    for name in dict.fromkeys(names):
        try:
            if name == "-":
                _expect_stdin()
            with progress(_size(name)) as tell:
                report = diagnose_file(name, known, tell, whole=whole)
            yield report
        except DoctorError as error:
            yield Report((), (), (Skipped(name, str(error)),))


def _size(name: str) -> int | None:
    try:
        return (name != "-" and Path(name).stat().st_size) or None
    except (OSError, ValueError):
        return None


def _expect_stdin() -> None:
    from diagnose.cli.screen import remark

    if sys.stdin is None:
        raise DoctorError("standard input is closed: name a file")
    if sys.stdin.isatty():
        remark("reads what you type or paste, until Ctrl-D")


def _status(report: Report) -> int:
    if report.diagnoses:
        return DIAGNOSED
    if report.skipped:
        return USAGE
    return UNRECOGNISED if report.unrecognised else NO_ERROR
