"""Long logs of agent applications, and the truth about them.

    python -m benchmarks.logs KIND SIZE FILE [--seed N] [--coat COAT] [--apart LINES]

KIND      plain     a worker, its HTTP client, a model server and chats; an error every 50,000 lines
          compose   the same through ``docker compose logs``
          jsonl     records of JSON, the trace in a field; an error every 50,000 lines
          dense     an error every 20 lines
          repeats   three faults again and again, up to eight lines between them
          line      one line: a JSON record with files in base64, and the trace of an error in its middle
          quiet     plain without any error
SIZE      so many bytes (500k, 100M, 1G; powers of ten), or so many errors (100000x)
COAT      colour (terminal escapes), utf-16 or gz; SIZE is that of the text underneath
LINES     between the errors of the first three kinds, instead of 50,000

The errors are real traces out of sample_traces with fresh times, numbers and ids. The same seed gives the same bytes.
Printed is the truth as JSON: lines, and for each fault how often it stands in FILE and the lines of its first and its
last occurrence.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

if __package__ in (None, ""):  # run as a script: python benchmarks/logs.py
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.blocks import Block, Filling, Truth
from benchmarks.kinds import APART, KINDS, blocks_of

COATS = ("none", "colour", "utf-16", "gz")
NO_BOUND = 1 << 60
_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}
_COLOURS = (
    (re.compile(rb"(?<= )(INFO|DEBUG)(?= )"), b"\x1b[32m\\1\x1b[0m"),
    (re.compile(rb"(?m)^INFO(?=:| )"), b"\x1b[32mINFO\x1b[0m"),
    (re.compile(rb"(?<= )(WARNING|ERROR)(?= )"), b"\x1b[1;31m\\1\x1b[0m"),
    (re.compile(rb"(?m)^(~minute~\S+)"), b"\x1b[2m\\1\x1b[0m"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which log: of about so many bytes or so many errors, whichever comes first."""

    kind: str
    size: int = NO_BOUND
    errors: int = NO_BOUND
    seed: int = 1
    coat: str = "none"
    apart: int = APART


def write(wanted: Wanted, file: IO[bytes]) -> Truth:
    """Write a log, and say what it holds."""
    filling, coat = Filling(wanted.kind, wanted.seed), wanted.coat
    blocks = blocks_of(wanted.kind, random.Random(wanted.seed), wanted.size, wanted.apart)
    if coat == "colour":
        blocks = map(_coloured, blocks)
    if coat == "utf-16":
        file.write(b"\xff\xfe")
    packed = gzip.GzipFile("", "wb", 1, file, mtime=0) if coat == "gz" else file
    for text in filling.filled(blocks, NO_BOUND if wanted.kind == "line" else wanted.size, wanted.errors):
        packed.write(text.decode().encode("utf-16-le") if coat == "utf-16" else text)
    if packed is not file:
        packed.close()
    return filling.truth()


@cache
def _coloured(block: Block) -> Block:
    text = block.text
    for pattern, colour in _COLOURS:
        text = pattern.sub(colour, text)
    return Block(text, block.lines, block.places)


def bounds(written: str) -> tuple[int, int]:
    """How many bytes and how many errors at most: ``500k``, ``1G`` or ``100000x``."""
    found = re.fullmatch(r"(\d+)([kMG]?)B?|(\d+)x", written)
    if not found:
        raise ValueError(f"{written} is no size: write 500k, 100M, 1G, or 100000x for so many errors")
    number, unit, errors = found.groups()
    return (NO_BOUND, int(errors)) if errors else (int(number) * _UNITS[unit], NO_BOUND)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one log, print its truth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("size", type=bounds)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--coat", choices=COATS, default="none")
    parser.add_argument("--apart", type=int, default=APART, metavar="LINES")
    chosen = parser.parse_args(arguments)
    size, errors = chosen.size
    with chosen.file.open("wb") as file:
        wanted = Wanted(chosen.kind, size, errors, chosen.seed, chosen.coat, chosen.apart)
        print(write(wanted, file).dumped())
    return 0


if __name__ == "__main__":
    sys.exit(main())
