"""Sightings to rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.model.report import Status
from diagnose.model.triage import FaultRow
from diagnose.triage.baseline import Baseline
from diagnose.triage.merge import merged, without_known
from tests.triage.rows import NAMELESS, ROW, WHOLE, seen, sighting


def test_one_fault_in_many_files_is_one_row() -> None:
    """Counts add up, files are counted once, the words are those of the first file."""
    found = [
        sighting("a.log", 3, "2026-01-01T00:00:07Z", "2026-01-01T00:00:09Z"),
        replace(sighting("b.log", 1, "2026-01-01T00:00:01+00:00"), message="the queue holds 9 requests"),
        sighting("a.log"),
    ]

    assert merged(found) == (
        FaultRow(
            fingerprint="0123456789abcdef",
            playbook="queue-full",
            title="The ticket server's queue is full",
            severity="error",
            status=Status.FAILED,
            exception="client.QueueFull",
            message="the queue holds 8 requests",
            count=5,
            sources=(("a.log", 4), ("b.log", 1)),
            first=seen("b.log", 4, "2026-01-01T00:00:01+00:00"),
            last=seen("a.log", 9, "2026-01-01T00:00:09Z"),
            example=seen("a.log", 4, "2026-01-01T00:00:07Z"),
        ),
    )


@pytest.mark.parametrize(
    ("times", "first", "last"),
    [
        ([None, None, None], 0, 2),
        ([None, "2026-01-01 00:00:05", None], 1, 1),
        (["2026-01-01 00:00:05", "2026-01-01 00:00:04", "2026-01-01 00:00:04"], 1, 0),
        (["2026-01-01 00:00:05", "2026-01-01 00:00:05", "2026-01-01 00:00:05"], 0, 2),
        (["2026-01-01T00:30:00Z", "2026-01-01T01:00:00+01:00", None], 1, 0),
        (["2026-01-01 00:00:05", "2025-01-01T00:00:00Z", "2026-01-01 00:00:04"], 0, 2),
        (["12:00:00", "11:00:00", "Jan 01 10:00:00"], 0, 2),
    ],
    ids=["none", "one", "no-zones", "equal", "zones", "some-have-zones", "no-dates"],
)
def test_first_and_last_are_by_time_where_times_compare(times: list[str | None], first: int, last: int) -> None:
    """By the moments where all that are stated have a zone or none has; else by the order of the files."""
    found = [sighting(f"{at}.log", 1, time) for at, time in enumerate(times)]
    (row,) = merged(found)

    assert (row.first, row.last) == (found[first].first, found[last].last)


def test_order_of_rows() -> None:
    """Failed, recovered, noise; errors before warnings; by count, by files; classes by name, then the nameless."""
    usual = sighting()
    rows = [
        replace(usual, fingerprint="often", count=9),
        replace(usual, fingerprint="two-files", count=1),
        replace(usual, fingerprint="two-files", count=1, first=seen("b.log")),
        replace(usual, fingerprint="one-file", count=2),
        replace(usual, fingerprint="b", playbook="a-class"),
        replace(usual, fingerprint="a"),
        replace(usual, fingerprint="unknown", playbook=None),
        replace(usual, fingerprint="warning", severity="warning", count=99),
        replace(usual, fingerprint="recovered", status=Status.RECOVERED, count=99),
        replace(usual, fingerprint="noise", status=Status.HARMLESS, count=99),
    ]
    wanted = ["often", "two-files", "one-file", "b", "a", "unknown", "warning", "recovered", "noise"]

    assert [row.fingerprint for row in merged(reversed(rows))] == wanted


def test_a_fault_that_failed_somewhere_failed() -> None:
    """The worst of what became of it counts."""
    recovered = replace(sighting(), status=Status.RECOVERED)

    assert [row.status for row in merged([recovered, sighting("b.log")])] == [Status.FAILED]


def test_classes_are_not_merged() -> None:
    """The same fingerprint in two classes is two rows: what stands around an error may decide its class."""
    found = [sighting(), replace(sighting(), playbook=None), replace(sighting(), playbook="other")]

    assert [row.playbook for row in merged(found)] == ["other", "queue-full", None]


@pytest.mark.parametrize(
    ("known", "hidden"),
    [
        ({(ROW.fingerprint, ROW.playbook)}, True),
        ({(ROW.fingerprint, None)}, True),
        ({(ROW.fingerprint, "other")}, False),
        ({("other", ROW.playbook)}, False),
        (set(), False),
    ],
    ids=["same", "was-not-recognised", "other-class", "other-fingerprint", "empty"],
)
def test_a_baseline_hides_what_it_knows(known: set[tuple[str, str | None]], hidden: bool) -> None:
    """Fingerprint and class tell a fault; one that a newer playbook recognises is not new."""
    baseline = Baseline(frozenset(known), frozenset(name for name, _ in known))
    left = without_known(replace(WHOLE, rows=(ROW,)), baseline.knows)

    assert (left.rows, left.known) == (() if hidden else (ROW,), int(hidden))


def test_what_is_no_more_recognised_is_not_new() -> None:
    """A fault whose playbook has gone was there all the same."""
    known = frozenset({(NAMELESS.fingerprint, "gone-class")})

    assert Baseline(known, frozenset({NAMELESS.fingerprint})).knows(NAMELESS)
