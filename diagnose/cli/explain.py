"""``autogen-doctor explain``: all that is known of a class or a cause."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, PLAYBOOKS, WIDTH, Color, shipped_ids
from diagnose.errors import DoctorError
from diagnose.model.playbook import PlaybookSet

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Framework(str, Enum):
    """The frameworks that a fix can be for."""

    autogen_02 = "autogen-0.2"
    ag2 = "ag2"
    autogen_04 = "autogen-0.4"
    node = "node"


@app.command()
def explain(
    name: str = typer.Argument(
        ...,
        metavar="CLASS-OR-CAUSE",
        help="An id such as context-length or unbounded-history.",
        autocompletion=shipped_ids,
    ),
    framework: Framework = typer.Option(None, "--framework", help="Only the fixes for this framework."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
) -> int:
    """Explain a class of error or a cause."""
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.render.explanation import explain_cause, explain_class

    known = known_playbooks(playbooks)
    view = view_of(width=width, color=color.value, verbose=True)
    for playbook in known.playbooks:
        if playbook.id == name:
            write(explain_class(playbook, known, view))
            return 0
    for cause in known.causes:
        if cause.id == name:
            write(explain_cause(cause, known, view, framework.value if framework else None))
            return 0
    raise unknown(name, known)


def unknown(name: str, known: PlaybookSet) -> DoctorError:
    """The error for an id that is not there, with what may have been meant."""
    import difflib

    ids = [playbook.id for playbook in known.playbooks] + [cause.id for cause in known.causes]
    near = difflib.get_close_matches(name, ids, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "'autogen-doctor playbooks list' shows what there is"
    return DoctorError(f"there is no class or cause {name!r}; {hint}")
