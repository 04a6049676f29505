"""Interruptions from outside: a closed terminal, a request to end, Ctrl-C; and a save that none of them disturbs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

_ENDS = ("SIGHUP", "SIGTERM", "SIGBREAK")


class HungUp(KeyboardInterrupt):
    """The terminal was closed, or the program was asked to end.

    A KeyboardInterrupt, for that is the only exception besides SystemExit that an event loop lets pass.
    """


@contextmanager
def hang_up_raises() -> Iterator[None]:
    """A closed terminal and a request to end come as HungUp, so that the session is saved first.

    They come more than once: from the terminal, from the shell. After the first one all are ignored, Ctrl-C too, until
    the block is left. What was ignored before stays so.
    """

    def hang_up(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - the signature of handlers
        ignore_interruptions()
        raise HungUp

    before = _handlers()
    for number, handler in before.items():
        if handler is not signal.SIG_IGN and number != signal.SIGINT:
            signal.signal(number, hang_up)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore_interruptions() -> None:
    """From now on, until the block of ``hang_up_raises`` is left, nothing interrupts."""
    for number in _handlers():
        signal.signal(number, signal.SIG_IGN)


def _handlers() -> dict[int, Any]:
    """The handlers of the signals that this is about; one that was not set by Python is taken for the default."""
    numbers = [signal.SIGINT, *(getattr(signal, name) for name in _ENDS if hasattr(signal, name))]
    return {number: signal.getsignal(number) or signal.SIG_DFL for number in numbers}
