"""Paths as the user would type them."""

from __future__ import annotations

import os
from pathlib import Path


def typed(path: Path, cwd: Path, absolute: bool) -> str:
    """The path relative to the working directory where it lies in it; elsewhere too, unless ``absolute`` is asked."""
    try:
        relative = os.path.relpath(path, cwd)
    except ValueError:  # another drive of Windows
        return str(path)
    return str(path) if absolute and relative.startswith(os.pardir) else relative
