"""The command group. A command's module is imported when the command is called, or when help lists it."""

from __future__ import annotations

from importlib import import_module

import click
import typer
from typer.core import TyperGroup

from diagnose.cli.status import EPILOG

COMMANDS = {
    "diagnose": "diagnose.cli.diagnose",
    "explain": "diagnose.cli.explain",
    "playbooks": "diagnose.cli.playbooks",
}


class LazyGroup(TyperGroup):
    """A group whose commands stand in ``COMMANDS``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
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


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(epilog=EPILOG)
def _group(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Reads the log of a failed agent application and says which error it is, why, and how to fix it. Offline."""
