"""The condenser alone: what it keeps does not depend on the pieces in which a log arrives."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose.prefilter.condense import LONG, Condenser
from diagnose.prefilter.engines import engine_for
from diagnose.prefilter.excerpt import Excerpt

WORDS = ("error", "exception", 'file "', "    at ", "traceback", "timed out")
LINES = (
    b"all is well\n",
    b"step 12 of 99 took 7 ms\n",
    b"Traceback (most recent call last):\n",
    b'  File "/srv/a.py", line 7, in f\n',
    b"    f()\n",
    b"Mishap: it is over\n",
    b"ValueError: bad error 77\n",
    b"TypeError: boom\n",
    b"    at f (/srv/a.js:1:2)\n",
    b"\n",
    b"\x1b[31mError\x1b[0m: red\n",
)


def excerpts(pieces: list[bytes]) -> list[Excerpt]:
    """What a condenser keeps of a log in these pieces."""
    found: list[Excerpt] = []

    def take(excerpt: Excerpt) -> bool:
        found.append(excerpt)
        return False

    condenser = Condenser(engine_for(WORDS), "x.log", take)
    for piece in pieces:
        condenser.feed(piece)
    condenser.finish()
    return found


def _log(seed: int) -> bytes:
    rng = random.Random(seed)
    parts: list[bytes] = []
    for _ in range(rng.randint(1, 25)):
        if rng.random() < 0.06:
            parts.append(b"y" * rng.choice((LONG - 1, LONG, LONG + 1, 3 * LONG)) + b" error in the middle " * 2)
            parts.append(b"z" * rng.choice((5, LONG, 700_000)) + b"\n")
        elif rng.random() < 0.4:
            parts.append(rng.choice(LINES[:2]) * rng.choice((1, 50, 700, 9000)))
        else:
            parts += rng.choices(LINES, k=rng.randint(1, 60))
    return b"".join(parts)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 40))
def test_pieces_do_not_matter(seed: int) -> None:
    """Whole, or cut anywhere: the same lines are kept, and the same repeats are counted."""
    data, rng = _log(seed), random.Random(seed + 1)
    pieces, at = [], 0
    while at < len(data):
        size = rng.choice((1, 17, 4096, 65_536, 1_000_000))
        pieces.append(data[at : at + size])
        at += size
        if len(pieces) > 3000:
            pieces.append(data[at:])
            break
    assert excerpts(pieces) == excerpts([data])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 40))
def test_what_is_kept_stands_in_the_log(seed: int) -> None:
    """Each line that is kept is the log's line of that number, or a part of it, or the blank that parts windows."""
    data = _log(seed)
    lines = data.replace(b"\x1b[31m", b"").replace(b"\x1b[0m", b"").decode().split("\n")
    for excerpt in excerpts([data]):
        numbers = [line.number for line in excerpt.lines]
        assert numbers == sorted(numbers)
        assert all(line.text in lines[line.number - 1] for line in excerpt.lines)
        assert set(excerpt.repeats) <= set(numbers)


def test_every_line_is_counted() -> None:
    """Of each shape, what is kept and what is left out make all there is."""
    data = (b"all is well\n" * 40 + b"Error: no 7\n") * 2000
    (excerpt,) = excerpts([data])
    kept = [number for number in excerpt.repeats if number % 41 == 0]
    assert len(kept) + round(sum(excerpt.repeats[number].share for number in kept)) == 2000
    assert {repeat.last for repeat in excerpt.repeats.values()} == {82_000}
    assert len(excerpt.lines) < 1500
