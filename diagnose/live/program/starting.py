"""From a copy of ourselves to the program: its streams, its terminal, its signals, and then it."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from typing import NoReturn

from diagnose.live.program import signals
from diagnose.live.program.streams import Plan
from diagnose.live.program.terminals import Ends
from diagnose.model.dataclass import dataclass

_ERRNO = struct.Struct(">i")


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a program starts with."""

    command: tuple[str, ...]
    plan: Plan
    ends: tuple[Ends, ...]
    signals: signals.Found

    @property
    def terminal(self) -> int | None:
        """The program's end of the terminal of its own."""
        return self.ends[0].target if self.plan.own_terminal else None


def start(stage: Stage) -> tuple[int, int]:
    """The process id of the program, and 0; or of what would have become it, and the errno of why it did not.

    All signals are blocked meanwhile.
    """
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become(stage, told)
    os.close(told)
    failure = os.read(heard, _ERRNO.size)
    os.close(heard)
    return pid, _ERRNO.unpack(failure)[0] if failure else 0


def take_terminal(target: int) -> None:
    """Make this process the leader of a session with this terminal."""
    os.setsid()
    fcntl.ioctl(target, termios.TIOCSCTTY, 0)


def _become(stage: Stage, told: int) -> NoReturn:
    """The program takes the place of this process. Where it cannot, the descriptor is told why."""
    failure = 0
    try:
        signals.reset(stage.signals)
        if stage.terminal is not None:
            os.setpgid(0, 0)
            os.tcsetpgrp(stage.terminal, os.getpid())
            os.dup2(stage.terminal, 0)
        for channel, ends in zip(stage.plan.channels, stage.ends, strict=True):
            for number in channel.numbers:
                os.dup2(ends.target, number)
        for number in stage.plan.closed:
            os.close(number)
        signals.unblock(stage.signals)
        os.execvp(stage.command[0], stage.command)
    except OSError as error:
        failure = error.errno or -1
    except ValueError:  # a NUL in a word
        failure = -1
    finally:
        os.write(told, _ERRNO.pack(failure or -1))
        os._exit(127)
