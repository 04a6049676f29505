"""``autogen-doctor explain``: all that is known of a class or a cause, or the code of a fix alone."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, PLAYBOOKS, WIDTH, Color, shipped_ids
from diagnose.errors import DoctorError
from diagnose.model.playbook import Cause, Playbook, PlaybookSet
from diagnose.model.verified import Runs

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Framework(str, Enum):
    """The frameworks that a fix can be for."""

    autogen_02 = "autogen-0.2"
    ag2 = "ag2"
    autogen_04 = "autogen-0.4"
    node = "node"


class Side(str, Enum):
    """The two programs of a fix."""

    before = "before"
    after = "after"


@app.command()
def explain(
    name: str = typer.Argument(
        ...,
        metavar="CLASS-OR-CAUSE",
        help="An id such as context-length or unbounded-history.",
        autocompletion=shipped_ids,
    ),
    framework: Framework = typer.Option(None, "--framework", help="Only the fixes for this framework."),
    fix: int = typer.Option(None, "--fix", metavar="N", min=1, help="Only the fix of this number."),
    code: Side = typer.Option(None, "--code", help="Print only the code of the first such fix, to be saved as a file."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
) -> int:
    """Explain a class of error or a cause.

    Exit status: 0 explained, 2 there is no such class, cause, fix or code.
    """
    from diagnose.cli.fixes import chosen, print_code
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.render.explanation import explain_cause, explain_class

    known = known_playbooks(playbooks)
    view = view_of(width=width, color=color.value, verbose=True)
    for playbook in known.playbooks:
        if playbook.id == name:
            if fix or code:
                raise _no_fixes(playbook)
            write(explain_class(playbook, known, view))
            return 0
    for cause in known.causes:
        if cause.id == name:
            fixes = chosen(cause, framework.value if framework else None, fix)
            if code:
                print_code(cause, fixes, code.value)
            else:
                write(explain_cause(cause, known, view, fixes, _runs(cause, playbooks)))
            return 0
    raise unknown(name, known)


def _runs(cause: Cause, playbooks: list[Path]) -> Runs | None:
    """What is recorded of the cause, in the folder that it comes from."""
    from diagnose.cli.known import pack_of
    from diagnose.cli.screen import remark
    from diagnose.playbook.verified import read_verified

    record = read_verified(pack_of(cause, playbooks))
    if record.wrong:
        remark(f"record of verified fixes left out: {record.wrong}")
    return record.causes.get(cause.id)


def _no_fixes(playbook: Playbook) -> DoctorError:
    causes = " or ".join(ref.cause for ref in playbook.causes[:2])
    hint = f"name one, such as {causes}" if causes else "it has none"
    return DoctorError(f"{playbook.id} is a class of error, and only causes have fixes: {hint}")


def unknown(name: str, known: PlaybookSet) -> DoctorError:
    """The error for an id that is not there, with what may have been meant."""
    import difflib

    ids = [playbook.id for playbook in known.playbooks] + [cause.id for cause in known.causes]
    near = difflib.get_close_matches(name, ids, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "'autogen-doctor playbooks list' shows what there is"
    return DoctorError(f"there is no class or cause {name!r}; {hint}")
