"""What ``autogen-doctor playbooks new`` does: a log in, a draft of a playbook out."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.cli.status import DIAGNOSED, NO_ERROR
from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import PlaybookSet

if TYPE_CHECKING:
    from diagnose.authoring.draft import Draft
    from diagnose.authoring.target import Target
    from diagnose.authoring.writing import Written
    from diagnose.render.page import Page
    from diagnose.render.view import View

_OTHERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    log: str
    into: Path
    id: str | None = None
    line: int | None = None
    force: bool = False
    playbooks: tuple[Path, ...] = ()


def draft_playbook(wanted: Wanted, view: View) -> int:
    """Draft from the log and say what was written; the exit status. Raises DoctorError where nothing can be."""
    from diagnose.authoring.target import chosen, read_log, targets
    from diagnose.cli.screen import write

    known = _known(wanted)
    read = read_log(wanted.log, known)
    found = targets(read)
    if not found:
        write("No error was found in the log; nothing was written.\n")
        return NO_ERROR
    target = chosen(found, wanted.line)
    if target.recognised and not wanted.force:
        write(_recognised(found, target, view))
        return NO_ERROR

    from diagnose.authoring.draft import draft
    from diagnose.authoring.writing import files_of, refuse_to_overwrite, write_draft
    from diagnose.cli.redacting import redactor

    name = _name(wanted, known, target)
    files = files_of(wanted.into, name, _stem(wanted.log))
    refuse_to_overwrite(files, name)
    made = draft(read, target, name, f"line {target.line} of {Path(wanted.log).name}", known, redactor().text)
    write_draft(made, files)
    write(_told(wanted, made, files, found, view))
    return DIAGNOSED


def _known(wanted: Wanted) -> PlaybookSet:
    """All playbooks in use, and those that stand in the folder already."""
    from diagnose.cli.known import known_playbooks

    into = wanted.into
    if into.exists() and not into.is_dir():
        raise DoctorError(f"{into} is no folder: name one with --into")
    folders = [*wanted.playbooks, *([into] if (into / "classes").is_dir() else [])]
    return known_playbooks(list(dict.fromkeys(folders)))


def _name(wanted: Wanted, known: PlaybookSet, target: Target) -> str:
    """The id of the draft. Raises DoctorError for one that is none, or that would replace another playbook."""
    from diagnose.authoring.naming import id_for
    from diagnose.cli.redacting import redactor
    from diagnose.playbook.texts import is_id

    taken = {one.id for one in known.playbooks} | {one.id for one in known.causes}
    if wanted.id is None:
        folder = wanted.into / "classes"
        taken |= {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
        return id_for(redactor().text(target.raised.type), redactor().text(target.raised.message), taken)
    if not is_id(wanted.id):
        raise DoctorError(f"--id {wanted.id!r}: an id is lower-case words joined with hyphens")
    if (wanted.into / "classes" / f"{wanted.id}.yaml").exists():
        return wanted.id  # it is refused as a file that is there
    if wanted.id in taken:
        raise DoctorError(f"--id {wanted.id}: there is a class or a cause of this id already, which it would replace")
    return wanted.id


def _stem(log: str) -> str:
    """The name of the sample, from the log's own."""
    from diagnose.authoring.naming import as_id

    return as_id(Path(log).name.partition(".")[0]) or "first"


def _recognised(found: Sequence[Target], target: Target, view: View) -> str:
    page = _page(view)
    page.paragraph(
        f"Line {target.line} is recognised already: {target.recognised} ({target.certainty:.0%}). Nothing was written.",
        indent=0,
    )
    page.paragraph(
        f"'autogen-doctor explain {target.recognised}' tells what is known; --force drafts one all the same."
    )
    _add_others(page, found, target)
    return page.text()


def _told(wanted: Wanted, made: Draft, files: Written, found: Sequence[Target], view: View) -> str:
    from diagnose.authoring.confusion import TODO

    page = _page(view)
    page.paragraph(f"Drafted {made.id} from line {made.target.line} of {wanted.log}.", indent=0, hang=2)
    count = made.text.count(TODO)
    for path, means in (
        (files.playbook, f"the class; {count} places say TODO"),
        (files.sample, "its sample; read it before you share it"),
        (files.manifest, "what must be said of the sample"),
    ):
        page.line(f"  {path.as_posix()}")
        page.paragraph(means, indent=4)
    _add_others(page, found, made.target)
    page.heading("Next")
    folder = shlex.quote(wanted.into.as_posix())
    if wanted.log != "-":
        page.command(f"autogen-doctor diagnose --playbooks {folder} {shlex.quote(wanted.log)}", indent=2)
    page.command(f"autogen-doctor playbooks validate {folder}", indent=2)
    page.command(f"autogen-doctor playbooks test {folder}", indent=2)
    return page.text()


def _page(view: View) -> Page:
    from diagnose.render.page import Page

    return Page(view)


def _add_others(page: Page, found: Sequence[Target], target: Target) -> None:
    from diagnose.authoring.draft import others

    rest = others(found, target)
    if rest:
        page.heading("Further errors that no playbook knows; --line N drafts from one of them")
    for one in rest[:_OTHERS_SHOWN]:
        page.fact(f"line {one.line}", f"{one.raised.type}: {one.raised.message}".strip(": "), most=1)
    if len(rest) > _OTHERS_SHOWN:
        page.note(f"and {len(rest) - _OTHERS_SHOWN} more")
