"""The parent of the program: starts it, hears how it ends, and ends it when we are gone.

It is a process of its own. On the program's own terminal it leads the session, so that the program can be stopped and
continued there as under a shell. When the one that passes the output on dies, even by SIGKILL, it is this one that
notices, gives the terminal back and ends the program with all that it has started.
"""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from typing import NoReturn

from diagnose.live.program import signals, wire
from diagnose.live.program.family import Family
from diagnose.live.program.starting import Stage, start, take_terminal
from diagnose.live.program.terminals import OuterTerminal

_SAME = 0.5
"""A signal that came to us and to the program's group within so many seconds was sent to both."""
_MOMENT = 0.02
_GRACE = 2.0
"""Seconds between SIGTERM and SIGKILL for a program whose caller has died."""


class Guardian:
    """Watches over one program until it has ended. ``orders`` come in, ``news`` go out."""

    def __init__(self, stage: Stage, orders: int, news: int, outer: OuterTerminal | None) -> None:
        self._stage, self._orders, self._news, self._outer = stage, orders, news, outer
        self._caller = os.getppid()
        self._pid = 0
        self._family: Family | None = None
        self._got: dict[int, float] = {}

    def run(self) -> NoReturn:
        """Start the program and stay until it has ended. The process ends with this call; all signals are blocked."""
        try:
            wake = self._listen()
            if self._stage.terminal is not None:
                take_terminal(self._stage.terminal)
            self._pid, failure = start(self._stage)
            self._let_go_of_streams()
            signals.unblock(self._stage.signals)
            if failure:
                wire.send_news(self._news, wire.NOT_STARTED, failure)
            else:
                wire.send_news(self._news, wire.STARTED, self._pid)
                self._watch(wake)
        finally:
            os._exit(0)

    def _listen(self) -> int:
        """Whatever is sent to the group is noted and has no effect; the descriptor wakes up for each of them."""
        source, target = os.pipe()
        for end in (source, target):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(target, warn_on_full_buffer=False)
        for number in (*signals.PASSED_ON, signal.SIGCHLD, signal.SIGCONT):
            if number not in self._stage.signals.ignored:
                signal.signal(number, self._note)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        return source

    def _note(self, number: int, frame: object) -> None:  # noqa: ARG002 - the signature of handlers
        self._got[number] = time.monotonic()

    def _let_go_of_streams(self) -> None:
        """The program's ends are the program's; only its own terminal is held open until it ends. Whoever waits for the
        end of our own streams does not wait for this process."""
        for ends in self._stage.ends:
            os.close(ends.source)
            if ends.target != self._stage.terminal:
                os.close(ends.target)
        if self._outer is not None:
            self._outer.hold()
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)

    def _watch(self, wake: int) -> None:
        while True:
            select.select([wake, self._orders], [], [])
            signals.numbers(wake)
            if self._heard_the_end():
                self._sweep()
                return
            if select.select([self._orders], [], [], 0)[0]:
                orders = wire.read_orders(self._orders)
                if orders is None:
                    self._end_it()
                    return
                for kind, number in orders:
                    self._obey(kind, number)

    def _heard_the_end(self) -> bool:
        while True:
            pid, status, usage = os.wait4(self._pid, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
            if pid == 0:
                return False
            if os.WIFSTOPPED(status):
                wire.send_news(self._news, wire.STOPPED, os.WSTOPSIG(status))
            elif os.WIFCONTINUED(status):
                if self._stage.terminal is not None:
                    os.kill(self._caller, signal.SIGCONT)  # somebody let the program go on: so must we
            else:
                self._take_back_terminal()
                wire.send_news(self._news, wire.ENDED, status, usage.ru_maxrss)
                return True

    def _take_back_terminal(self) -> None:
        """What the program leaves behind in the background is not hung up when this session's leader ends."""
        if self._stage.terminal is not None:
            with suppress(OSError):
                os.tcsetpgrp(self._stage.terminal, os.getpgrp())
            os.close(self._stage.terminal)

    def _obey(self, kind: bytes, number: int) -> None:
        if kind == wire.END:
            self._end(number)
        elif kind == wire.GROUP:
            self._send_to_all(number)
        elif not self._reached_all(number):
            self._send(number)

    def _reached_all(self, number: int) -> bool:
        """Whether the signal was sent to the whole group that we are in, so that the program has it already."""
        if self._stage.terminal is not None:
            return False
        if time.monotonic() - self._got.get(number, -_SAME) >= _SAME:
            time.sleep(_MOMENT)  # it may be on its way
        return time.monotonic() - self._got.get(number, -_SAME) < _SAME

    def _send(self, number: int) -> None:
        with suppress(OSError):
            os.kill(self._pid, number)

    def _send_to_all(self, number: int) -> None:
        """To those in the foreground of the program's terminal; where that has hung up, to the program's group."""
        if self._stage.terminal is None:
            self._send(number)
            return
        try:
            group = os.tcgetpgrp(self._stage.terminal)
        except OSError:
            group = 0
        for one in {group or self._pid, self._pid}:
            with suppress(OSError):
                os.killpg(one, number)

    def _end(self, number: int) -> None:
        """Send a signal to the program and to all that it has started."""
        if self._family is None:
            self._family = Family(self._pid, group=self._stage.terminal is not None)
        self._family.signal(number)

    def _sweep(self) -> None:
        """Where the program was made to end, what it has started ends too, a little later."""
        if self._family is None:
            return
        self._family.headless = True
        ends = time.monotonic() + _GRACE
        while time.monotonic() < ends and self._family.others():
            time.sleep(_MOMENT)
        self._family.signal(signal.SIGKILL)

    def _end_it(self) -> None:
        """The caller is gone."""
        if self._outer is not None:
            self._outer.restore_after_crash()
        for number in (signal.SIGTERM, signal.SIGCONT):
            self._end(number)
        ends = time.monotonic() + _GRACE
        while time.monotonic() < ends:
            if self._heard_the_end():
                self._sweep()
                return
            time.sleep(_MOMENT)
        self._end(signal.SIGKILL)
