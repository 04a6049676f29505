"""Line numbers in a buffer, counted on one core while another searches it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_BLOCK = 32 << 10
WORTH = 256 << 10
"""Bytes from which on a second thread is quicker."""


class Newlines:
    """The newlines of a part of a buffer, counted once, in blocks."""

    def __init__(self, buffer: bytearray, start: int, stop: int) -> None:
        self._buffer = buffer
        self._start = start
        self._blocks = [buffer.count(b"\n", at, min(at + _BLOCK, stop)) for at in range(start, stop, _BLOCK)]

    def between(self, start: int, stop: int) -> int:
        """How many there are from one index to another."""
        first, last = -(-(start - self._start) // _BLOCK), (stop - self._start) // _BLOCK
        if first >= last:
            return self._buffer.count(b"\n", start, stop)
        head = self._buffer.count(b"\n", start, self._start + first * _BLOCK)
        return head + sum(self._blocks[first:last]) + self._buffer.count(b"\n", self._start + last * _BLOCK, stop)


def at_once(
    search: Callable[[memoryview], Sequence[int]], data: memoryview, count: Callable[[], T]
) -> tuple[Sequence[int], T]:
    """What both give: ``count`` runs while ``search`` looks at ``data`` and lets go of the interpreter."""
    if len(data) < WORTH or (os.cpu_count() or 1) < 2:
        return search(data), count()
    from threading import Thread

    found: list[Sequence[int]] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(search(data))
        except BaseException as error:  # it is the caller's
            failed.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    counted = count()
    thread.join()
    if failed:
        raise failed[0]
    return found[0], counted
