"""Sightings and rows made by hand."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.lines import Skipped
from diagnose.model.report import Status
from diagnose.model.triage import FaultRow, LeftOut, Seen, Sighting, Triage
from diagnose.times import instant


def seen(source: str, line: int = 1, stated: str | None = None) -> Seen:
    return Seen(source, line, stated, instant(stated) if stated else None)


def sighting(source: str = "a.log", count: int = 1, first: str | None = None, last: str | None = None) -> Sighting:
    """A fault in a file, at line 4 and, where it happened more than once, at line 9."""
    return Sighting(
        fingerprint="0123456789abcdef",
        playbook="queue-full",
        title="The ticket server's queue is full",
        severity="error",
        status=Status.FAILED,
        exception="client.QueueFull",
        message="the queue holds 8 requests",
        count=count,
        first=seen(source, 4, first),
        last=seen(source, 4 if count == 1 else 9, last or first),
    )


ROW = FaultRow(
    fingerprint="0123456789abcdef",
    playbook="queue-full",
    title="The ticket server's queue is full",
    severity="error",
    status=Status.FAILED,
    exception="client.QueueFull",
    message="Error code: 503 - the queue holds 8 requests, this would be number 9. Wait until one of them is answered, "
    "or start the server with a longer queue.",
    count=12345,
    sources=(("logs/worker-1.log", 12000), ("logs/worker-2.log.gz", 345)),
    first=seen("logs/worker-2.log.gz", 17, "2026-01-01T00:00:07.018Z"),
    last=seen("logs/worker-1.log", 90210, "2026-01-02T03:04:05Z"),
    example=seen("logs/worker-1.log", 39, "2026-01-01T00:01:00Z"),
)
NAMELESS = replace(
    ROW,
    fingerprint="fedcba9876543210",
    playbook=None,
    title="",
    exception="KeyError",
    message="'ticket'",
    count=2,
    sources=(("logs/a.log", 1), ("logs/b.log", 1)),
    first=seen("logs/a.log", 8, "Jan 01 00:00:00"),
    last=seen("logs/b.log", 3),
    example=seen("logs/a.log", 8, "Jan 01 00:00:00"),
)
RECOVERED = replace(
    ROW, fingerprint="00000000000000aa", playbook="a-class-with-a-very-long-name-indeed", status=Status.RECOVERED,
    message="slow", count=1, sources=(("logs/c.log", 1),), first=seen("logs/c.log", 1, "2026-01-01 00:00:00,078"),
    last=seen("logs/c.log", 1, "2026-01-01 00:00:00,078"), example=seen("logs/c.log", 1, "2026-01-01 00:00:00,078"),
)  # fmt: skip
UNREAD = Skipped("logs/gone.log", "logs/gone.log does not exist: check the spelling.")
WHOLE = Triage((ROW, NAMELESS, RECOVERED), (UNREAD,), 300, LeftOut(hidden=1, binary=12, empty=3, special=1, twice=2))
NOTHING_NEW = Triage((), (), 300, known=4)
NEW = Triage((NAMELESS,), (), 2, known=1)


def hostile(text: str) -> Triage:
    """A triage with the text wherever a log or a file name can bring one in."""
    at = Seen(text, 1, text)
    row = replace(ROW, exception=text, message=text, sources=((text, 1),), first=at, last=at, example=at)
    return Triage((row, replace(row, playbook=None)), (Skipped(text, text),), 1)
