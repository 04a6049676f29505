"""One call of ``fix``: what is to be mended, and how: shown, asked about, written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.cli.mended import write_files
from diagnose.cli.patching import check_patch, write_patch
from diagnose.cli.redacting import show_secrets
from diagnose.cli.screen import remark, view_of, write
from diagnose.cli.status import FIXED, REMAINS, USAGE
from diagnose.errors import DoctorError
from diagnose.fixes import FilePlan, labels_up_to, plans
from diagnose.model.change import REVIEW, SAFE, FileChange
from diagnose.model.dataclass import dataclass
from diagnose.render.changes import changes_text, left_text

if TYPE_CHECKING:
    from diagnose.lint.plan import Plan
    from diagnose.lint.selection import Wish
    from diagnose.model.playbook import PlaybookSet
    from diagnose.patterns import Hit
    from diagnose.render.view import View
    from diagnose.sources import Project


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call asks for."""

    log: str | None = None
    source: Path | None = None
    apply: str = ""
    select: tuple[str, ...] = ()
    patch: Path | None = None
    force: bool = False
    verbose: bool = False
    width: int = 0
    color: str = "auto"
    playbooks: tuple[Path, ...] = ()
    no_redact: bool = False


def mend(wishes: Wishes) -> int:
    """The exit status of the call. Raises DoctorError for what the user can mend, Stopped where he leaves."""
    from diagnose.cli.known import known_playbooks

    show_secrets(wishes.no_redact)
    check_patch(wishes.patch, wishes.force)
    if wishes.source is not None and not wishes.source.exists():
        raise DoctorError(f"--source {wishes.source}: there is no such file or folder; name that of the program")
    known = known_playbooks(wishes.playbooks)
    found = _of_log(wishes, known) if wishes.log is not None else _of_project(wishes, known)
    project, hits = found
    planned = plans(hits, project, labels_up_to(wishes.apply or REVIEW))
    view = view_of(width=wishes.width, color=wishes.color, verbose=wishes.verbose)
    return _mended(wishes, project, planned, view)


def _mended(wishes: Wishes, project: Project, planned: Sequence[FilePlan], view: View) -> int:
    if not planned:
        if str(wishes.patch) != "-":
            write("Nothing to fix.\n")
        return FIXED
    changes = [change for plan in planned if (change := plan.change()) is not None]
    if wishes.patch is not None and changes:
        write_patch(wishes.patch, project.root, changes, wishes.force, made=bool(wishes.apply))
    failed = False
    remaining = sum(len(plan.left) for plan in planned)
    if wishes.apply:
        failed = not write_files(project, changes)
    elif wishes.patch is None and changes and _on_terminal():
        from diagnose.cli.choosing import choose

        remaining += choose(planned, project, view)
    else:
        remaining += sum(len(plan.fixes) for plan in planned)
        if wishes.patch is None:
            write(changes_text(changes, view))
    if str(wishes.patch) != "-":
        _tell_rest(wishes, planned, changes, view)
    return USAGE if failed else REMAINS if remaining else FIXED


def _tell_rest(wishes: Wishes, planned: Sequence[FilePlan], changes: Sequence[FileChange], view: View) -> None:
    left = [one for plan in planned for one in plan.left]
    if left:
        write(("\n" if changes else "") + left_text(left, view, wishes.verbose))
    if changes and not wishes.apply and wishes.patch is None and not _on_terminal():
        safe = any(fix.label == SAFE for plan in planned for fix in plan.fixes)
        how = "--apply safe writes what is safe" if safe else "--apply review writes this"
        remark(f"nothing was written: {how}, --patch FILE writes a patch")


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def _of_log(wishes: Wishes, known: PlaybookSet) -> tuple[Project, tuple[Hit, ...]]:
    """The project, and the places in it that the log's diagnosis rests on."""
    from diagnose.cli.source import read_source
    from diagnose.pipeline import diagnose_file
    from diagnose.sources import Project

    folder = wishes.source
    if folder is not None and not folder.is_dir():
        raise DoctorError(f"--source {folder}: with a log it must be a folder; name the one that holds the program")
    sourced = read_source(diagnose_file(wishes.log or "-", known), folder)
    if sourced.root is None:
        raise DoctorError("the present folder is no project but the folder of many: name the program's with --source")
    if not sourced.report.diagnoses:
        remark("the log shows no error that a playbook knows: without it 'autogen-doctor fix' looks at all code")
    chosen = _chosen(wishes, known)
    return Project(sourced.root), tuple(hit for hit in sourced.hits if chosen is None or hit.pattern.id in chosen)


def _chosen(wishes: Wishes, known: PlaybookSet) -> frozenset[str] | None:
    """The ids of the patterns that are selected, None for all. Raises DoctorError for a name that nobody knows."""
    from diagnose.lint.selection import Names
    from diagnose.model.findings import Rule

    if not wishes.select:
        return None
    every = [Rule(one, cause.id, cause.title, "", "") for cause in known.causes for one in cause.code]
    return Names(every).ids(list(_selected(wishes)))


def _of_project(wishes: Wishes, known: PlaybookSet) -> tuple[Project, tuple[Hit, ...]]:
    """The project, and what ``check`` finds in it."""
    from diagnose.lint.check import Asked, plan_for, project_of
    from diagnose.lint.plan import rules_of

    where = "." if wishes.source is None else str(wishes.source)
    project = project_of(where)
    plan = plan_for(Asked(rules_of(known.causes), tuple(_selected(wishes))), project)
    return project, tuple(_heard(plan, plan.files([where])))


def _heard(plan: Plan, files: Sequence[str]) -> Iterator[Hit]:
    """What is found in the files and not silenced there. All cores look for the files in which something is."""
    from diagnose.lint.judge import heard_in
    from diagnose.lint.pool import judged
    from diagnose.processes import usable_cores

    for one in judged(plan, files, usable_cores()):
        if one.findings:
            yield from heard_in(plan, one.path, plan.project.sources(one.path), one.callers)[1]


def _selected(wishes: Wishes) -> Iterator[Wish]:
    from diagnose.lint.selection import Wish

    yield from (Wish(name, "--select") for name in wishes.select)
