"""The stage."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.live.program.staged import Stage

collect_ignore_glob = ["test_*_posix.py"] if sys.platform == "win32" else []


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A folder of its own for what is told."""
    return Stage(tmp_path)
