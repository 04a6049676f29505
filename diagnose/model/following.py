"""What is told of a log that still grows: each new fault, its repeats, and the sum at the end."""

from __future__ import annotations

from datetime import datetime

from diagnose.model.dataclass import dataclass
from diagnose.model.report import Diagnosis, Unrecognised


@dataclass(frozen=True, slots=True)
class Place:
    """A line of an input as it is numbered now, and when it was read; ``at`` is None where it stood there before."""

    source: str
    line: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """A fault that was told, in short: its number in the order of telling, its class (None: not recognised)."""

    number: int
    playbook: str | None
    title: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Found:
    """A fault that was not there before, when it is complete; ``occurrences`` are those that were read together."""

    known: Known
    fault: Diagnosis | Unrecognised
    occurrences: int
    place: Place


@dataclass(frozen=True, slots=True)
class Again:
    """A fault that was told has come again: how often by now, and where last."""

    known: Known
    occurrences: int
    place: Place


@dataclass(frozen=True, slots=True)
class Tallied:
    """One fault of the summary."""

    known: Known
    occurrences: int
    first: Place
    last: Place


@dataclass(frozen=True, slots=True)
class Summary:
    """The end: every fault that was told, in that order.

    ``forgotten`` is how many faults were told but had to make room for newer ones; they are not among ``faults``.
    """

    faults: tuple[Tallied, ...]
    sources: tuple[str, ...]
    lines: int
    started: datetime
    ended: datetime
    forgotten: int = 0


Told = Found | Again | Summary
