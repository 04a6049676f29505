"""A terminal that is closed under a running conversation."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn


class HungUp(KeyboardInterrupt):
    """The terminal was closed, or the program was asked to end.

    A KeyboardInterrupt, for that is the only exception besides SystemExit that an event loop lets pass.
    """


@contextmanager
def hang_up_raises() -> Iterator[None]:
    """A closed terminal and a request to end come as HungUp, so that the session is saved first.

    They come more than once: from the terminal, from the shell. After the first one the others are ignored, so that
    none of them interrupts the saving.
    """

    def hang_up(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - the signature of handlers
        for name in names:
            signal.signal(name, signal.SIG_IGN)
        raise HungUp

    names = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {name: signal.signal(name, hang_up) for name in names}
    try:
        yield
    except HungUp:
        raise
    except BaseException:
        _restore(before)
        raise
    else:
        _restore(before)


def _restore(handlers: dict[int, Any]) -> None:
    for name, handler in handlers.items():
        signal.signal(name, handler)
