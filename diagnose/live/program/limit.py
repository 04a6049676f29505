"""The time that a program is given: then it is asked to end, and after a grace it is ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable


class Limit:
    """``seconds`` from now on, None for any time; ``grace`` between SIGTERM and SIGKILL; ``end`` sends those two."""

    def __init__(self, seconds: float | None, grace: float, end: Callable[[int], None]) -> None:
        self.seconds = seconds
        self._grace = grace
        self._end = end
        self._next = None if seconds is None else time.monotonic() + seconds
        self.struck = False
        self.forced = False
        self.quiet = 0.0

    @property
    def left(self) -> float | None:
        """Seconds until something has to be done; None where nothing has to."""
        return None if self._next is None else self._next - time.monotonic()

    def check(self, quiet: float) -> None:
        """Do what has to be done by now; ``quiet`` is for how long nothing has been printed."""
        if self._next is None or time.monotonic() < self._next:
            return
        if not self.struck:
            self.struck, self.quiet = True, quiet
            self._next = time.monotonic() + self._grace
            self._end(signal.SIGTERM)
            self._end(signal.SIGCONT)  # one that is stopped hears it too
        else:
            self.forced, self._next = True, None
            self._end(signal.SIGKILL)

    def over(self) -> None:
        """The program has ended."""
        self._next = None
