"""How a program that was run ended, and what is known of the memory around its end."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass

SHELL_SIGNAL = 128
"""A shell reports a program that signal N killed as this plus N."""


@dataclass(frozen=True, slots=True)
class Memory:
    """In bytes, and counts; None for what cannot be known.

    ``peak`` is the most that any one process of the program held, ``limit`` what its control group allows, ``total``
    the memory of the machine. ``group_kills`` is by how much the control group's count of processes that the kernel
    killed for lack of memory rose while the program ran, ``machine_kills`` the same for the whole machine.
    """

    peak: int | None = None
    limit: int | None = None
    total: int | None = None
    group_kills: int | None = None
    machine_kills: int | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a program.

    ``status`` is its exit status as a shell says it, ``signal`` the signal that killed it, None where it ended by
    itself. ``printed`` are the bytes that it printed, ``open_line`` tells that their last line has no end; ``quiet``
    are the seconds for which it had printed nothing more when it ended or was made to end. ``timeout`` are the seconds
    that it was given, where it was ended for them; ``forced`` tells that this took SIGKILL. ``asked`` is the signal by
    which it was asked to end from outside, such as Ctrl-C, where that came right before the end, and ``since_asked``
    how many lines it printed after that.
    """

    status: int
    signal: int | None = None
    seconds: float = 0.0
    printed: int = 0
    open_line: bool = False
    quiet: float = 0.0
    last_line: str = ""
    timeout: float | None = None
    forced: bool = False
    asked: int | None = None
    since_asked: int = 0
    memory: Memory = Memory()

    @property
    def killed_by(self) -> int | None:
        """The signal that killed it, or a program under it, by what a shell made of that."""
        if self.signal is not None:
            return self.signal
        return self.status - SHELL_SIGNAL if SHELL_SIGNAL < self.status < SHELL_SIGNAL + 65 else None
