"""Ways in which a log is damaged, mixed up or made hostile; each from bytes to bytes, by a random source."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.adversary.wrappings import WRAPPINGS
from tests.fuzz.pieces import ENCODINGS, NUMBERS, piece, token

Mutation = Callable[[bytes, random.Random], bytes]
LONGEST = 16_000
"""Bytes of an input; what a mutation makes of more is cut."""

_NUMBER = re.compile(rb"\d+")


def cut(data: bytes, rng: random.Random) -> bytes:
    """Without one stretch, whatever it cuts through."""
    first, last = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    return data[:first] + data[min(last, first + 400) :]


def ended_early(data: bytes, rng: random.Random) -> bytes:
    """Its beginning alone, perhaps up to the middle of a character."""
    return data[: rng.randint(0, len(data))]


def begun_late(data: bytes, rng: random.Random) -> bytes:
    """Its end alone."""
    return data[rng.randint(0, len(data)) :]


def spliced(data: bytes, rng: random.Random) -> bytes:
    """Its beginning and the end of another."""
    other = piece(rng)
    return data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]


def interleaved(data: bytes, rng: random.Random) -> bytes:
    """Two logs written into one, line by line."""
    queues = [data.splitlines(keepends=True), piece(rng).splitlines(keepends=True)]
    mixed: list[bytes] = []
    while any(queues):
        queue = rng.choice([one for one in queues if one])
        mixed += [queue.pop(0) for _ in range(min(len(queue), rng.randint(1, 3)))]
    return b"".join(mixed)


def repeated(data: bytes, rng: random.Random) -> bytes:
    """Some lines many times."""
    lines = data.splitlines(keepends=True) or [b""]
    first = rng.randrange(len(lines))
    last = min(len(lines), first + rng.randint(1, 8))
    return b"".join([*lines[:first], *(lines[first:last] * rng.choice((2, 3, 20))), *lines[last:]])


def flipped(data: bytes, rng: random.Random) -> bytes:
    """Some bits turned over."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def sown(data: bytes, rng: random.Random) -> bytes:
    """Words put anywhere."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(data))
        data = data[:at] + token(rng) + data[at:]
    return data


def replaced(data: bytes, rng: random.Random) -> bytes:
    """A word instead of a stretch."""
    at = rng.randint(0, len(data))
    return data[:at] + token(rng) + data[at + rng.randint(1, 30) :]


def recounted(data: bytes, rng: random.Random) -> bytes:
    """Other numbers."""
    return _NUMBER.sub(lambda found: rng.choice(NUMBERS) if rng.random() < 0.15 else found.group(), data)


def shuffled(data: bytes, rng: random.Random) -> bytes:
    """Some lines elsewhere."""
    lines = data.splitlines(keepends=True)
    for _ in range(rng.randint(1, 4)):
        if lines:
            lines.insert(rng.randint(0, len(lines)), lines.pop(rng.randrange(len(lines))))
    return b"".join(lines)


def thinned(data: bytes, rng: random.Random) -> bytes:
    """Without some of its lines."""
    return b"".join(line for line in data.splitlines(keepends=True) if rng.random() > 0.2)


def joined(data: bytes, rng: random.Random) -> bytes:
    """Without some of its line ends, or with others."""
    end = rng.choice((b"", b" ", b"\r", b"\r\n", b"\\n", b"\n\n"))
    return b"".join(line if rng.random() < 0.6 else line.rstrip(b"\n") + end for line in data.splitlines(keepends=True))


def indented(data: bytes, rng: random.Random) -> bytes:
    """Some lines moved to the right or to the left."""
    lines = data.splitlines(keepends=True)
    return b"".join(
        line if rng.random() < 0.7 else line.lstrip() if rng.random() < 0.5 else b" " * rng.choice((1, 2, 4, 90)) + line
        for line in lines
    )


def prefixed(data: bytes, rng: random.Random) -> bytes:
    """Every line, or most of them, behind the same words."""
    head, share = token(rng).replace(b"\n", b" "), rng.choice((0.7, 1.0))
    return b"".join(head + line if rng.random() < share else line for line in data.splitlines(keepends=True))


def wrapped(data: bytes, rng: random.Random) -> bytes:
    """As some tool passes it on."""
    wrapping = WRAPPINGS[rng.choice(sorted(WRAPPINGS))]
    return wrapping(data.decode("utf-8", "replace")).encode("utf-8", "replace")


def recoded(data: bytes, rng: random.Random) -> bytes:
    """In another encoding."""
    return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    cut, ended_early, begun_late, spliced, interleaved, repeated, flipped, sown, sown, replaced, recounted, shuffled,
    thinned, joined, indented, prefixed, wrapped, recoded,
)  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes after one to four mutations."""
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        data = rng.choice(MUTATIONS)(data, rng)[:LONGEST]
    return data


def input_of(seed: int, number: int) -> bytes:
    """The input of this number: the same for the same seed, on every machine and whatever else is made."""
    rng = random.Random(f"{seed}/{number}")
    return mutated(piece(rng), rng)
