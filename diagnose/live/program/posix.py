"""Running a program on Linux, macOS and their like: three processes of ours around it.

This one passes on what goes in and out. The guardian is the program's parent. The listener takes in what is printed.
Each of them closes what belongs to the others, so that the end of one is heard by the rest.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace

from diagnose.live.program import signals
from diagnose.live.program.counts import counts, memory_since
from diagnose.live.program.flow import Flow
from diagnose.live.program.guardian import Guardian
from diagnose.live.program.limit import Limit
from diagnose.live.program.listener import Listener
from diagnose.live.program.order import TIMED_OUT, NotRun, Order, Ran, Work
from diagnose.live.program.pump import Guard, Pump
from diagnose.live.program.refusal import not_run
from diagnose.live.program.sink import Sink
from diagnose.live.program.starting import Stage
from diagnose.live.program.streams import Plan, plan
from diagnose.live.program.tape import LogFile, Tape, Voice
from diagnose.live.program.terminals import Ends, OuterTerminal, pipe, terminal_like
from diagnose.live.program.wire import END
from diagnose.model.ending import SHELL_SIGNAL, Ending


def run(order: Order, work: Work) -> Ran | NotRun:
    """Run the program, once, and let ``work`` report on it where that is called for."""
    before = signals.found()
    return _Run(order, before, plan()).run(work)


class _Run:
    """One program, from its start to the report on it."""

    def __init__(self, order: Order, before: signals.Found, streams: Plan) -> None:
        self._order, self._before, self._streams = order, before, streams
        self._outer = OuterTerminal() if streams.own_terminal else None
        self._log = LogFile(order.log) if order.log is not None else None
        self._counted = counts()

    def run(self, work: Work) -> Ran | NotRun:
        if self._log is not None:
            self._log.begin()
        with signals.heard(self._before) as wake:
            signals.block_all()
            listener = Listener(work, self._before)
            stage = Stage(self._order.command, self._streams, _ends(self._streams), self._before)
            guard = _guarded(stage, self._outer, listener)
            signals.unblock(self._before)
            tape = Tape((listener.put, *((self._log.put,) if self._log else ())))
            flows = list(_flows(stage, tape))
            limit = Limit(self._order.timeout, self._order.grace, lambda number: guard.order(END, number))
            pump = Pump(guard, flows, tape, listener, wake, limit, self._outer, list(_screens(stage)))
            self._pass_on(pump)
            if pump.failure:
                listener.dismiss()
                return not_run(self._order.command[0], pump.failure)
            ending = self._ending(pump, limit, tape)
            reported = self._report(ending, listener)
        typed = pump.asked is not None and pump.asked.typed
        return Ran(ending, tuple(self._remarks(flows, pump)), typed, reported)

    def _pass_on(self, pump: Pump) -> None:
        """Until the program has ended; then the terminal is as it was, and the log is whole."""
        try:
            pump.run()
        finally:
            if self._outer is not None:
                self._outer.leave()
        pump.settle()
        if self._log is not None:
            self._log.close()

    def _report(self, ending: Ending, listener: Listener) -> bool:
        """Whether the report was made, where one is called for."""
        if ending.status or self._order.always:
            return listener.tell(ending)
        listener.dismiss()
        return True

    def _ending(self, pump: Pump, limit: Limit, tape: Tape) -> Ending:
        status = pump.status if pump.status is not None else int(signal.SIGKILL)  # without its guardian we ended it
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        plain = SHELL_SIGNAL + number if number is not None else os.WEXITSTATUS(status)
        asked = pump.asked if pump.asked is not None and pump.asked.still_matters(pump.ended) else None
        ending = Ending(
            status=TIMED_OUT if limit.struck else plain,
            signal=number,
            seconds=pump.ended - pump.begun,
            printed=tape.size,
            open_line=tape.in_line,
            quiet=limit.quiet if limit.struck else pump.ended - pump.heard,
            last_line=tape.last_line,
            timeout=limit.seconds if limit.struck else None,
            forced=limit.forced,
            asked=asked.number if asked else signal.SIGKILL if pump.status is None else None,
            since_asked=tape.since if asked else 0,
        )
        return (
            replace(ending, memory=memory_since(self._counted, _bytes(pump.peak) or None)) if ending.status else ending
        )

    def _remarks(self, flows: list[Flow], pump: Pump) -> Iterable[str]:
        if pump.status is None:
            yield "the process that guards the program was killed, so the program was ended"
        if self._log is not None and self._log.trouble:
            yield self._log.trouble
        for flow in flows:
            if flow.sink.trouble:
                yield f"the program's output could not be written ({flow.sink.trouble})"


def _ends(streams: Plan) -> tuple[Ends, ...]:
    """A terminal or a pipe for each way out; the first is the program's own terminal where it has one."""
    return tuple(
        terminal_like(channel.numbers[0], raw=not (streams.own_terminal and index == 0)) if channel.terminal else pipe()
        for index, channel in enumerate(streams.channels)
    )


def _guarded(stage: Stage, outer: OuterTerminal | None, listener: Listener) -> Guard:
    """Start the guardian, and the program by it."""
    heard, orders = os.pipe()
    news, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        for number in (orders, news, *listener.descriptors):
            os.close(number)
        Guardian(stage, heard, told, outer).run()
    for number in (heard, told, *(ends.target for ends in stage.ends)):
        os.close(number)
    return Guard(pid, orders, news)


def _flows(stage: Stage, tape: Tape) -> Iterable[Flow]:
    channels = stage.plan.channels
    for index, (channel, ends) in enumerate(zip(channels, stage.ends, strict=True)):
        voice = Voice(tape, stage.plan.own_terminal and index == 0, mixed=len(channels) > 1)
        yield Flow(ends.source, Sink(channel.numbers[0]), voice)


def _screens(stage: Stage) -> Iterable[tuple[int, int]]:
    """Our streams that are terminals, each with the terminal that the program got for it."""
    for channel, ends in zip(stage.plan.channels, stage.ends, strict=True):
        if channel.terminal:
            yield channel.numbers[0], ends.source


def _bytes(peak: int) -> int:
    """The peak memory of a process, which all systems but macOS count in KiB."""
    return peak if sys.platform == "darwin" else peak << 10
