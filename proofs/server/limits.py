"""Requests and tokens per minute, accounted over a sliding window."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from proofs.server.problems import RateHit
from proofs.server.settings import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What is left of a minute, and the seconds until all of it is back."""

    requests: int
    tokens: int
    reset: float


class RateLimiter:
    """Lets a request through where the last minute's requests and tokens leave room for it.

    A request that is turned away uses nothing up, so that a client that retries is not held off for ever.
    """

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._passed: deque[tuple[float, int]] = deque()
        self._lock = threading.Lock()

    def admit(self, tokens: int, model: str, now: float | None = None) -> RateHit | None:
        """Account for a request of so many tokens; where there is no room for it, say why and account for nothing."""
        at = time.monotonic() if now is None else now
        faults = self._faults
        with self._lock:
            self._forget(at)
            requests = len(self._passed)
            used = sum(each for _, each in self._passed)
            if 0 < faults.requests_per_minute <= requests:
                limit = faults.requests_per_minute
                wait = self._until(at, requests - limit + 1, 0)
                return RateHit(kind="requests", limit=limit, used=requests, requested=1, wait=wait, model=model)
            if 0 < faults.tokens_per_minute < used + tokens:
                limit = faults.tokens_per_minute
                wait = self._until(at, 0, used + tokens - limit)
                return RateHit(kind="tokens", limit=limit, used=used, requested=tokens, wait=wait, model=model)
            self._passed.append((at, tokens))
            return None

    def remaining(self, now: float | None = None) -> Remaining:
        """What is left now; 0 of what is not limited."""
        at = time.monotonic() if now is None else now
        with self._lock:
            self._forget(at)
            used = sum(each for _, each in self._passed)
            last = self._passed[-1][0] if self._passed else at - self._faults.minute
            return Remaining(
                requests=max(0, self._faults.requests_per_minute - len(self._passed)),
                tokens=max(0, self._faults.tokens_per_minute - used),
                reset=max(0.0, last + self._faults.minute - at),
            )

    def _forget(self, now: float) -> None:
        while self._passed and self._passed[0][0] <= now - self._faults.minute:
            self._passed.popleft()

    def _until(self, now: float, requests: int, tokens: int) -> float:
        """Seconds until so many requests and tokens have left the window; a whole minute where they never will."""
        left = 0
        for gone, (at, each) in enumerate(self._passed, 1):
            left += each
            if gone >= requests and left >= tokens:
                return max(0.0, at + self._faults.minute - now)
        return self._faults.minute
