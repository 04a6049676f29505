"""Requests to end that are no interruption: they are noted, and what is running ends in its own time."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stop:
    """When the user, or the system, asked to end: a steady second, None before."""

    at: float | None = None


@contextmanager
def asked_to_end() -> Iterator[Stop]:
    """Ctrl-C, a request to end, a closed terminal are noted; a second one interrupts. What was ignored stays so."""
    stop = Stop()

    def note(number: int, frame: object) -> None:  # noqa: ARG001 - the signature of handlers
        if stop.at is not None:
            raise KeyboardInterrupt
        stop.at = time.monotonic()

    numbers = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, note)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
