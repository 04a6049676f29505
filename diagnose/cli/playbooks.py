"""``autogen-doctor playbooks``: what is known, and whether a pack of one's own is in order."""

from __future__ import annotations

from pathlib import Path

import typer

from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)

_PACKS = typer.Option([], "--playbooks", metavar="DIR", help="Playbooks of your own, beside those that come along.")


@app.callback()
def _group() -> None:
    """List, show and check playbooks; print the JSON Schema of their files."""


@app.command("list")
def list_playbooks(playbooks: list[Path] = _PACKS) -> int:
    """List the classes of error and their causes."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.render.catalogue import catalogue

    write(catalogue(known_playbooks(playbooks), view_of()))
    return 0


@app.command()
def show(
    name: str = typer.Argument(..., metavar="ID", help="A class or a cause."), playbooks: list[Path] = _PACKS
) -> int:
    """Print the YAML file of a class or a cause as it is."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import write

    known = known_playbooks(playbooks)
    for one in (*known.playbooks, *known.causes):
        if one.id == name:
            write(Path(one.path).read_text(encoding="utf-8"))
            return 0
    raise DoctorError(f"there is no class or cause {name!r}; 'autogen-doctor playbooks list' shows what there is")


@app.command()
def validate(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", help="Pack folders or single YAML files."),
) -> int:
    """Check playbooks: every fault at once, as file:line: key: what is wrong, what would be right.

    Exit status: 0 no faults, 2 faults.
    """
    from diagnose.cli.screen import write
    from diagnose.playbook import validate as faults_of

    for path in paths:
        if not path.exists():
            raise DoctorError(f"there is no file or folder {path}")
    faults = [fault for path in paths for fault in faults_of(path)]
    write("".join(f"{fault}\n" for fault in faults) or "no faults\n")
    return 2 if faults else 0


@app.command()
def schema() -> int:
    """Print the JSON Schema of playbook files, for editors."""
    import json

    from diagnose.cli.screen import write
    from diagnose.playbook import json_schema

    write(json.dumps(json_schema(), indent=2) + "\n")
    return 0
