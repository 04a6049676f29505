"""``autogen-doctor env``: what on this machine can be the reason why an agent application fails."""

from __future__ import annotations

from enum import Enum

import typer

from diagnose.cli.options import COLOR, WIDTH, Color
from diagnose.cli.status import HEALTHY, PROBLEMS

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(str, Enum):
    """Output formats."""

    terminal = "terminal"
    json = "json"


@app.command()
def env(
    python: str = typer.Option(
        None, "--python", metavar="PATH", help="The Python that your program runs with, or its environment's folder."
    ),
    form: Format = typer.Option(Format.terminal, "--format", "-f", help="Output format."),
    width: int = WIDTH,
    color: Color = COLOR,
) -> int:
    """Check this machine: Python, packages, Node, memory, GPU, local model servers.

    Reads and asks only; changes nothing, and nothing leaves the machine. The report holds no
    key, and no path with your name.

    Exit status: 0 no problem, 1 at least one problem, 2 wrong usage.
    """
    from diagnose.checks import examine
    from diagnose.cli.redacting import redactor
    from diagnose.cli.screen import view_of, write
    from diagnose.model.checkup import State
    from diagnose.render import checkup

    checked = examine(None, python=python)
    if form is Format.json:
        write(checkup.json(checked, redactor()))
    else:
        write(checkup.terminal(checked, view_of(width=width, color=color.value)))
    return PROBLEMS if any(one.state is State.PROBLEM for one in checked) else HEALTHY
