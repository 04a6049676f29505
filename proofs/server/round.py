"""All that one `set` begins: the settings and what is counted under them.

A request keeps the round in which it arrived: one that still runs when the next round begins counts into its own.
"""

from __future__ import annotations

import itertools
import threading

from proofs.server.answers import Answer, calls_tool, text_answer, tool_answer
from proofs.server.ask import Ask
from proofs.server.counters import Tally
from proofs.server.limits import RateLimiter
from proofs.server.settings import Faults
from proofs.server.slots import Slots


class Round:
    """One value of the settings, with fresh counters, a fresh minute and free slots."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.tally = Tally()
        self.limiter = RateLimiter(faults)
        self.slots = Slots(faults.slots)
        self._turns = itertools.count()
        self._lock = threading.Lock()

    def answer(self, ask: Ask, serial: int) -> Answer:
        """What the model says to this request; only answers in words use up `replies`."""
        if calls_tool(ask, self.faults):
            return tool_answer(ask, self.faults, serial)
        with self._lock:
            turn = next(self._turns)
        return text_answer(ask, self.faults, serial, turn)
