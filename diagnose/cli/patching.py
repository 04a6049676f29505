"""Patches as files, for ``diagnose --patch`` and ``fix --patch``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.errors import DoctorError

if TYPE_CHECKING:
    from diagnose.cli.source import Sourced
    from diagnose.model.change import FileChange


def check_patch(file: Path | None, force: bool) -> None:
    """Before anything is asked or read: raises DoctorError where no patch may be written there."""
    if file is None or str(file) == "-":
        return
    if file.is_dir():
        raise DoctorError(f"{file} is a directory: name a file for the patch")
    if file.exists() and not force:
        raise DoctorError(f"{file} is there already: name another file, or add --force")
    if not file.parent.is_dir():
        raise DoctorError(f"there is no folder {file.parent} for the patch: make it, or name another")


def write_patch(file: Path, root: Path, changes: Sequence[FileChange], force: bool, made: bool = False) -> None:
    """The changes of a project's files as a patch, exact to the byte; ``-`` is standard output.

    ``made`` are changes that this call writes into the files too: then it is said only how to take them back.
    Raises DoctorError where it cannot be written.
    """
    from diagnose.cli.screen import remark
    from diagnose.fixes import patch_of
    from diagnose.fixes.writing import git_folder, write_new

    git = git_folder(root)
    patch = patch_of(changes, below=root.relative_to(git).as_posix() if root != git else "")
    if str(file) != "-":
        write_new(file, patch, force)
        used = (git / ".git").exists()
        there, back = ("git apply", "git apply -R") if used else ("patch -p1 -i", "patch -R -p1 -i")
        way = f"'{back} {file}' takes them back" if made else f"'{there} {file}' makes them, with -R it takes them back"
        remark(f"{file} holds the changes: {way}")
        return
    if sys.stdout is None:
        raise DoctorError("standard output is closed: name a file for the patch")
    sys.stdout.flush()
    sys.stdout.buffer.write(patch)
    sys.stdout.buffer.flush()


def patch_report(sourced: Sourced, file: Path, force: bool) -> None:
    """``diagnose --patch``: the changes that mend what a report found in the code. Says so where there are none.

    Raises DoctorError where the patch cannot be written.
    """
    from diagnose.cli.screen import remark

    changes = _changes(sourced)
    if sourced.root is None or not changes:
        remark("there is no change of your code to write: no patch was made")
        return
    write_patch(file, sourced.root, changes, force)


def _changes(sourced: Sourced) -> Sequence[FileChange]:
    if sourced.root is None or not sourced.hits:
        return ()
    from diagnose.fixes import fixes_for
    from diagnose.sources import Project

    return fixes_for(sourced.hits, Project(sourced.root)).changes
