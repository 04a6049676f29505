"""Long logs: how fast they are read beside ripgrep, with how much memory, and whether the answer is true."""

from __future__ import annotations

from benchmarks.bench import MEMORY, Bench, Log
from benchmarks.figures import Figure
from benchmarks.measure import Order, Series, in_turn, spent

MOST_RATIO, MOST_PIPED, MOST_DOUBLED, LEAST_DENSE = 1.0, 1.2, 2.1, 20.0


def sparse(bench: Bench) -> None:
    """An error every 50,000 lines: against ripgrep, from a file and from a pipe, and against half as much."""
    size, peer, rg = bench.sizes.sparse, bench.peer, bench.peer.label
    asked = (MOST_RATIO, MOST_PIPED) if peer.ripgrep else (None, None)
    with bench.log("plain", size) as log, bench.log("plain", bench.sizes.half) as half:
        took = in_turn(
            {
                "rg": Order(peer.counts(bench.triggers, log.path)),
                "rg -i": Order(peer.counts(bench.triggers, log.path, any_case=True)),
                "rg, pipe": Order(peer.counts(bench.triggers, None), log.path),
                "half": bench.ours(half),
                "pipe": bench.ours(log, piped=True),
                "file": bench.ours(log),
            },
            bench.sizes.rounds,
        )
        _ratio(bench, f"sparse {size}: time / {rg} -c -F -f TRIGGERS", took["file"], took["rg"], asked[0])
        _ratio(bench, f"sparse {size}, pipe: time / {rg} on the file", took["pipe"], took["rg"], asked[1])
        _ratio(bench, f"sparse {size}, pipe: time / {rg} from the pipe", took["pipe"], took["rg, pipe"])
        _ratio(bench, f"sparse {size}: time / {rg} -c -i -F -f TRIGGERS", took["file"], took["rg -i"])
        _speed(bench, f"sparse {size}: {rg}", log, took["rg"])
        _speed(bench, f"sparse {size}", log, took["file"])
        _speed(bench, f"sparse {size}, pipe", log, took["pipe"])
        _ratio(
            bench, f"sparse, twice the input ({bench.sizes.half} to {size})", took["file"], took["half"], MOST_DOUBLED
        )
        _memory(bench, f"sparse {bench.sizes.half}", took["half"])
        _memory(bench, f"sparse {size}", took["file"])
        _memory(bench, f"sparse {size}, pipe", took["pipe"])
        bench.judge(f"sparse {size}", log)
        _engines(bench, half)
    with bench.log("plain", bench.sizes.small) as log:
        _memory(bench, f"sparse {bench.sizes.small}", in_turn({"": bench.ours(log)}, 1)[""])


def dense(bench: Bench) -> None:
    """An error every 20 lines."""
    half, whole = bench.sizes.dense
    _doubled(bench, "dense", half, whole, LEAST_DENSE)


def one_line(bench: Bench) -> None:
    """Everything in one line."""
    half, whole = bench.sizes.line
    _doubled(bench, "line", half, whole)


def repeats(bench: Bench) -> None:
    """Three faults again and again."""
    half, whole = bench.sizes.repeats
    _doubled(bench, "repeats", half, whole)


def others(bench: Bench) -> None:
    """JSON lines, a container's log, colours, another encoding, a packed file."""
    size = bench.sizes.other
    for kind, coat in (
        ("jsonl", "none"), ("compose", "none"), ("plain", "colour"), ("plain", "utf-16"), ("plain", "gz"),
    ):  # fmt: skip
        with bench.log(kind, size, coat) as log:
            what = f"{kind} {size}" + ("" if coat == "none" else f", {coat}")
            took = in_turn({"ours": bench.ours(log)}, 2)["ours"]
            _speed(bench, what, log, took)
            _memory(bench, what, took)
            bench.judge(what, log)


def equality(bench: Bench) -> None:
    """The same answer as that of a parse of everything."""
    there = bench.program.takes("--whole")
    for kind, coat in (
        ("plain", "none"), ("compose", "none"), ("jsonl", "none"), ("dense", "none"), ("repeats", "none"),
        ("line", "none"), ("quiet", "none"), ("plain", "colour"), ("plain", "utf-16"),
    ):  # fmt: skip
        what = kind if coat == "none" else f"{kind}, {coat}"
        if not there:
            bench.note(Figure(f"{what}: values other than with --whole", None))
            continue
        with bench.log(kind, bench.sizes.same, coat, "--apart", "700") as log:
            bench.same(what, log)


def live(bench: Bench) -> None:
    """What ``run`` adds to a program that only writes, and how fast a pipe is followed."""
    size, rounds = bench.sizes.half, max(1, bench.sizes.rounds // 2)
    passed, followed = f"run -- cat of {size} / cat | cat", f"follow a pipe of {size}"
    with bench.log("plain", size) as log:
        if " run " in bench.program.commands:
            ours = Order([bench.program.command, "run", "--", "cat", str(log.path)])
            took = in_turn({"ours": ours, "cat": Order(["cat"], log.path)}, rounds)
            _ratio(bench, passed, took["ours"], took["cat"])
            _memory(bench, f"run -- cat of {size}", took["ours"])
        else:
            bench.note(Figure(passed, None))
        if bench.program.takes("--follow"):
            order = Order(bench.program.diagnose("-", "--follow"), log.path, bench.answer)
            took = in_turn({"ours": order}, rounds)
            _speed(bench, followed, log, took["ours"])
            _memory(bench, followed, took["ours"])
        else:
            bench.note(Figure(followed, None))


def _doubled(bench: Bench, kind: str, half: str, whole: str, least: float | None = None) -> None:
    with bench.log(kind, half) as smaller, bench.log(kind, whole) as log:
        took = in_turn({"half": bench.ours(smaller), "whole": bench.ours(log)}, max(1, bench.sizes.rounds // 2 + 1))
        _speed(bench, f"{kind} {whole}", log, took["whole"], least)
        _ratio(bench, f"{kind}, twice the input ({half} to {whole})", took["whole"], took["half"], MOST_DOUBLED)
        _memory(bench, f"{kind} {whole}", took["whole"])
        bench.judge(f"{kind} {whole}", log)
        spent(bench.ours(log, piped=True))
        bench.judge(f"{kind} {whole}, pipe", log)


def _engines(bench: Bench, log: Log) -> None:
    measured = bench.engines(log)
    for name, found in measured.items():
        bench.note(Figure(f"engine {name}", float(found["speed"]), "MB/s"))
    different = len({found["lines"] for found in measured.values()}) - 1
    bench.note(Figure("engines: that hit other lines", max(0, different) if measured else None, "", 0, exact=True))


def _ratio(bench: Bench, what: str, ours: Series, theirs: Series, most: float | None = None) -> None:
    bench.note(Figure(what, ours.seconds / theirs.seconds, most=most))


def _speed(bench: Bench, what: str, log: Log, took: Series, least: float | None = None) -> None:
    bench.note(Figure(f"{what}: speed", log.megabytes / took.seconds, "MB/s", least=least))


def _memory(bench: Bench, what: str, took: Series) -> None:
    bench.note(Figure(f"{what}: peak memory", took.peak / 1e6, "MB", MEMORY))
