"""``autogen-doctor diagnose``: files or standard input in, the answer out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.status import DIAGNOSED, EPILOG, NO_ERROR, UNRECOGNISED, USAGE
from diagnose.errors import DoctorError
from diagnose.model.lines import Line, Skipped
from diagnose.model.report import Report

app = typer.Typer(rich_markup_mode=None)

USAGE_HINT = """\
autogen-doctor diagnose reads a log or a traceback and names the error in it. Give it one:

    autogen-doctor diagnose trace.log
    python app.py 2>&1 | autogen-doctor diagnose
"""


class Format(str, Enum):
    """Output formats."""

    terminal = "terminal"
    json = "json"


class Color(str, Enum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


@app.command(epilog=EPILOG)
def diagnose(
    files: list[str] = typer.Argument(None, help="Logs to read; - is standard input. .gz .bz2 .xz .zst are unpacked."),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Output format."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Show every cause, step, remedy and frame."),
    top: int = typer.Option(3, "--top", "-n", min=1, help="How many causes to list."),
    width: int = typer.Option(0, "--width", min=0, help="Columns to use; 0 takes the terminal's.", show_default=False),
    color: Color = typer.Option(Color.auto, "--color", help="When to colour; NO_COLOR is honoured."),
    playbooks: list[Path] = typer.Option(
        [], "--playbooks", metavar="DIR", help="Playbooks of your own, beside those that come along."
    ),
) -> int:
    """Say which error a log shows, which lines show it, the ranked causes and the fix."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.pipeline import diagnose_sources
    from diagnose.render import render

    names = files or (["-"] if not sys.stdin.isatty() else [])
    if not names:
        sys.stderr.write(USAGE_HINT)
        return USAGE
    known = known_playbooks(playbooks)
    sources, skipped = _read(names)
    report = diagnose_sources(sources, known, skipped)
    view = view_of(width=width, color=color.value, verbose=verbose, top=top)
    write(render(report, form.value, view))
    for skip in skipped:
        print(f"autogen-doctor: {skip.reason}", file=sys.stderr)
    return _status(report)


def _read(names: Sequence[str]) -> tuple[list[Sequence[Line]], list[Skipped]]:
    from diagnose.input import read_source

    sources: list[Sequence[Line]] = []
    skipped: list[Skipped] = []
    for name in names:
        try:
            sources.append(read_source(name).lines)
        except DoctorError as error:
            skipped.append(Skipped(name, str(error)))
    return sources, skipped


def _status(report: Report) -> int:
    if report.diagnoses:
        return DIAGNOSED
    if report.skipped:
        return USAGE
    return UNRECOGNISED if report.unrecognised else NO_ERROR
