"""What is to be run, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from diagnose.model.dataclass import dataclass
from diagnose.model.ending import Ending

Work = Callable[[Iterator[bytes], Callable[[], "Ending | None"]], None]
"""Is given what is printed, to its end, and then how the program ended: None where nothing is to be said."""

TIMED_OUT = 124
CANNOT_RUN = 126
NOT_FOUND = 127


@dataclass(frozen=True, slots=True)
class Order:
    """The command; the seconds it is given, and those between SIGTERM and SIGKILL; where its output is kept too.

    ``always`` asks for a report on a program that succeeds, too.
    """

    command: tuple[str, ...]
    timeout: float | None = None
    grace: float = 10.0
    log: Path | None = None
    always: bool = False


@dataclass(frozen=True, slots=True)
class NotRun:
    """The program could not be started: the status that a shell has for that, and why, as a sentence."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ran:
    """The program has run. ``remarks`` are sentences about what went wrong beside it, without disturbing it.

    ``typed`` tells that keys interrupted it, ``reported`` that the diagnosis is done, as far as one was called for.
    """

    ending: Ending
    remarks: tuple[str, ...] = ()
    typed: bool = False
    reported: bool = True
