"""The one that takes in what the program prints, in a process of its own.

So the program is never slowed down by the diagnosis, and nothing that goes wrong in it reaches the program.
"""

from __future__ import annotations

import json
import os
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import NoReturn

from diagnose.live.program import signals
from diagnose.live.program.order import Work
from diagnose.live.program.terminals import pipe
from diagnose.model.ending import Ending, Memory

_CHUNK = 1 << 18
_MOST_WAITING = 4 << 20


class Listener:
    """Takes pieces of output and hands them to its process as fast as that reads."""

    def __init__(self, work: Work, before: signals.Found) -> None:
        data, end = pipe(), pipe()
        self._waiting: deque[memoryview] = deque()
        self._held = 0
        self._pid = os.fork()
        if self._pid == 0:
            os.close(data.target)
            os.close(end.target)
            _listen(work, data.source, end.source, before)
        os.close(data.source)
        os.close(end.source)
        self.number, self._end = data.target, end.target
        os.set_blocking(self.number, False)

    @property
    def descriptors(self) -> tuple[int, int]:
        """What another new process has to close, so that this one hears of the end."""
        return self.number, self._end

    @property
    def waiting(self) -> bool:
        """Whether there is something that could not be handed over yet."""
        return bool(self._waiting)

    @property
    def full(self) -> bool:
        """Whether so much waits that no more should be taken in."""
        return self._held >= _MOST_WAITING

    def put(self, data: bytes) -> None:
        """The next piece."""
        if self.number >= 0:
            self._waiting.append(memoryview(data))
            self._held += len(data)
            self.flush()

    def flush(self) -> None:
        """Hand over what can be handed over now."""
        try:
            while self._waiting:
                done = os.write(self.number, self._waiting[0])
                self._held -= done
                if done == len(self._waiting[0]):
                    self._waiting.popleft()
                else:
                    self._waiting[0] = self._waiting[0][done:]
        except BlockingIOError:
            pass
        except OSError:  # it has died; the program goes on without it
            self._forget()

    def tell(self, ending: Ending) -> bool:
        """Say how the program ended, and wait until that is reported; whether it was. An interruption ends the wait."""
        for number in signals.ASKING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: self._kill())
        if self.number >= 0:
            os.set_blocking(self.number, True)
            with suppress(OSError):
                for piece in self._waiting:
                    os.write(self.number, piece)
            os.close(self.number)
        with suppress(OSError):
            os.write(self._end, json.dumps(asdict(ending)).encode())
        os.close(self._end)
        return os.waitpid(self._pid, 0)[1] == 0

    def dismiss(self) -> None:
        """There is nothing to report."""
        self._kill()
        os.waitpid(self._pid, 0)

    def _kill(self) -> None:
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)

    def _forget(self) -> None:
        os.close(self.number)
        self.number = -1
        self._waiting.clear()
        self._held = 0


def _listen(work: Work, data: int, end: int, before: signals.Found) -> NoReturn:
    """The process: it ends with this call."""
    status = 1
    try:
        signals.ignore(before)
        signals.unblock(before)
        os.set_blocking(data, True)
        os.set_blocking(end, True)
        work(_chunks(data), lambda: _ending(end))
        status = 0
    finally:
        os._exit(status)


def _chunks(source: int) -> Iterator[bytes]:
    while chunk := os.read(source, _CHUNK):
        yield chunk


def _ending(source: int) -> Ending | None:
    text = b"".join(_chunks(source))
    if not text:
        return None
    values = json.loads(text)
    return Ending(**{**values, "memory": Memory(**values["memory"])})
