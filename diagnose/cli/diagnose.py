"""``autogen-doctor diagnose``: files or standard input in, the answer out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, PLAYBOOKS, WIDTH, Color
from diagnose.cli.status import DIAGNOSED, EPILOG, NO_ERROR, UNRECOGNISED, USAGE
from diagnose.errors import DoctorError
from diagnose.model.lines import Line, Skipped
from diagnose.model.report import Report

app = typer.Typer(rich_markup_mode=None, add_completion=False)

USAGE_HINT = """\
autogen-doctor diagnose reads a log or a traceback and names the error in it. Give it one:

    autogen-doctor diagnose trace.log
    python app.py 2>&1 | autogen-doctor diagnose

'autogen-doctor diagnose --help' lists the options; 'diagnose -' takes what you paste, until Ctrl-D.
"""


class Format(str, Enum):
    """Output formats."""

    terminal = "terminal"
    json = "json"


@app.command(epilog=EPILOG)
def diagnose(
    files: list[Path] = typer.Argument(
        None,
        metavar="FILE",
        help="Logs to read; - is standard input. .gz .bz2 .xz .zst are unpacked.",
        show_default=False,
    ),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Output format."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Show every fault, cause, step, fix and lookalike."),
    top: int = typer.Option(3, "--top", "-n", min=1, help="How many causes to list."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
) -> int:
    """Say which error a log shows, its causes and the fix."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import remark, view_of, write
    from diagnose.pipeline import diagnose_sources
    from diagnose.render import render

    names = [str(file) for file in files or ()] or _piped()
    if not names:
        sys.stderr.write(USAGE_HINT)
        return USAGE
    known = known_playbooks(playbooks)
    sources, skipped = _read(names)
    report = diagnose_sources(sources, known, skipped)
    view = view_of(width=width, color=color.value, verbose=verbose, top=top)
    write(render(report, form.value, view))
    for skip in skipped:
        remark(skip.reason)
    return _status(report)


def _piped() -> list[str]:
    """Standard input where something is led into it."""
    return [] if sys.stdin is None or sys.stdin.isatty() else ["-"]


def _read(names: Sequence[str]) -> tuple[list[Sequence[Line]], list[Skipped]]:
    from diagnose.input import read_source

    sources: list[Sequence[Line]] = []
    skipped: list[Skipped] = []
    for name in dict.fromkeys(names):
        try:
            if name == "-":
                _expect_stdin()
            sources.append(read_source(name).lines)
        except DoctorError as error:
            skipped.append(Skipped(name, str(error)))
    return sources, skipped


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
