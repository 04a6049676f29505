"""The program, called as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import pytest

from diagnose.cli.boundary import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_traces/context-length/autogen02-history-openai-old.log"
PROGRAM = (sys.executable, "-m", "diagnose")
_SETTINGS = (
    "AUTOGEN_DOCTOR_PLAYBOOKS", "AUTOGEN_DOCTOR_NO_PACKS", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING",
    "PYTHONUTF8",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    status: int
    out: str
    err: str


def environment(**settings: str) -> dict[str, str]:
    """The environment without what would change the output, and with these settings."""
    kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def call(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, prefix: Sequence[str] = (), **settings: str
) -> Ended:
    """Run the program with pipes for its streams, by another command where one is given. It must write UTF-8.

    It has no terminal that it could talk to, whoever runs the tests.
    """
    done = subprocess.run(
        [*prefix, *PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**settings),
        check=False,
        start_new_session=True,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def call_inside(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """The same without a process of its own: quick, for what does not depend on the streams."""
    with patch("os.ctermid", return_value=os.devnull + "/none", create=True):
        status = run([*map(str, arguments)])
    captured = capsys.readouterr()
    return Ended(status, captured.out, captured.err)


@lru_cache(maxsize=1)
def usual() -> Ended:
    """What the sample gives without any option, through a pipe."""
    return call("diagnose", SAMPLE)
