"""docs/playbooks.md leads where it says that it does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.program import ROOT
from tests.docs.follow import Command, File, follow, is_as_said, steps

PAGE = ROOT / "docs" / "playbooks.md"


def test_the_page_has_steps() -> None:
    """The follower sees what a reader sees: files, and commands that begin with a dollar sign."""
    page = PAGE.read_text(encoding="utf-8")
    found = list(steps(page))

    assert sum(isinstance(step, Command) for step in found) == page.count("\n$ ")
    assert next(step.name for step in found if isinstance(step, File)) == "trace.log"
    assert is_as_said(("a", "…", "d"), "a\nb\nc\nd\n")
    assert not is_as_said(("a", "…", "d"), "a\nb\nc\n")
    assert not is_as_said((), "a\n")


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="its commands are those of a POSIX shell")
def test_following_the_page_works(tmp_path: Path) -> None:
    """Each file is written and each command run, in order; each prints what the page says."""
    different = [
        (command.line, printed)
        for command, printed in follow(PAGE, tmp_path)
        if not is_as_said(command.output, printed)
    ]

    assert different == []
