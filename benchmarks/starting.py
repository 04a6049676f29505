"""How long it takes to start, beside an interpreter that only imports what draws the options and the colours."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import Figure
from benchmarks.installed import ROOT
from benchmarks.measure import Order, in_turn

SAMPLE = ROOT / "sample_traces" / "context-length" / "ag2v1-ask-loop.log"
"""A trace of sixty lines."""
MOST = 1.5


def starting(bench: Bench) -> None:
    """``--version``, and a diagnosis on a terminal."""
    program = bench.program
    took = in_turn(
        {
            "nothing": Order([program.python, "-c", ""]),
            "typer": Order([program.python, "-c", "import typer"]),
            "version": Order([program.command, "--version"]),
            "both": Order([program.python, "-c", "import typer, rich.console"], terminal=True),
            "diagnose": Order(program.diagnose(SAMPLE), out=_shown(bench), terminal=True),
        },
        bench.sizes.starts,
    )
    for what, ours, theirs in (
        ("--version / import typer", "version", "typer"),
        ("diagnose of 60 lines, terminal / import typer, rich.console", "diagnose", "both"),
    ):
        bench.note(Figure(f"start: {what}", took[ours].seconds / took[theirs].seconds, most=MOST))
    for name in took:
        bench.note(Figure(f"start: {name}", took[name].seconds * 1000, "ms"))
    wrong = b"context-length" not in _shown(bench).read_bytes()
    bench.note(Figure("start: diagnoses on the terminal that are wrong", int(wrong), "", 0, exact=True))


def _shown(bench: Bench) -> Path:
    return bench.folder / "screen"
