"""A pipe that lives as long as the program that writes into it.

A thread reads it: only some systems can wait for a pipe with a time limit, and nothing else can be done meanwhile. It
reads no more than can be held, so that a program that writes too fast has to wait, as with any pipe.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from queue import Empty, Queue
from threading import Event, Thread

AT_ONCE = 1 << 18
_WAITING = 16
"""Pieces that were read and not fetched yet; then the reader waits."""


class Pipe:
    """What comes out of a pipe. ``opened`` gives its descriptor, maybe late; ``arrived`` is set when there is more."""

    def __init__(self, name: str, opened: Callable[[], int], arrived: Event) -> None:
        self.name = name
        self.ended = False
        self._pieces: Queue[bytes] = Queue(_WAITING)
        self._arrived = arrived
        Thread(target=self._read, args=(opened,), name=f"reads {name}", daemon=True).start()

    def poll(self) -> bytes:
        """The next bytes; none where there are none yet, or no more (``ended``)."""
        try:
            data = self._pieces.get_nowait()
        except Empty:
            return b""
        self.ended = not data
        return data

    def _read(self, opened: Callable[[], int]) -> None:
        data = b"-"
        try:
            descriptor = opened()
            while data:
                data = os.read(descriptor, AT_ONCE)
                self._pieces.put(data)
                self._arrived.set()
        except OSError:  # a terminal that was closed, a name that cannot be opened: the same as its end
            self._pieces.put(b"")
            self._arrived.set()
