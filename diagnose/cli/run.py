"""``autogen-doctor run``: a program, run once as it would run without us; where it fails, the answer."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from diagnose.cli.diagnose import Format
from diagnose.cli.options import COLOR, NO_REDACT, PLAYBOOKS, WIDTH, Color
from diagnose.cli.redacting import show_secrets
from diagnose.cli.status import USAGE

app = typer.Typer(rich_markup_mode=None, add_completion=False)

USAGE_HINT = """\
autogen-doctor run starts a program, passes its output through, and diagnoses it where the program fails. Name one:

    autogen-doctor run python app.py
    autogen-doctor run --timeout 600 --log app.log -- python app.py --verbose

'autogen-doctor run --help' lists the options; what stands after the program's name belongs to the program.
"""
EPILOG = (
    "Exit status: that of the program, 128 and the number for a signal; 124 ended by --timeout, 126 the program cannot "
    "be run, 127 it is not there, 2 usage."
)


@app.command(epilog=EPILOG, context_settings={"allow_interspersed_args": False})
def run(
    command: list[str] = typer.Argument(
        None, metavar="[--] PROGRAM [ARGUMENT]...", help="What to run; once, and without a shell.", show_default=False
    ),
    timeout: float = typer.Option(
        None, "--timeout", metavar="SECONDS", min=0.001, help="End it after so long: SIGTERM, later SIGKILL.",
        show_default=False,
    ),
    kill_after: float = typer.Option(
        10.0, "--kill-after", metavar="SECONDS", min=0, help="With --timeout: from SIGTERM to SIGKILL."
    ),
    log: Path = typer.Option(
        None, "--log", metavar="FILE", help="Keep the output here, too; the file is begun anew.", show_default=False
    ),
    report: Path = typer.Option(
        None, "--report", metavar="FILE", help="Write the report here, not to stderr; empty where there is none.",
        show_default=False,
    ),
    always: bool = typer.Option(False, "--always", help="Report on a program that ends with status 0, too."),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Format of the report."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Show every fault, cause, step, fix and lookalike."),
    top: int = typer.Option(3, "--top", "-n", min=1, help="How many causes to list."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
    no_redact: bool = NO_REDACT,
) -> int:  # fmt: skip
    """Run a program and, where it fails, say which error its output shows."""
    from diagnose.cli.running import Wishes, run_and_report

    show_secrets(no_redact)
    if not command:
        sys.stderr.write(USAGE_HINT)
        return USAGE
    wishes = Wishes(
        command=tuple(command), timeout=timeout, kill_after=kill_after, log=log, report=report, always=always,
        form=form.value, verbose=verbose, top=top, width=width, color=color.value, playbooks=tuple(playbooks),
    )  # fmt: skip
    raise SystemExit(run_and_report(wishes))
