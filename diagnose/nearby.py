"""Which folder is the user's project, and whether it may hold a file: told before anything is loaded to read source."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "package.json", ".git", ".hg")
_REQUIREMENTS = ("requirements", ".txt")
_MOST_SEEN = 50_000

NEVER = frozenset(
    {".bzr", ".cache", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".idea", ".ipynb_checkpoints", ".mypy_cache",
     ".next", ".nox", ".nuxt", ".pnpm", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svelte-kit", ".svn",
     ".tox", ".turbo", ".venv", ".vscode", ".yarn", "__pycache__", "__pypackages__", "_build", "bower_components",
     "buck-out", "build", "dist", "dist-packages", "node_modules", "site-packages", "venv"}
)  # fmt: skip
"""Folders of which nothing is the user's own code, whoever lists them."""


def project_folder(start: Path) -> Path | None:
    """The folder of the project in which a file or folder lies: the nearest that is marked as one, else itself.

    None where that would be the home folder, one above it, or the root of the file system: all that a user has is no
    project.
    """
    folder = Path(os.path.realpath(start))
    if not folder.is_dir():
        folder = folder.parent
    for above in (folder, *folder.parents):
        if is_too_much(above):
            break
        if _is_marked(above):
            return above
    return None if is_too_much(folder) or not folder.is_dir() else folder


def is_too_much(folder: Path) -> bool:
    """Whether the folder is the home folder or one that holds it, or has no parent."""
    home = Path(os.path.realpath(_home()))
    return folder == home or folder in home.parents or folder.parent == folder


def may_hold(folder: Path, names: Collection[str]) -> bool:
    """Whether a file with one of these names (in lower case) may be below a folder; True where there is too much."""
    todo = [str(folder)] if names else []
    seen = 0
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.name.lower() in names or seen > _MOST_SEEN:
                        return True
                    if entry.name not in NEVER and entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
        except OSError:
            continue
    return False


def _home() -> str:
    return os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none


def _is_marked(folder: Path) -> bool:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - quicker
    except OSError:
        return False
    return any(
        name in _MARKS or (name.startswith(_REQUIREMENTS[0]) and name.endswith(_REQUIREMENTS[1])) for name in names
    )
