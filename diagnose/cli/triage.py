"""``autogen-doctor triage``: many logs in, one table of their distinct faults out."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, NO_REDACT, PLAYBOOKS, WIDTH, Color
from diagnose.cli.redacting import show_secrets
from diagnose.cli.status import FAULTS, NO_FAULT, USAGE
from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(str, Enum):
    """Output formats."""

    terminal = "terminal"
    json = "json"
    markdown = "markdown"


@app.command()
def triage(
    paths: list[str] = typer.Argument(
        ...,
        metavar="PATH...",
        help="Logs, folders, or quoted patterns such as 'logs/**/*.log'; .gz .bz2 .xz .zst are unpacked.",
        show_default=False,
    ),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Output format."),
    baseline: Path = typer.Option(
        None, "--baseline", metavar="FILE", help="Show only what is new since this earlier --format json output."
    ),
    jobs: int = typer.Option(0, "--jobs", "-j", min=0, help="Processes to use at most; 0 takes all cores."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
    no_redact: bool = NO_REDACT,
) -> int:
    """Show which distinct faults many logs hold, how often, in how many files, since when.

    Of a folder every text file in it and below it is read, whatever its name; hidden files, files
    that are not text and empty ones are counted and left out. A file that cannot be read is listed
    and stops nothing. Errors come first, then what happened most often.

    Exit status: 0 at least one fault (with --baseline: a new one), 1 none, 2 wrong usage, or
    nothing that could be read.
    """
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.progress import progress
    from diagnose.cli.screen import view_of, write
    from diagnose.processes import usable_cores
    from diagnose.render.triage import render
    from diagnose.triage.baseline import read_baseline
    from diagnose.triage.find import find
    from diagnose.triage.merge import without_known
    from diagnose.triage.redacted import redacted
    from diagnose.triage.run import triage as run

    show_secrets(no_redact)
    if "-" in paths:
        raise DoctorError("triage reads files and folders: pipe a log into 'autogen-doctor diagnose' instead of '-'")
    earlier = read_baseline(baseline) if baseline else None
    known = known_playbooks(playbooks)
    found = find(paths)
    with progress(sum(file.size for file in found.files)) as told:
        table = run(found, known, jobs or usable_cores(), told)
    if earlier is not None:
        table = without_known(table, earlier.knows)
    view = view_of(width=width, color=color.value)
    write(render(redacted(table, view.redactor), form.value, view))
    if not table.files:
        return USAGE
    return FAULTS if table.rows else NO_FAULT
