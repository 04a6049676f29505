"""Wall time and peak memory of commands, and the comparison of several in turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

_LAUNCH = Path(__file__).resolve().with_name("launch.py")
_FINE = (0, 1, 3)
"""Statuses of commands that work: found, nothing found, and errors that no playbook knows."""
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""What of the environment a command sees: no setting of ours, and nothing that keeps Python from its bytecode."""


class Failed(Exception):
    """A command ended as none that works does; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Order:
    """One command, and what it reads and writes."""

    command: Sequence[str]
    feed: Path | None = None
    """a file that ``cat`` sends to its standard input"""
    out: Path = Path(os.devnull)
    terminal: bool = False
    """all its streams are a terminal, and ``out`` holds what stands on it"""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took."""

    seconds: float
    peak: int
    """bytes"""
    status: int


@dataclass(frozen=True, slots=True)
class Series:
    """Several runs of one command."""

    runs: tuple[Spent, ...]

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        """The most memory that any of them had, in bytes."""
        return max(run.peak for run in self.runs)


def spent(order: Order) -> Spent:
    """Run a command once."""
    said = {
        "command": list(order.command),
        "feed": str(order.feed) if order.feed else "",
        "out": str(order.out),
        "terminal": order.terminal,
    }
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with TemporaryDirectory() as nowhere:  # no project, whose source a diagnosis would read
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCH), json.dumps(said)],
            stdout=subprocess.PIPE,
            check=True,
            env={**environment, "TERM": "xterm-256color", **order.settings},
            cwd=nowhere,
        )
    answer = json.loads(done.stdout)
    if answer["status"] not in _FINE:
        raise Failed(f"status {answer['status']}: {' '.join(order.command)}")
    return Spent(answer["seconds"], answer["peak"], answer["status"])


def in_turn(orders: Mapping[str, Order], rounds: int) -> dict[str, Series]:
    """Each command once unmeasured, then all of them one after the other, so many rounds: a busy moment of the machine
    meets them all."""
    for order in orders.values():
        spent(order)
    runs: dict[str, list[Spent]] = {name: [] for name in orders}
    for _ in range(rounds):
        for name, order in orders.items():
            runs[name].append(spent(order))
    return {name: Series(tuple(several)) for name, several in runs.items()}
