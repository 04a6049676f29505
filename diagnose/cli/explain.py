"""``autogen-doctor explain``: all that is known of a class or a cause."""

from __future__ import annotations

from pathlib import Path

import typer

from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None)


@app.command()
def explain(
    name: str = typer.Argument(
        ..., metavar="CLASS-OR-CAUSE", help="An id such as context-length or unbounded-history."
    ),
    framework: str = typer.Option(
        "", "--framework", help="Only the fixes for: autogen-0.2, ag2, autogen-0.4, node.", show_default=False
    ),
    width: int = typer.Option(0, "--width", min=0, help="Columns to use; 0 takes the terminal's.", show_default=False),
    color: str = typer.Option("auto", "--color", help="When to colour: auto, always, never."),
    playbooks: list[Path] = typer.Option([], "--playbooks", metavar="DIR", help="Playbooks of your own."),
) -> int:
    """Explain a class of error or a cause: why it happens, how to check, how to fix and how to prevent it."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.render.explanation import explain_cause, explain_class
    from diagnose.render.words import FRAMEWORKS

    if framework and framework not in FRAMEWORKS:
        raise DoctorError(f"there is no framework {framework!r}; known are autogen-0.2, ag2, autogen-0.4 and node")
    known = known_playbooks(playbooks)
    view = view_of(width=width, color=color, verbose=True)
    for playbook in known.playbooks:
        if playbook.id == name:
            write(explain_class(playbook, known, view))
            return 0
    for cause in known.causes:
        if cause.id == name:
            write(explain_cause(cause, known, view, framework or None))
            return 0
    raise DoctorError(_unknown(name, [one.id for one in (*known.playbooks, *known.causes)]))


def _unknown(name: str, ids: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, ids, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "'autogen-doctor playbooks list' shows what there is"
    return f"there is no class or cause {name!r}; {hint}"
