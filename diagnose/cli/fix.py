"""``autogen-doctor fix``: the user's own files mended, one fix after the other or all that are safe."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, FORCE, NO_REDACT, PATCH, PLAYBOOKS, WIDTH, Color

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Label(str, Enum):
    """Which fixes are applied unasked."""

    safe = "safe"
    review = "review"


@app.command()
def fix(
    log: Path = typer.Argument(
        None, metavar="[LOG]", help="Fix what this log's error comes from; - is standard input.", show_default=False
    ),
    source: Path = typer.Option(
        None,
        "--source",
        metavar="DIR",
        help="The program's folder, or one file of it; else the present folder.",
        show_default=False,
    ),
    apply: Label = typer.Option(
        None,
        "--apply",
        help="Write without asking: safe fixes, or with review also those that change behaviour.",
        show_default=False,
    ),
    select: list[str] = typer.Option(
        [], "--select", metavar="ID", help="Only this pattern or cause, or a glob; may be repeated.", show_default=False
    ),
    patch: Path | None = PATCH,
    force: bool = FORCE,
    verbose: bool = typer.Option(False, "--verbose", "-v", help="List everything that is not changed."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
    no_redact: bool = NO_REDACT,
) -> int:
    """Change your own code where that mends what 'check', or the diagnosis of a log, finds in it.

    On a terminal each change is shown and asked about. Elsewhere they are shown only, and nothing
    is written, unless --apply says so. Each change was tried: the file still parses, and what is
    mended is not found any more. A file is written whole or not at all, and never if somebody
    else has changed it meanwhile.

    Exit status: 0 nothing to fix, or all applied; 1 something remains; 2 wrong usage, or a file
    that could not be read or written; 130 interrupted, the pending file is as it was.
    """
    from diagnose.cli.fixing import Wishes, mend

    return mend(
        Wishes(
            log=None if log is None else str(log),
            source=source,
            apply=apply.value if apply else "",
            select=tuple(select),
            patch=patch,
            force=force,
            verbose=verbose,
            width=width,
            color=color.value,
            playbooks=tuple(playbooks),
            no_redact=no_redact,
        )
    )
