"""Options that several commands have, and how their values are completed."""

from __future__ import annotations

from enum import Enum

import typer


class Color(str, Enum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


WIDTH = typer.Option(0, "--width", min=0, help="Columns to use; 0 takes the terminal's.", show_default=False)
COLOR = typer.Option(Color.auto, "--color", help="When to colour; auto honours NO_COLOR and FORCE_COLOR.")
PLAYBOOKS = typer.Option(
    [], "--playbooks", metavar="DIR", help="Playbooks of your own, beside those that come along; may be repeated."
)
SOURCE = typer.Option(
    None,
    "--source",
    metavar="DIR",
    help="Read all source in this folder for evidence, not only the files of the present project that a trace names.",
    show_default=False,
)
PATCH = typer.Option(
    None,
    "--patch",
    metavar="FILE",
    help="Write the changes of your own code as a patch; - is standard output, which then has nothing else.",
    show_default=False,
)
FORCE = typer.Option(False, "--force", help="With --patch: write over a file that is there.")
NO_REDACT = typer.Option(False, "--no-redact", help="Show keys and passwords; else placeholders stand for them.")
"""A command that has it calls ``show_secrets`` of ``diagnose.cli.redacting`` first; views and remarks then go by it."""


def shipped_ids(incomplete: str) -> list[str]:
    """Classes and causes that begin so, for shell completion: by file name, without reading a file."""
    from diagnose.playbook.locate import shipped_folder

    stems = [path.stem for kind in ("classes", "causes") for path in (shipped_folder() / kind).glob("*.yaml")]
    return sorted(stem for stem in stems if stem.startswith(incomplete))
