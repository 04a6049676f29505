"""The project in which a file or folder lies."""

from __future__ import annotations

from pathlib import Path

from diagnose.nearby import project_folder
from diagnose.sources.project import Project


def find_project(start: Path) -> Project | None:
    """The project in which a file or folder lies (``nearby.project_folder``), None where there is none."""
    folder = project_folder(start)
    return None if folder is None else Project(folder)
