"""Bytes in pieces of any size become whole lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.live.follow.incoming import LONGEST, Incoming

TEXT = "first line: é 汉 “x”\r\n\nthird\rover it\nlast one has no end, and it goes on for some time"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@given(cuts=st.lists(st.integers(0, 400), max_size=12))
def test_nothing_is_lost_or_doubled(encoding: str, cuts: list[int]) -> None:
    """Whatever the encoding and wherever it is cut, in the middle of a character too: the same lines, in order."""
    data = TEXT.encode(encoding, "replace")
    incoming = Incoming()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    lines = [incoming.feed(data[start:end]) for start, end in pairwise(places)]
    rest = incoming.rest()

    whole = b"".join(lines) + rest
    assert whole.decode("utf-8" if "utf" in encoding else encoding).lstrip("\ufeff") == data.decode(encoding)
    assert all(part.endswith(b"\n") for part in lines if part)
    assert b"\n" not in rest or len(data) < 64
    assert incoming.rest() == b""


def test_broken_bytes_stay_as_they_are() -> None:
    """They are judged line by line later; those of a character that was cut by a read are put together again."""
    incoming = Incoming()
    data = b"caf\xe9 \xff\xfe " + "汉".encode() + b" and some more words to make it long enough to be known\n"
    assert incoming.feed(data[:12]) + incoming.feed(data[12:]) == data


def test_a_line_too_long_is_passed_on_in_parts() -> None:
    """So that what has no line end is not held without bounds; the holes of a sparse file are nothing."""
    incoming = Incoming()
    got = b"".join(incoming.feed(b"y" * 100_000) for _ in range(30))
    assert len(got) > 3_000_000 - LONGEST - 100_000
    assert got + incoming.rest() == b"y" * 3_000_000
    assert Incoming().feed(b"\0" * 5_000_000 + b"end\n") == b"end\n"


def test_a_short_beginning_waits_until_nothing_more_comes() -> None:
    """A few bytes do not tell UTF-16; they are shown when no more have come, and nothing waits then."""
    incoming = Incoming()
    assert incoming.feed(b"Killed\n") == b""
    assert incoming.waiting
    assert incoming.settle() == b"Killed\n"
    assert not incoming.waiting
