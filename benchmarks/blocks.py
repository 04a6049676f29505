"""Text that is written many times over: blocks with holes for what changes, and where the errors in them stand."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

MINUTE, DAY_MINUTE, HEX, DIGITS = "~minute~", "~dayminute~", "~hex~", "~nn~"
"""Holes: ``2026-03-04 10:17``, ``03-04 10:17``, four digits of an id, two digits of a number."""

_START = datetime(2026, 3, 4, 10, 17)


@dataclass(frozen=True, slots=True)
class Place:
    """The lines of one error, numbered in its block or in its log."""

    fault: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines with holes, as bytes, and the errors among them."""

    text: bytes
    lines: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One fault in a log: how often, and the lines of its first and its last occurrence."""

    fault: str
    count: int
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a log holds."""

    kind: str
    seed: int
    size: int
    """bytes of text, before any packing"""
    lines: int
    faults: tuple[Seen, ...]

    def dumped(self) -> str:
        """As JSON, for other programs."""
        return json.dumps(asdict(self))


def truth_of(text: str) -> Truth:
    """What ``dumped`` has written."""
    kept = json.loads(text)
    faults = tuple(Seen(one["fault"], one["count"], tuple(one["first"]), tuple(one["last"])) for one in kept["faults"])
    return Truth(kept["kind"], kept["seed"], kept["size"], kept["lines"], faults)


def block_of(pieces: Sequence[tuple[str, Sequence[str]]]) -> Block:
    """A block of pieces, each the name of its fault (empty: no error) and its lines."""
    lines: list[str] = []
    places: list[Place] = []
    for fault, piece in pieces:
        if fault:
            places.append(Place(fault, len(lines) + 1, len(lines) + len(piece)))
        lines += piece
    return Block("".join(f"{line}\n" for line in lines).encode(), len(lines), tuple(places))


class Filling:
    """Blocks one after another, their holes filled with a clock that goes on and with fresh ids; keeps the truth."""

    def __init__(self, kind: str, seed: int) -> None:
        self._kind, self._seed = kind, seed
        self._random = random.Random(seed)
        self._clock = _START
        self._faults: dict[str, Seen] = {}
        self.size = self.lines = self.errors = 0

    def filled(self, blocks: Iterator[Block], most_bytes: int, most_errors: int) -> Iterator[bytes]:
        """The text of blocks until one of the bounds is reached; the last block is written whole."""
        for block in blocks:
            if self.size >= most_bytes or self.errors >= most_errors:
                return
            text = self._fill(block.text)
            for place in block.places:
                self._note(place)
            self.size += len(text)
            self.lines += block.lines
            self.errors += len(block.places)
            yield text

    def truth(self) -> Truth:
        """What has been written so far."""
        return Truth(self._kind, self._seed, self.size, self.lines, tuple(self._faults.values()))

    def _fill(self, text: bytes) -> bytes:
        minute = f"{self._clock:%Y-%m-%d %H:%M}".encode()
        self._clock += timedelta(minutes=1)
        values = (
            (MINUTE, minute),
            (DAY_MINUTE, minute[5:]),
            (HEX, b"%04x" % self._random.getrandbits(16)),
            (DIGITS, b"%02d" % self._random.randrange(10, 100)),
        )
        for hole, value in values:
            text = text.replace(hole.encode(), value)
        return text

    def _note(self, place: Place) -> None:
        lines = (self.lines + place.first, self.lines + place.last)
        seen = self._faults.get(place.fault)
        count, first = (seen.count + 1, seen.first) if seen else (1, lines)
        self._faults[place.fault] = Seen(place.fault, count, first, lines)
