"""What is said of files that ``fix`` has changed, or could not change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diagnose.cli.redacting import redactor
from diagnose.cli.screen import remark, write
from diagnose.errors import DoctorError
from diagnose.fixes.writing import git_folder, write_change
from diagnose.model.change import FileChange
from diagnose.render.safe import visible

if TYPE_CHECKING:
    from diagnose.sources import Project


def write_file(project: Project, change: FileChange) -> bool:
    """Write one changed file, and say so; False, and why, where that cannot be."""
    try:
        write_change(project.root, change)
    except DoctorError as wrong:
        remark(str(wrong))
        return False
    path = visible(redactor().text(change.path))
    write(f"changed {path}: {', '.join(change.patterns)}\n")
    return True


def write_files(project: Project, changes: Sequence[FileChange]) -> bool:
    """Write changed files, each whole or not at all; whether all could be."""
    done = [write_file(project, change) for change in changes]
    if any(done):
        tell_difference(project)
    return all(done)


def tell_difference(project: Project) -> None:
    """Say how to see what was changed, where git knows. What takes it back is said of a patch that was asked for."""
    if (git_folder(project.root) / ".git").exists():
        write("'git diff' shows it.\n")
