"""Many logs at a glance: the distinct faults across them, and what could not be read."""

from __future__ import annotations

from datetime import datetime

from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Skipped
from diagnose.model.report import Status

FINGERPRINT_VERSION = 2
"""Raised when the same error gets another fingerprint than before, so that no baseline of old is compared with new."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where an error stands, and when it was logged.

    ``stated`` is the time as the log states it, ``moment`` what it means: in UTC, or without a zone where none is
    stated; None where it is no date and time.
    """

    source: str
    line: int
    stated: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One fault in one file.

    ``playbook`` is its class, None where no playbook knows it; ``exception`` is the type, empty where none is printed;
    ``message`` the first line.
    """

    fingerprint: str
    playbook: str | None
    title: str
    severity: str
    status: Status
    exception: str
    message: str
    count: int
    first: Seen
    last: Seen


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One distinct fault across all files.

    ``count`` is how often it happened, ``sources`` the files in the order of reading with the count of each.
    ``example`` is where it stands in the first of them.
    """

    fingerprint: str
    playbook: str | None
    title: str
    severity: str
    status: Status
    exception: str
    message: str
    count: int
    sources: tuple[tuple[str, int], ...]
    first: Seen
    last: Seen
    example: Seen


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of the things found in folders were not read, by reason."""

    hidden: int = 0
    binary: int = 0
    empty: int = 0
    special: int = 0
    """Pipes, sockets and devices."""
    twice: int = 0
    """Files that were reached before under another name."""


@dataclass(frozen=True, slots=True)
class Triage:
    """All that can be said of many files. ``known`` is how many faults a baseline has hidden, None without one."""

    rows: tuple[FaultRow, ...]
    unread: tuple[Skipped, ...]
    files: int
    """How many were read."""
    left_out: LeftOut = LeftOut()
    known: int | None = None
