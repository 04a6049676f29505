"""The kinds of logs: what follows what in them."""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from benchmarks.blocks import MINUTE, Block, Place, block_of
from benchmarks.faults import ALL, CONTEXT, SHORT, THREE, Fault
from benchmarks.ordinary import attachments, minute, stamp

KINDS = ("plain", "compose", "jsonl", "dense", "repeats", "line", "quiet")
MINUTE_LINES, APART = 10_000, 50_000
"""Lines of a minute, and between two errors of a log that has few."""


def blocks_of(kind: str, chance: random.Random, size: int, apart: int = APART) -> Iterator[Block]:
    """The blocks of a log of one kind, without end but for ``line``, which is as long as said."""
    if kind == "line":
        return _one_line(chance, size)
    if kind in ("dense", "repeats"):
        return _endless(chance, kind, max(10, apart // 200))
    shape: Callable[[Sequence[str]], list[str]] = {"compose": _compose, "jsonl": _records}.get(kind, list)
    calm = [block_of([("", shape(minute(chance, min(apart, MINUTE_LINES))))]) for _ in range(12)]
    loud = [] if kind == "quiet" else [[_alone(chance, fault, shape) for _ in range(3)] for fault in ALL]
    return _sparse(chance, calm, loud, max(1, apart // MINUTE_LINES))


def _sparse(
    chance: random.Random, calm: Sequence[Block], loud: Sequence[Sequence[Block]], minutes: int
) -> Iterator[Block]:
    """After so many quiet minutes always an error. Each fault once before any comes again."""
    while True:
        for variants in chance.sample(loud, len(loud)) or [calm]:
            for _ in range(minutes):
                yield chance.choice(calm)
            yield chance.choice(variants)


def _endless(chance: random.Random, kind: str, number: int) -> Iterator[Block]:
    """One minute with so many errors after another, out of a dozen."""
    pool: list[Block] = []
    while True:
        if len(pool) < 12:
            pool.append(_crowded(chance, kind, number))
            yield pool[-1]
        else:
            yield chance.choice(pool)


def _alone(chance: random.Random, fault: Fault, shape: Callable[[Sequence[str]], list[str]]) -> Block:
    return block_of([(fault.name, shape(fault.lines(chance, chance.uniform(0, 60))))])


def _crowded(chance: random.Random, kind: str, number: int) -> Block:
    """A minute with so many errors; in a dense log one starts every twenty lines."""
    calm = minute(chance, 40 * number)
    # what follows a trace bears a time: nobody could tell a chat's line from one more line of the message
    beginnings = [at for at, line in enumerate(calm[:-20]) if line.startswith(MINUTE)]
    pieces: list[tuple[str, Sequence[str]]] = []
    for turn in range(number):
        fault = chance.choice(SHORT if kind == "dense" else THREE)
        error = fault.lines(chance, 60 * (turn + 0.9) / number)
        between = 20 - len(error) if kind == "dense" else chance.randrange(9)
        start = beginnings[bisect_left(beginnings, 40 * turn)]
        pieces += [("", calm[start : start + between]), (fault.name, error)]
    return block_of(pieces)


def _compose(lines: Sequence[str]) -> list[str]:
    return [f"{_service(line)}| {line}" for line in lines]


def _service(line: str) -> str:
    if line.startswith("INFO:"):
        return "api-1     "
    return "vllm-1    " if line.startswith("INFO ") else "worker-1  "


def _records(lines: Sequence[str]) -> list[str]:
    """As a JSON formatter of the logging module writes them; a trace is one record."""
    if any(line.startswith("Traceback") for line in lines):
        return [_record("ERROR", 0, lines[0].partition(" ERROR ")[2], "\n".join(lines[1:]))]
    return [_record("INFO", 60 * at / len(lines), line.partition(" INFO ")[2] or line) for at, line in enumerate(lines)]


def _record(level: str, second: float, message: str, trace: str = "") -> str:
    fields = {"asctime": stamp(second), "levelname": level, "name": "agents.worker", "message": message}
    return json.dumps({**fields, "exc_info": trace} if trace else fields)


def _one_line(chance: random.Random, size: int) -> Iterator[Block]:
    """A JSON record without a line break: some of the files, the trace, the other files."""
    files = attachments(chance, min(800_000, size // 8))

    def half() -> Iterator[Block]:
        written = 0
        while written < size // 2:
            member = f"{next(files)}, "
            written += len(member)
            yield Block(member.encode(), 0)

    said, *trace = CONTEXT.lines(chance, 30)
    head = json.dumps({"asctime": stamp(30), "levelname": "ERROR", "message": said.partition(" ERROR ")[2]})
    yield Block(f'{head[:-1]}, "files": ['.encode(), 0)
    yield from half()
    error = json.dumps("\n".join(trace))
    yield Block(f'null], "exc_info": {error}, "answers": ['.encode(), 0, (Place(CONTEXT.name, 1, 1),))
    yield from half()
    yield Block(b"null]}\n", 1)
