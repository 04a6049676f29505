"""The command group. A command's module is imported when the command is called, or when help lists it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from diagnose.cli.status import EPILOG

COMMANDS = {
    "diagnose": "diagnose.cli.diagnose",
    "triage": "diagnose.cli.triage",
    "run": "diagnose.cli.run",
    "walkthrough": "diagnose.cli.walkthrough",
    "check": "diagnose.cli.check",
    "fix": "diagnose.cli.fix",
    "explain": "diagnose.cli.explain",
    "env": "diagnose.cli.env",
    "playbooks": "diagnose.cli.playbooks",
}


class LazyGroup(TyperGroup):
    """A group whose commands stand in ``COMMANDS``.

    Its signatures say Any for click's types: older typers use click, newer ones carry a copy of it.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # the names, for "did you mean"

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command


def _version(wanted: bool) -> None:
    if wanted:
        from diagnose.version import __version__

        typer.echo(f"autogen-doctor {__version__}")
        raise typer.Exit


app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(epilog=EPILOG)
def _group(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Reads the log of a failed agent application and says which error it is, why, and how to fix it. Offline."""
