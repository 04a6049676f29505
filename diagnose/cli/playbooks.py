"""``autogen-doctor playbooks``: what is known, and whether a pack of one's own is in order."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, PLAYBOOKS, WIDTH, Color, shipped_ids
from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)


class Format(str, Enum):
    """Output formats of ``test``."""

    text = "text"
    json = "json"


@app.callback()
def _group() -> None:
    """List, show, draft, check and test playbooks; print their JSON Schema."""


@app.command("list")
def list_playbooks(width: int = WIDTH, color: Color = COLOR, playbooks: list[Path] = PLAYBOOKS) -> int:
    """List classes and causes, and where packs come from.

    Packs that are installed as Python distributions are found by themselves; the environment
    variable AUTOGEN_DOCTOR_NO_PACKS=1 leaves them out, here and everywhere.
    """
    from diagnose.cli.known import known_playbooks, pack_origins
    from diagnose.cli.screen import view_of, write
    from diagnose.render.catalogue import catalogue

    packs = [(origin.folder.as_posix(), origin.told) for origin in pack_origins(playbooks)]
    write(catalogue(known_playbooks(playbooks), view_of(width=width, color=color.value), packs))
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
def new(
    log: str = typer.Option(
        ..., "--from", metavar="LOG", help="A log with an error that no playbook knows; - is standard input."
    ),
    name: str = typer.Option(
        None, "--id", metavar="ID", help="The id of the class; else the error names it.", show_default=False
    ),
    into: Path = typer.Option(Path("playbooks-draft"), "--into", metavar="DIR", help="The pack that it is written to."),
    line: int = typer.Option(
        None, "--line", metavar="N", min=1, help="Draft from the error at this line, not from the first.",
        show_default=False,
    ),
    force: bool = typer.Option(False, "--force", help="Draft from an error that a playbook knows already, too."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
) -> int:  # fmt: skip
    """Draft a playbook from an error that none knows.

    What is written is the class, a sample of the log, and the sample's label. It is tried before:
    it knows the error in the log again, and no error of the same type with other words. What only
    you can say is marked TODO. Secrets are taken out of the sample. Nothing that is there is
    written over, and nothing is written elsewhere.

    Exit status: 0 drafted, 1 nothing to draft: no error, or one that is recognised, 2 wrong usage,
    or no draft was possible.
    """
    from diagnose.cli.drafting import Wanted, draft_playbook
    from diagnose.cli.screen import view_of

    wanted = Wanted(log, into, name, line, force, tuple(playbooks))
    return draft_playbook(wanted, view_of(width=width, color=color.value))


@app.command("test")
def run_samples(
    path: Path = typer.Argument(
        None,
        metavar="[PACK]",
        help="A pack's folder; without it the playbooks that come along, where this is a checkout with their samples.",
        show_default=False,
    ),
    samples: list[Path] = typer.Option(
        [], "--samples", metavar="DIR", help="Labelled samples, in place of the pack's samples/; may be repeated."
    ),
    form: Format = typer.Option(Format.text, "--format", "-f", help="Output format."),
    width: int = WIDTH,
    playbooks: list[Path] = PLAYBOOKS,
) -> int:
    """Hold a pack's samples against their labels.

    The pack stands beside all other playbooks that are in use, as it will for its users. Missing is
    a sample that its own class does not win; noisy is a class that speaks on a sample without an
    error of its own. Labels stand in samples/manifest.yaml.

    Exit status: 0 all as labelled, 1 faults, 2 wrong usage, or labels that cannot be read.
    """
    from diagnose.cli.packtesting import run_pack
    from diagnose.cli.screen import view_of

    return run_pack(path, samples, form.value, playbooks, view_of(width=width, color="never"))


@app.command()
def schema() -> int:
    """Print the JSON Schema of playbook files, for editors."""
    import json

    from diagnose.cli.screen import write
    from diagnose.playbook import json_schema

    write(json.dumps(json_schema(), indent=2) + "\n")
    return 0
