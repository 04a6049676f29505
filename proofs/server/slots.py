"""A fixed number of places at which requests are served, given out in order of arrival."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK = 0.1
"""Seconds between two looks whether a waiting client is still there."""


class Slots:
    """So many requests at once (0: without limit); the rest queue, and those whose client leaves drop out."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._unlimited = places == 0
        self._queue: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def place(self, check: Callable[[], None]) -> Iterator[None]:
        """Hold a place for the time of the block; `check` is called while waiting and ends it by raising."""
        if self._unlimited:
            yield
            return
        self._take(check)
        try:
            yield
        finally:
            self._give()

    def _take(self, check: Callable[[], None]) -> None:
        turn = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            self._queue.append(turn)
        try:
            while not turn.wait(_LOOK):
                check()
        except BaseException:
            with self._lock:
                handed_over = turn not in self._queue
                if not handed_over:
                    self._queue.remove(turn)
            if handed_over:
                self._give()
            raise

    def _give(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1
