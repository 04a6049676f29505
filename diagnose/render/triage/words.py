"""Sentences that the renderings of a triage share."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.report import Status
from diagnose.model.triage import FaultRow, Seen, Triage
from diagnose.quantities import count

NOT_RECOGNISED = "not recognised"
STATES = {Status.FAILED: "", Status.RECOVERED: "recovered", Status.HARMLESS: "noise"}
_LEFT_OUT = (
    ("hidden", "hidden", "hidden"),
    ("binary", "not text", "not text"),
    ("empty", "empty", "empty"),
    ("special", "pipe or device", "pipes or devices"),
    ("twice", "reached twice", "reached twice"),
)
"""Fields of LeftOut, in the singular and in the plural."""


def headline(triage: Triage) -> str:
    """How many faults, how often, in how many files."""
    files = _many(triage.files, "file")
    new = "" if triage.known is None else "new "
    if not triage.rows:
        return f"No {new}fault in {files}"
    kinds = _many(len(triage.rows), f"{new}fault" if new else "distinct fault")
    affected = len({source for row in triage.rows for source, _ in row.sources})
    times = _many(sum(row.count for row in triage.rows), "time")
    return f"{kinds}, {times}, in {count(affected)} of {files}"


def remarks(triage: Triage) -> Iterator[str]:
    """What the table does not show, in a sentence each."""
    if triage.known:
        yield f"{_many(triage.known, 'fault')} of the baseline not shown."
    numbers = [(getattr(triage.left_out, name), one, many) for name, one, many in _LEFT_OUT]
    counted = [f"{count(number)} {one if number == 1 else many}" for number, one, many in numbers if number]
    if counted:
        yield f"Left out in folders: {', '.join(counted)}."


def error(row: FaultRow) -> str:
    """Type and message, as the log has them."""
    return f"{row.exception}: {row.message}" if row.exception and row.message else row.exception or row.message


def name(row: FaultRow) -> str:
    """The class, or that there is none."""
    return row.playbook or NOT_RECOGNISED


def place(seen: Seen) -> str:
    """File and line."""
    return f"{seen.source}:{seen.line}"


def time(seen: Seen) -> str:
    """The time in one form, to the second; as it is stated where it is no date and time; empty where none is stated."""
    if seen.moment is None:
        return seen.stated or ""
    return f"{seen.moment:%Y-%m-%d %H:%M:%S}{'Z' if seen.moment.tzinfo else ''}"


def period(row: FaultRow) -> str:
    """From when to when, where both are known and can be compared; else empty."""
    first, last = row.first.moment, row.last.moment
    if first is None or last is None or (first.tzinfo is None) != (last.tzinfo is None):
        return ""
    return time(row.first) if time(row.first) == time(row.last) else f"{time(row.first)} to {time(row.last)}"


def _many(number: int, noun: str) -> str:
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
