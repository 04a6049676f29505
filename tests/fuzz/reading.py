"""The streaming reading against the whole one: pieces of any size, long logs, and the same answer."""

from __future__ import annotations

import random
from zlib import crc32

from diagnose.decoding import text_of
from diagnose.errors import DoctorError
from diagnose.pipeline import Reading
from tests.fuzz.mutations import mutated
from tests.fuzz.pieces import piece
from tests.fuzz.promises import NAME, Broken, known, rendered

PLAIN = (
    b"2026-01-05 10:00:%02d,%03d INFO app.worker: step %d done\n",
    b"step %d of %d: %d items\n",
    b"\n",
    b'{"n": %d}\n',
)
"""Lines in which nothing failed, for logs that are longer than a window."""


SMALL = (1 << 10, 1 << 12, 1 << 14, 1 << 20)
"""Bytes up to which an input is parsed as a whole; few, so that most of these are not."""


def long_input(seed: int, number: int) -> bytes:
    """A log of some faults with nothing, a little or much between them."""
    rng = random.Random(f"reading/{seed}/{number}")
    parts: list[bytes] = []
    for _ in range(rng.randint(1, 4)):
        parts += [_uneventful(rng), mutated(piece(rng), rng) if rng.random() < 0.7 else piece(rng)]
    if rng.random() < 0.3:
        parts.append(parts[1])  # the same fault again
    return b"".join([*parts, _uneventful(rng)])


def _uneventful(rng: random.Random) -> bytes:
    count = rng.choice((0, 0, 1, 5, 60, 300, 1500))
    form = rng.choice(PLAIN)
    fields = form.count(b"%")
    if rng.random() < 0.03:
        return b"x" * rng.choice((1, 70_000, 300_000))
    return b"".join(form % tuple((number * 7 + at) % 60 for at in range(fields)) for number in range(count))


def check_reading(data: bytes) -> str:
    """Fed at once and fed in pieces, the same answer, about lines that exist."""
    rng = random.Random(crc32(data))
    small = rng.choice(SMALL)
    fed, pieces = _fed([data], small), _fed(_pieces(data, rng), small)
    if fed != pieces:
        raise Broken(f"fed in pieces it says something else: {_difference(fed, pieces)}")
    return fed


def check_prefilter(data: bytes) -> str:
    """What is said of an input of which only parts were parsed is what is said of the whole."""
    small = random.Random(crc32(data)).choice(SMALL)
    whole, fed = _fed([data], small, whole=True), _fed([data], small)
    if whole != fed:
        raise Broken(f"the reading does not say what the whole parse says: {_difference(whole, fed)}")
    return fed


def _fed(pieces: list[bytes], small: int, whole: bool = False) -> str:
    reading = Reading(NAME, known(), small=small, whole=whole)
    try:
        for data in pieces:
            reading.feed(data)
        report = reading.report()
    except DoctorError as refused:
        return str(refused)
    return rendered(report, text_of(b"".join(pieces)).count("\n") + 1, thorough=False)


def _pieces(data: bytes, rng: random.Random) -> list[bytes]:
    """The bytes in pieces: single bytes here and there, empty ones, cuts through characters and line ends."""
    most = rng.choice((3, 60, 1000, 5000, 70_000))
    pieces: list[bytes] = []
    at = 0
    while at < len(data) and len(pieces) < 3000:
        size = 0 if rng.random() < 0.02 else rng.randint(1, most)
        pieces.append(data[at : at + size])
        at += size
    return [*pieces, data[at:]]


def _difference(one: str, other: str) -> str:
    """The first line in which two texts differ."""
    for left, right in zip(one.split("\n"), other.split("\n"), strict=False):
        if left != right:
            return f"{left.strip()[:100]!r} and {right.strip()[:100]!r}"
    return f"{len(one)} and {len(other)} characters"
