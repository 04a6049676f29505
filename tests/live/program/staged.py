"""Programs that are run on the stage, from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.program import ROOT, environment

PYTHON = sys.executable
_PATIENCE = 10.0


@dataclass(frozen=True)
class Stage:
    """Runs programs, and keeps what is told of them in a folder."""

    folder: Path

    def command(self, *command: str, **settings: object) -> list[str]:
        """The command that runs this one on the stage."""
        return [PYTHON, "-m", "tests.live.program.stage", str(self.folder), json.dumps(settings), *command]

    def start(
        self, *command: str, streams: dict[str, Any] | None = None, **settings: object
    ) -> subprocess.Popen[bytes]:
        """The same, under way."""
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        return subprocess.Popen(
            self.command(*command, **settings), cwd=ROOT, env=environment(), **{**pipes, **(streams or {})}
        )

    def ran(self) -> dict[str, Any]:
        """What was told of the program that ran."""
        told: dict[str, Any] = json.loads((self.folder / "ran.json").read_text(encoding="utf-8"))
        return told

    def heard(self) -> bytes:
        """What came to be diagnosed."""
        return (self.folder / "heard").read_bytes()


def until(holds: Callable[[], object]) -> None:
    """Wait for this, and fail where it does not come."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def lives(pid: int) -> bool:
    """Whether there is a process of this id that has not ended."""
    try:
        os.kill(pid, 0)
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, ValueError):
        return False
