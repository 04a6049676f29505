"""What the built-in checks found on the user's machine."""

from __future__ import annotations

from enum import Enum

from diagnose.model.dataclass import dataclass
from diagnose.model.report import FactValue


class State(Enum):
    """How something that was checked stands."""

    PASS = "pass"
    WARNING = "warning"
    """It works, and may be the reason of an error all the same."""
    PROBLEM = "problem"
    NOT_CHECKED = "not checked"
    """It is not there, or could not be looked at."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that a check looked at.

    ``check`` is a key of ``vocabulary.CHECKS``; ``summary`` says in a sentence what was found, or why it was not
    checked; ``advice`` what to do about a warning or a problem. ``findings`` are values under the names that the
    vocabulary gives the check; what cannot be known is left out, and no name is there twice in one checkup.
    """

    check: str
    title: str
    state: State
    summary: str
    advice: str = ""
    details: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, FactValue], ...] = ()
