"""Signals: which are passed on, how they are heard, and that the program starts with them as we were started."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from diagnose.model.dataclass import dataclass

PASSED_ON = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGTSTP", "SIGALRM", "SIGWINCH")
    if hasattr(signal, name)
)
ASKING = frozenset({signal.SIGINT, signal.SIGTERM} | {getattr(signal, name) for name in ("SIGHUP", "SIGQUIT")})
"""Those that ask a program to end."""
_OURS = (*PASSED_ON, signal.SIGCONT, signal.SIGCHLD, signal.SIGTTOU, signal.SIGTTIN)
_PYTHONS = (signal.SIGPIPE, signal.SIGXFSZ)
"""Those that the interpreter ignores for itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """The signals as we were started: what was ignored stays so, for the program too (``nohup``)."""

    ignored: frozenset[int]
    mask: frozenset[int]


def found() -> Found:
    """How the signals are now."""
    ignored = frozenset(int(number) for number in _OURS if signal.getsignal(number) is signal.SIG_IGN)
    return Found(ignored, frozenset(int(one) for one in signal.pthread_sigmask(signal.SIG_BLOCK, ())))


def block_all() -> None:
    """Until ``unblock``, none arrives: a new process must first be set up."""
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())


def unblock(before: Found) -> None:
    """Those that waited arrive now."""
    signal.pthread_sigmask(signal.SIG_SETMASK, before.mask)


def reset(before: Found) -> None:
    """For the program: as we were started."""
    signal.set_wakeup_fd(-1)
    for number in (*_OURS, *_PYTHONS):
        if number not in before.ignored:
            signal.signal(number, signal.SIG_DFL)


def ignore(before: Found) -> None:
    """For a helper of ours: whatever the terminal sends, it goes on until it is told to end."""
    signal.set_wakeup_fd(-1)
    for number in (*PASSED_ON, signal.SIGCONT):
        if number not in before.ignored:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def heard(before: Found) -> Iterator[int]:
    """The signals that are passed on do nothing to us; their numbers come out of the descriptor, a byte each."""
    source, target = os.pipe()
    for end in (source, target):
        os.set_blocking(end, False)
    wakeup = signal.set_wakeup_fd(target, warn_on_full_buffer=False)
    handlers = {}
    for number in (*PASSED_ON, signal.SIGCONT):
        if number not in before.ignored:
            handlers[number] = signal.signal(number, _noted)
    try:
        yield source
    finally:
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(wakeup)
        os.close(source)
        os.close(target)


def numbers(source: int) -> bytes:
    """The numbers of the signals that have come."""
    with suppress(BlockingIOError):
        return os.read(source, 512)
    return b""


def _noted(number: int, frame: object) -> None:
    """The wake-up descriptor has its number already."""
