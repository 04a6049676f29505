"""``autogen-doctor playbooks``: what is known, and whether a pack of one's own is in order."""

from __future__ import annotations

from pathlib import Path

import typer

from diagnose.cli.options import COLOR, PLAYBOOKS, WIDTH, Color, shipped_ids
from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """List, show and check playbooks; print their JSON Schema."""


@app.command("list")
def list_playbooks(width: int = WIDTH, color: Color = COLOR, playbooks: list[Path] = PLAYBOOKS) -> int:
    """List the classes of error and their causes."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.render.catalogue import catalogue

    write(catalogue(known_playbooks(playbooks), view_of(width=width, color=color.value)))
    return 0


@app.command()
def show(
    name: str = typer.Argument(..., metavar="ID", help="A class or a cause.", autocompletion=shipped_ids),
    playbooks: list[Path] = PLAYBOOKS,
) -> int:
    """Print the YAML file of a class or a cause as it is."""
    from diagnose.cli.explain import unknown
    from diagnose.cli.known import known_playbooks, playbook_text
    from diagnose.cli.screen import write
    from diagnose.render.code import copyable

    text = playbook_text(name, playbooks)
    if text is None:
        raise unknown(name, known_playbooks(playbooks))
    write(copyable(text))
    return 0


@app.command()
def validate(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", help="Pack folders or single YAML files."),
) -> int:
    """Check playbooks; every fault at once.

    Each is printed as file:line: key: what is wrong and what would be right. Exit status: 0 no faults, 2 faults.
    """
    from diagnose.cli.screen import write
    from diagnose.playbook.validation import validate as faults_of
    from diagnose.render.safe import visible

    for path in paths:
        if not path.exists():
            raise DoctorError(f"there is no file or folder {path}: name a pack's folder or a YAML file")
    faults = [fault for path in paths for fault in faults_of(path)]
    write("".join(f"{visible(str(fault))}\n" for fault in faults) or "no faults\n")
    return 2 if faults else 0


@app.command()
def schema() -> int:
    """Print the JSON Schema of playbook files, for editors."""
    import json

    from diagnose.cli.screen import write
    from diagnose.playbook import json_schema

    write(json.dumps(json_schema(), indent=2) + "\n")
    return 0
