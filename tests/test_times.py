"""Times that logs state."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.times import instant

NAIVE = datetime(2026, 1, 2, 3, 4, 5)
UTC = NAIVE.replace(tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2026-01-02 03:04:05", NAIVE),
        ("2026-01-02 03:04:05,078", NAIVE.replace(microsecond=78000)),
        ("[2026/01/02 03:04:05]", NAIVE),
        ("02-Jan-2026 03:04:05", NAIVE),
        ("Jan  2, 2026, 03:04:05", NAIVE),
        ("Fri Jan  2 03:04:05 2026", NAIVE),
        ("2026-01-02T03:04:05Z", UTC),
        ("2026-01-02T03:04:05.000000000Z", UTC),
        ("2026-01-02 03:04:05 UTC", UTC),
        ("2026-01-02T05:34:05+0230", UTC),
        ("2026-01-01T22:04:05-05:00", UTC),
        ("02/Jan/2026:03:04:05 +0000", UTC),
        ("1767323045", UTC),
        ("1767323045.5", UTC.replace(microsecond=500000)),
        ("1767323045078", UTC.replace(microsecond=78000)),
        ("1767323045000078", UTC.replace(microsecond=78)),
        ("1767323045000078999", UTC.replace(microsecond=78)),
    ],
)
def test_date_and_time_are_a_moment(stated: str, moment: datetime) -> None:
    """In UTC where a zone is stated; without a zone where none is."""
    assert instant(stated) == moment


@pytest.mark.parametrize(
    "stated",
    [
        "", "03:04:05", "Jan 02 03:04:05", "01-02 03:04:05", "0102 03:04:05.123456", "2026-01-02", "8123.551207",
        "2026-01-02 03:04:05 PST", "2026-02-30 03:04:05", "2026-01-02 25:04:05", "02-Foo-2026 03:04:05", "1",
        "01/02/2026 03:04:05", "0001-01-01T00:00:00+05:00", "9" * 400,
    ],
)  # fmt: skip
def test_nothing_is_made_up(stated: str) -> None:
    """No date, no year, day and month that could be either, a zone known to its region, no such day: no moment."""
    assert instant(stated) is None


@given(st.text(max_size=80) | st.from_regex(r"\A[0-9 T:.,+/Z-]{0,40}\Z"))
def test_any_text_has_an_answer(stated: str) -> None:
    """Whatever a log has for a time, there is a moment or there is none."""
    instant(stated)
