"""What the program printed, in the order in which it came: for the log, and for the diagnosis."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from diagnose.model.dataclass import dataclass

Put = Callable[[bytes], None]

_LONGEST = 1 << 16
"""So much of a line is held back until it is whole."""
_TAIL = 2048
_SHOWN = 200
_FLAGS = os.O_WRONLY | os.O_CREAT
for _name in ("O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class Tape:
    """All that was printed, passed on to ``outputs``; ``size`` bytes of it, ``since`` lines of it after ``mark``."""

    def __init__(self, outputs: tuple[Put, ...]) -> None:
        self.size = 0
        self.since = 0
        self._marked = False
        self._outputs = outputs
        self._tail = b""

    def put(self, data: bytes) -> None:
        """The next piece."""
        if data:
            self.size += len(data)
            self.since += data.count(b"\n") if self._marked else 0  # counting costs more than all the rest
            self._tail = data[-_TAIL:] if len(data) >= _TAIL else (self._tail + data)[-_TAIL:]
            for output in self._outputs:
                output(data)

    def mark(self) -> None:
        """Count lines from here on."""
        self._marked, self.since = True, 0

    @property
    def in_line(self) -> bool:
        """Whether the last line has not ended."""
        return bool(self._tail) and not self._tail.endswith(b"\n")

    @property
    def last_line(self) -> str:
        """The last line that is not blank, shortened."""
        said = [line for line in self._tail.replace(b"\r", b"\n").split(b"\n") if line.strip()]
        return said[-1].decode("utf-8", "replace").strip()[:_SHOWN] if said else ""


class Voice:
    """One of the ways in which the program prints, as it comes onto a tape.

    A terminal makes CR LF of each line feed: that is undone. Beside another voice (``mixed``) only whole lines are
    put down, so that none is torn.
    """

    def __init__(self, tape: Tape, terminal: bool, mixed: bool) -> None:
        self._tape, self._terminal, self._mixed = tape, terminal, mixed
        self._held = b""

    def say(self, data: bytes) -> None:
        """The next bytes as they came."""
        if self._held:
            data = self._held + data
        if self._terminal:
            data = data.replace(b"\r\n", b"\n")
        cut = len(data)
        if self._mixed and cut <= _LONGEST:
            cut = data.rfind(b"\n") + 1
        elif self._terminal and data.endswith(b"\r"):
            cut -= 1
        self._held = data[cut:]
        self._tape.put(data[:cut] if self._held else data)

    def end(self) -> None:
        """Nothing more comes: what was held back is put down."""
        held, self._held = self._held, b""
        self._tape.put(held)


@dataclass
class LogFile:
    """The output in a file, which is begun anew. What goes wrong does not disturb the program: ``trouble`` says it."""

    path: Path
    trouble: str = ""
    _number: int = -1

    def begin(self) -> None:
        """Begin the file; it may hold secrets, so that a new one is for this user alone."""
        try:
            self._number = os.open(self.path, _FLAGS, 0o600)
            if _is_one_of_ours(self._number):
                self._stop("it is where the output goes anyway")
            elif stat.S_ISREG(os.fstat(self._number).st_mode):
                os.ftruncate(self._number, 0)
        except (OSError, ValueError) as error:
            self._stop(getattr(error, "strerror", None) or str(error))

    def put(self, data: bytes) -> None:
        """The next bytes."""
        rest = memoryview(data)
        try:
            while rest and self._number >= 0:
                rest = rest[os.write(self._number, rest) :]
        except OSError as error:
            self._stop(error.strerror or str(error))

    def close(self) -> None:
        """The file is whole."""
        if self._number >= 0:
            os.close(self._number)
            self._number = -1

    def _stop(self, reason: str) -> None:
        self.trouble = f"the output could not be kept in {self.path} ({reason}); the program was not disturbed"
        self.close()


def _is_one_of_ours(number: int) -> bool:
    """Whether it is the very file that a stream of ours leads to: what is written there twice is worth nothing."""
    mine = os.fstat(number)
    if not stat.S_ISREG(mine.st_mode):
        return False
    return any((one.st_dev, one.st_ino) == (mine.st_dev, mine.st_ino) for one in map(os.fstat, (1, 2)))
