"""Passes everything on, both ways, until the program has ended: bytes, keys, signals, sizes, stops."""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress

from diagnose.live.program import signals, wire
from diagnose.live.program.flow import Flow, Keyboard
from diagnose.live.program.limit import Limit
from diagnose.live.program.listener import Listener
from diagnose.live.program.tape import Tape
from diagnose.live.program.terminals import OuterTerminal, copy_size, interrupts
from diagnose.model.dataclass import dataclass

_QUIET = 0.2
"""Seconds without output after which nobody waits for what the program has left behind."""
_AT_MOST = 2.0
"""Seconds after its end in which it may go on printing."""
_RELEVANT = 5.0
"""Seconds after it was asked to end in which the end of a program is the answer."""
_LOOK = 0.25
"""How often one in the background looks whether it is in the foreground again."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The way to the guardian of the program."""

    pid: int
    orders: int
    news: int

    def order(self, kind: bytes, number: int) -> None:
        """Tell it what to do."""
        wire.send_order(self.orders, kind, number)


@dataclass(frozen=True, slots=True)
class Asked:
    """The program was asked to end: by which signal, and when. A reader that leaves asks for it, too, as it does by
    SIGPIPE without us."""

    number: int
    at: float
    typed: bool = False

    def still_matters(self, ended: float) -> bool:
        """Whether an end at that time is the answer to it."""
        return self.number == signal.SIGPIPE or ended - self.at < _RELEVANT


class Pump:
    """One program on its way."""

    def __init__(
        self, guard: Guard, flows: list[Flow], tape: Tape, listener: Listener, wake: int, limit: Limit,
        outer: OuterTerminal | None, screens: list[tuple[int, int]],
    ) -> None:  # fmt: skip
        self._guard, self._flows, self._tape, self._listener = guard, flows, tape, listener
        self._wake, self._limit, self._outer, self._screens = wake, limit, outer, screens
        self._keyboard = Keyboard(0, flows[0]) if outer is not None else None
        self.failure = 0
        self.pid = 0
        self.status: int | None = None
        self.peak = 0
        self.asked: Asked | None = None
        self.begun = self.ended = self.heard = time.monotonic()
        self._guarded = True
        self._interrupted = False

    def run(self) -> None:
        """Until the program has ended and what it printed is passed on."""
        while not self._over():
            self._limit.check(time.monotonic() - self.heard)
            readers, writers = self._readers(), self._writers()
            read, written, _ = select.select(readers, writers, [], self._patience())
            for flow in self._flows:
                if flow.source in read and flow.take():
                    self.heard = time.monotonic()
                if flow.sink.number in written:
                    flow.sink.flush()
                if flow.sink.gone and flow.open:
                    flow.close()
                    self._note(signal.SIGPIPE)
            if self._listener.number in written:
                self._listener.flush()
            self._listen_to(read, written)

    def settle(self) -> None:
        """Nothing more comes: what is held back is noted. A program that lost its guardian is ended."""
        for flow in self._flows:
            flow.end()
        if self.status is None and self.pid:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._guard.pid, os.WNOHANG)

    def _listen_to(self, read: list[int], written: list[int]) -> None:
        if self._keyboard is not None:
            if 0 in read:
                self._typed(self._keyboard)
            if self._flows[0].source in written:
                self._keyboard.flush()
        if self._wake in read:
            for number in signals.numbers(self._wake):
                self._signalled(number)
        if self._guard.news in read:
            self._told()

    def _readers(self) -> list[int]:
        """What is listened to: nobody whose words could not be passed on, and no program that is not known to run; the
        terminal has to be made ready for it first."""
        full = self._listener.full or (self.pid == 0 and self._guarded)
        readers = [flow.source for flow in self._flows if flow.open and not flow.sink.pending and not full]
        if self._keyboard is not None and self._outer is not None and self.pid:
            self._outer.enter()
            if self._outer.entered and self._flows[0].open and not self._keyboard.waiting:
                readers.append(0)
        return [*readers, self._wake, *([self._guard.news] if self._guarded else [])]

    def _writers(self) -> list[int]:
        writers = [flow.sink.number for flow in self._flows if flow.sink.pending]
        if self._listener.waiting:
            writers.append(self._listener.number)
        if self._keyboard is not None and self._keyboard.waiting:
            writers.append(self._flows[0].source)
        return writers

    def _patience(self) -> float | None:
        """How long nothing may happen before something has to be looked at again."""
        times = [] if self._limit.left is None else [self._limit.left]
        if self.status is not None:
            times.append(_QUIET)
        if self._outer is not None and not self._outer.entered:
            times.append(_LOOK)
        return max(0.0, min(times)) if times else None

    def _over(self) -> bool:
        if self._guarded or (any(flow.sink.pending for flow in self._flows) and not self._interrupted):
            return False
        if not any(flow.open for flow in self._flows) or self._interrupted:
            return True
        now = time.monotonic()
        return now - max(self.heard, self.ended) >= _QUIET or now - self.ended >= _AT_MOST

    def _typed(self, keyboard: Keyboard) -> None:
        keys = keyboard.take()
        if keys is None and self.status is None:
            for number in (signal.SIGHUP, signal.SIGCONT):  # one that is stopped hears it too
                self._guard.order(wire.GROUP, number)
        if keys and self._flows[0].open and interrupts(keys, self._flows[0].source):
            self._note(signal.SIGINT, typed=True)

    def _note(self, number: int, typed: bool = False) -> None:
        self.asked = Asked(number, time.monotonic(), typed)
        self._tape.mark()

    def _signalled(self, number: int) -> None:
        if number == signal.SIGWINCH:
            resized = [copy_size(stream, source) for stream, source in self._screens]
            if not any(resized) or self._outer is not None:
                return  # the program's own terminal tells it
        if number in signals.ASKING:
            self._interrupted = self.status is not None
            self._note(number)
        if self.status is not None:
            return
        self._guard.order(wire.GROUP if number == signal.SIGCONT else wire.PASS_ON, number)
        if number == signal.SIGTSTP and self._outer is None:
            self._stop(os.getpid())

    def _told(self) -> None:
        news = wire.read_news(self._guard.news)
        if news is None:
            self._guarded = False
        for one in news or ():
            if one.kind == wire.STARTED:
                self.pid = one.first
            elif one.kind == wire.NOT_STARTED:
                self.failure = one.first
            elif one.kind == wire.STOPPED and self._outer is not None:
                self._stop(0)
                self._guard.order(wire.GROUP, signal.SIGCONT)
            elif one.kind == wire.ENDED:
                self.status, self.peak = one.first, one.second
                self.ended = time.monotonic()
                os.close(self._guard.orders)
                self._limit.over()
                self._guarded = False

    def _stop(self, whom: int) -> None:
        """Be stopped as the program is: ourselves, or (0) all that the terminal would have stopped with it."""
        if self._outer is not None:
            self._outer.leave()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(whom, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        for stream, source in self._screens:
            copy_size(stream, source)
