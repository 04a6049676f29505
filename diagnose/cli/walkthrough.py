"""``autogen-doctor walkthrough``: from the log to the confirmed cause, one check at a time."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, NO_REDACT, PLAYBOOKS, WIDTH, Color

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(str, Enum):
    """Formats of the result."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


@app.command()
def walkthrough(
    file: Path = typer.Argument(
        None, metavar="[FILE]", help="The log; - is standard input. .gz .bz2 .xz .zst are unpacked.", show_default=False
    ),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Format of the result, on standard output."),
    resume: bool = typer.Option(False, "--resume", help="Go on with the session that was left, the last or FILE's."),
    fault: int = typer.Option(None, "--fault", metavar="N", min=1, help="Of several faults, the one of this number."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Let it look at this machine for answers, without asking."),
    python: str = typer.Option(None, "--python", metavar="PATH", help="The interpreter that your program runs with."),
    answers: Path = typer.Option(
        None, "--answers", metavar="FILE", help="Take the answers from a file: one per line, or YAML by step."
    ),
    transcript: Path = typer.Option(None, "--transcript", metavar="FILE", help="Write what was asked and answered."),
    plain: bool = typer.Option(False, "--plain", help="Ask line by line, without a menu."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
    no_redact: bool = NO_REDACT,
) -> int:
    """Find the cause of an error step by step: the next best check, your answer, what it means.

    Ctrl-C saves the session; --resume goes on with it. Answers come from the terminal, also where the log is piped in.

    Exit status: 0 walked to the end, 1 no error in the log, 2 usage, unreadable input or no terminal, 3 errors, but
    none that a playbook knows, 4 the answers of --answers ended before, 130 left before the end.
    """
    from diagnose.cli.walk import Wishes, walk

    return walk(
        Wishes(
            file=str(file) if file else None,
            form=form.value,
            resume=resume,
            fault=fault,
            yes=yes,
            python=python,
            answers=answers,
            transcript=transcript,
            plain=plain,
            width=width,
            color=color.value,
            playbooks=tuple(playbooks),
            no_redact=no_redact,
        )
    )
