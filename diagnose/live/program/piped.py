"""Running a program where there are no pseudo-terminals to be had (Windows): its output comes through pipes.

So the program sees no terminal there, and may drop colours and hold its output back. Its input is ours. Ctrl-C reaches
it from the console, beside us. What it has started is not ended with it.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO

from diagnose.live.program.order import CANNOT_RUN, NOT_FOUND, TIMED_OUT, NotRun, Order, Ran, Work
from diagnose.live.program.tape import LogFile, Tape, Voice
from diagnose.model.ending import Ending

_CHUNK = 1 << 16
_MOST_WAITING = 64
_LEFT_BEHIND = 0.5
"""Seconds in which what the program has left behind may go on printing."""


def run(order: Order, work: Work) -> Ran | NotRun:
    """Run the program, once, and let ``work`` report on it where that is called for."""
    log = LogFile(order.log) if order.log is not None else None
    if log is not None:
        log.begin()
    try:
        process = subprocess.Popen(order.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    except FileNotFoundError:
        return NotRun(NOT_FOUND, f"PATH has no program {order.command[0]}: check the spelling")
    except (OSError, ValueError) as error:
        return NotRun(CANNOT_RUN, f"{order.command[0]} cannot be run ({getattr(error, 'strerror', None) or error})")
    before = signal.signal(signal.SIGINT, lambda *_: None)  # the console sends it to the program as well
    hearing = _Hearing(work)
    tape = Tape((hearing.put, *((log.put,) if log else ())))
    begun = time.monotonic()
    try:
        threads = [_pass_on(stream, number, tape) for stream, number in ((process.stdout, 1), (process.stderr, 2))]
        struck = not _waited(process, order.timeout)
        if struck:
            process.terminate()
            process.wait()
        for thread in threads:
            thread.join(_LEFT_BEHIND)
    finally:
        signal.signal(signal.SIGINT, before)
    if log is not None:
        log.close()
    ending = _ending(process.returncode, order.timeout if struck else None, time.monotonic() - begun, tape)
    hearing.tell(ending if ending.status or order.always else None)
    return Ran(ending, (log.trouble,) if log is not None and log.trouble else ())


def _ending(code: int, timeout: float | None, seconds: float, tape: Tape) -> Ending:
    number = -code if code < 0 else None
    status = TIMED_OUT if timeout is not None else 128 + number if number else code
    return Ending(
        status=status,
        signal=number,
        seconds=seconds,
        printed=tape.size,
        open_line=tape.in_line,
        last_line=tape.last_line,
        timeout=timeout,
        forced=timeout is not None,
    )


def _waited(process: subprocess.Popen[bytes], seconds: float | None) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


_TAKING_DOWN = threading.Lock()


def _pass_on(stream: IO[bytes] | None, number: int, tape: Tape) -> threading.Thread:
    """From a stream of the program to ours, until it ends."""
    voice = Voice(tape, terminal=False, mixed=True)

    def carry() -> None:
        assert stream is not None
        while data := stream.read(_CHUNK):
            with _TAKING_DOWN:
                voice.say(data)
            with suppress(OSError):
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(number, rest) :]
        with _TAKING_DOWN:
            voice.end()

    thread = threading.Thread(target=carry, daemon=True)
    thread.start()
    return thread


class _Hearing:
    """Hands what is printed to the work in a thread of its own."""

    def __init__(self, work: Work) -> None:
        self._pieces: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        self._endings: queue.Queue[Ending | None] = queue.Queue()
        wait: Callable[[], Ending | None] = self._endings.get
        self._thread = threading.Thread(target=work, args=(self._all(), wait), daemon=True)
        self._thread.start()

    def put(self, data: bytes) -> None:
        while self._thread.is_alive():
            with suppress(queue.Full):
                self._pieces.put(data, timeout=1)
                return

    def tell(self, ending: Ending | None) -> None:
        self._endings.put(ending)
        self.put(b"")
        if ending is not None:
            self._thread.join()

    def _all(self) -> Iterator[bytes]:
        while piece := self._pieces.get():
            yield piece
