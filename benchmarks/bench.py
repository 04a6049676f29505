"""What all measurements of one run share: the program, its peer, the generated logs, and the table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.answers import differences, faults_wrong
from benchmarks.blocks import Truth, truth_of
from benchmarks.figures import Figure
from benchmarks.installed import ROOT, Installed
from benchmarks.measure import Order, spent
from benchmarks.peers import Peer

MEMORY = 120
"""Megabytes that the program may have, whatever the input."""
_DUMP = """
from diagnose.cli.known import known_playbooks
from diagnose.prefilter import triggers_of
print("\\n".join(triggers_of(known_playbooks([])).literals))
"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    sparse: str
    half: str
    small: str
    dense: tuple[str, str]
    line: tuple[str, str]
    other: str
    repeats: tuple[str, str]
    same: str
    """of each kind, in the comparison with a parse of everything; above what is always parsed whole"""
    rounds: int
    starts: int
    sources: int
    """files of a project"""


FULL = Sizes("1G", "500M", "100M", ("100M", "200M"), ("100M", "200M"), "200M", ("50000x", "100000x"), "6M", 5, 25, 2000)
QUICK = Sizes("1G", "500M", "20M", ("20M", "40M"), ("10M", "20M"), "20M", ("1000x", "2000x"), "2M", 3, 9, 500)
TINY = Sizes("4M", "2M", "1M", ("200k", "400k"), ("200k", "400k"), "1M", ("100x", "200x"), "1500k", 1, 3, 120)


@dataclass(frozen=True, slots=True)
class Log:
    """A generated log."""

    path: Path
    truth: Truth

    @property
    def megabytes(self) -> float:
        """Its size on the disk."""
        return self.path.stat().st_size / 1e6


@dataclass
class Bench:
    """One run of the benchmarks."""

    folder: Path
    program: Installed
    peer: Peer
    sizes: Sizes
    figures: list[Figure] = field(default_factory=list)

    def note(self, figure: Figure) -> None:
        """One more figure: it is printed at once."""
        self.figures.append(figure)
        print(figure.row, flush=True)

    @property
    def answer(self) -> Path:
        """Where the last report went."""
        return self.folder / "answer.json"

    def ours(self, log: Log, *options: str, piped: bool = False) -> Order:
        """The diagnosis of a log into ``answer``."""
        command = self.program.diagnose("-" if piped else log.path, "--format", "json", *options)
        return Order(command, log.path if piped else None, self.answer)

    def judge(self, what: str, log: Log) -> None:
        """Compare the last report with the truth."""
        wrong = faults_wrong(log.truth, self.answer)
        self.note(Figure(f"{what}: faults that are wrong of {len(log.truth.faults)}", len(wrong), "", 0, exact=True))
        for said in wrong[:5]:
            print(f"    {said}", flush=True)

    @property
    def triggers(self) -> Path:
        """A file with the literals of the installed program, one a line."""
        path = self.folder / "triggers"
        if not path.exists():
            path.write_text(self.program.output([self.program.python, "-c", _DUMP]).strip() + "\n", encoding="utf-8")
        return path

    @contextmanager
    def log(self, kind: str, size: str, coat: str = "none", *options: str) -> Iterator[Log]:
        """A generated log, in the cache of the file system, for as long as it is needed."""
        path = self.folder / f"{kind}-{size}-{coat}.log"
        command = [sys.executable, "-m", "benchmarks.logs", kind, size, str(path), "--coat", coat, *options]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        try:
            yield Log(path, truth_of(done.stdout))
        finally:
            path.unlink()

    def same(self, what: str, log: Log) -> None:
        """Compare the answer with that of a parse of everything."""
        whole = replace(self.ours(log, "--whole"), out=self.folder / "whole.json")
        spent(whole)
        spent(self.ours(log))
        found = differences(self.answer, whole.out)
        self.note(Figure(f"{what}: values other than with --whole", len(found), "", 0, exact=True))
        for said in found[:5]:
            print(f"    {said}", flush=True)

    def engines(self, log: Log) -> dict[str, dict[str, float | str]]:
        """What ``benchmarks.engines`` measures with the installed program."""
        script = str(Path(__file__).resolve().with_name("engines.py"))
        written = self.program.output([self.program.python, "-I", script, str(log.path)])
        measured: dict[str, dict[str, float | str]] = json.loads(written or "{}")
        return measured
