"""Time as it is handed in: the rules of following never look at a clock themselves."""

from __future__ import annotations

import time
from datetime import datetime, timezone

from diagnose.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: ``steady`` seconds that only grow, to measure with, and the time on the wall, to be shown."""

    steady: float
    wall: datetime


def now() -> Moment:
    """This moment, in the local time zone."""
    return Moment(time.monotonic(), datetime.now(timezone.utc).astimezone())
