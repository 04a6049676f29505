"""A million damaged logs: ``python -m tests.fuzz --inputs 1000000 --jobs 2 --seed 1``.

The same seed makes the same inputs, whatever the number of jobs. Inputs that break a promise are made small and kept in
a folder. ``--state FILE`` keeps the numbers, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.minimise import minimised
from tests.fuzz.promises import Check
from tests.fuzz.trial import TARGETS, Done, Task, kind_of, work, wrong_with

CHUNKS = {"report": 100, "reading": 10, "prefilter": 10}
"""Inputs of one task."""
MOST_FAULTS = 20
MOST_OF_A_KIND = 3


@dataclass
class Totals:
    """What has been done so far; ``next`` is the number of the first input that has not been tried."""

    next: int = 0
    inputs: int = 0
    size: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    digest: str = ""
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, done: Done) -> None:
        self.next = done.first + done.count
        self.inputs += done.count
        self.size += done.size
        self.slowest = max(self.slowest, done.slowest)
        self.digest = sha256(f"{self.digest}{done.digest}".encode()).hexdigest()[:16]
        self.faults += done.faults


def run(options: argparse.Namespace) -> Totals:
    """All inputs, or as many as the time allows; in order, so that what was done can be said with one number."""
    totals = _kept(options.state)
    began, before = time.monotonic(), totals.seconds
    ends = began + options.seconds if options.seconds else float("inf")
    said, seen = began, Counter[str]()
    for done in _in_order(options, totals.next, ends):
        totals.add(done)
        totals.seconds = before + time.monotonic() - began
        for number, wrong in done.faults:
            seen[kind_of(wrong)] += 1
            if seen[kind_of(wrong)] <= MOST_OF_A_KIND:
                print(f"input {number}: {wrong}", flush=True)
        if options.state:
            options.state.write_text(json.dumps(vars(totals)), encoding="utf-8")
        if time.monotonic() > said + 60:
            said = time.monotonic()
            print(summary(totals), flush=True)
        if len(totals.faults) >= MOST_FAULTS and not options.go_on:
            print("enough is wrong; --go-on does not stop here")
            break
    return totals


def _in_order(options: argparse.Namespace, first: int, ends: float) -> Iterator[Done]:
    """What the jobs have done, in the order of the inputs."""
    size = CHUNKS[options.target]
    tasks = (
        Task(options.target, options.seed, at, min(size, options.inputs - at))
        for at in range(first, options.inputs, size)
    )
    waiting: dict[int, Done] = {}
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        running: set[Future[Done]] = set()
        wanted = first
        while True:
            while len(running) < 2 * options.jobs and time.monotonic() < ends:
                task = next(tasks, None)
                if task is None:
                    break
                running.add(pool.submit(work, task))
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            waiting.update({done.first: done for done in (future.result() for future in finished)})
            while wanted in waiting:
                done = waiting.pop(wanted)
                wanted += done.count
                yield done


def _kept(state: Path | None) -> Totals:
    if state is None or not state.is_file():
        return Totals()
    held = json.loads(state.read_text(encoding="utf-8"))
    return Totals(**{**held, "faults": [(number, wrong) for number, wrong in held["faults"]]})


def summary(totals: Totals) -> str:
    """The totals in one line."""
    rate = totals.inputs / totals.seconds if totals.seconds else 0.0
    return (
        f"{totals.inputs:,} inputs of {totals.size / max(1, totals.inputs) / 1024:.1f} KiB on average in "
        f"{totals.seconds / 60:.1f} min ({rate:.0f}/s), the slowest {totals.slowest:.2f} s; "
        f"{len(totals.faults)} broke a promise; answers {totals.digest}"
    )


def keep(folder: Path, options: argparse.Namespace, faults: list[tuple[int, str]]) -> None:
    """One small input for each different fault, with what is wrong beside it."""
    make, check = TARGETS[options.target]
    seen: set[str] = set()
    for number, wrong in faults:
        kind = kind_of(wrong)
        if kind in seen:
            continue
        seen.add(kind)
        small = minimised(make(options.seed, number), partial(_is, kind, check))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{options.target}-{options.seed}-{number}.bin"
        path.write_bytes(small)
        path.with_suffix(".txt").write_text(
            f"{wrong_with(small, check)[0]}\n", encoding="utf-8", errors="backslashreplace"
        )
        print(f"{path}: {len(small)} bytes: {wrong_with(small, check)[0]}", flush=True)


def _is(kind: str, check: Check, data: bytes) -> bool:
    return kind_of(wrong_with(data, check)[0]) == kind


def main(arguments: list[str]) -> int:
    """Exit status 0 where every promise was kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=[*TARGETS, "growth", "patterns"], default="report")
    parser.add_argument("--seconds", type=float, default=0, help="end after so long; 0 takes all inputs")
    parser.add_argument("--crashes", type=Path, default=Path("fuzz-crashes"), help="where inputs are kept")
    parser.add_argument("--state", type=Path, help="a file to go on from")
    parser.add_argument("--go-on", action="store_true", help="do not stop at many faults")
    options = parser.parse_args(arguments)
    if options.target == "growth":
        from tests.fuzz.growth import main as growth

        return growth()
    if options.target == "patterns":
        from tests.fuzz.patterns import main as patterns

        return patterns()
    totals = run(options)
    print(f"{options.target}, seed {options.seed}: {summary(totals)}", flush=True)
    keep(options.crashes, options, totals.faults)
    return 1 if totals.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
