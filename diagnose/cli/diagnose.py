"""``autogen-doctor diagnose``: its options. ``diagnose.cli.asked`` reads the everyday ones without typer."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, FORCE, NO_REDACT, PATCH, PLAYBOOKS, SOURCE, WIDTH, Color
from diagnose.cli.status import EPILOG
from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


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
    whole: bool = typer.Option(
        False, "--whole", help="Parse every line of a log above 1 MiB, not only what is near an error; slow."
    ),
    follow: bool = typer.Option(
        False, "--follow", "-F", help="Go on as files grow, or as long as a piped program lives; Ctrl-C sums up."
    ),
    from_end: bool = typer.Option(False, "--from-end", help="With --follow: skip what stands in the files already."),
    no_redact: bool = NO_REDACT,
    source: Path | None = SOURCE,
    patch: Path | None = PATCH,
    force: bool = FORCE,
) -> int:
    """Say which error a log shows, its causes and the fix.

    Without --follow the input is read to its end, however long that takes, and answered once. With
    it each new fault is told once, when it is complete; then, now and then, how often it has come;
    at the end all of them. It begins at the start of a file, waits for one that is not there, and
    goes on when one is renamed, replaced or cut off.
    """
    from diagnose.cli.answer import answer
    from diagnose.cli.asked import Asked

    asked = Asked(
        files=tuple(map(str, files or ())),
        form=form.value,
        verbose=verbose,
        top=top,
        width=width,
        color=color.value,
        playbooks=tuple(playbooks),
        whole=whole,
        no_redact=no_redact,
        source=source,
        patch=patch,
        force=force,
    )
    if patch is not None and (follow or from_end):
        raise DoctorError("--patch is for a log that has ended: leave out --follow")
    if source is not None and (follow or from_end):
        raise DoctorError("--source is for a log that has ended: leave out --follow")
    if follow or from_end:
        from diagnose.cli.follow import follow_asked

        return follow_asked(asked, follow, from_end)
    return answer(asked)
