"""A project on disk, written from a table of paths and texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from diagnose.model.events import Frame, Origin
from diagnose.model.lines import Span
from diagnose.sources import Project

Files = Mapping[str, str | bytes]
Write = Callable[[Files], Project]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files below ``project``, and says what project that is."""
    root = tmp_path / "project"

    def written(files: Files) -> Project:
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Project(root)

    return written


def frame(
    filename: str, lineno: int | None, line: str | None = None, name: str | None = None, origin: Origin | None = None
) -> Frame:
    """A frame as a trace has it."""
    return Frame(filename, lineno, name, line, origin or Origin.APPLICATION, Span("trace.log", 1, 1))
