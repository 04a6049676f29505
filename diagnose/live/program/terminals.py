"""Terminals: those that are made for the program, and the one that we were started on."""

from __future__ import annotations

import fcntl
import os
import termios
import tty
from contextlib import suppress

from diagnose.model.dataclass import dataclass

_SIZE = bytes(8)


@dataclass(frozen=True, slots=True)
class Ends:
    """A way out of the program: the end that is read here, and the one that is the program's."""

    source: int
    target: int


def pipe() -> Ends:
    """A pipe, as roomy as the system lets us have it without asking twice."""
    source, target = os.pipe()
    with suppress(OSError, AttributeError):
        fcntl.fcntl(source, fcntl.F_SETPIPE_SZ, 1 << 20)
    os.set_blocking(source, False)
    return Ends(source, target)


def terminal_like(stream: int, raw: bool) -> Ends:
    """A terminal with the size and the settings of the one that a stream is.

    A raw one leaves every byte as it is: what it carries is still to be processed by the terminal itself.
    """
    source, target = os.openpty()
    with suppress(termios.error):
        termios.tcsetattr(target, termios.TCSANOW, termios.tcgetattr(stream))
    if raw:
        tty.setraw(target, termios.TCSANOW)
    copy_size(stream, source)
    os.set_blocking(source, False)
    return Ends(source, target)


def copy_size(stream: int, source: int) -> bool:
    """Give a terminal that was made the size of the stream's; whether that changed it."""
    try:
        wanted = fcntl.ioctl(stream, termios.TIOCGWINSZ, _SIZE)
        if fcntl.ioctl(source, termios.TIOCGWINSZ, _SIZE) == wanted:
            return False
        fcntl.ioctl(source, termios.TIOCSWINSZ, wanted)
    except OSError:
        return False
    return True


class OuterTerminal:
    """The terminal that we were started on. While the program's own one is in use, this one passes every key on."""

    def __init__(self, stream: int = 0) -> None:
        self._stream = stream
        self._saved = termios.tcgetattr(stream)
        self.entered = False

    @property
    def ours(self) -> bool:
        """Whether we are what the user works with there, and not in the background."""
        try:
            return os.tcgetpgrp(self._stream) == os.getpgrp()
        except OSError:
            return False

    def enter(self) -> None:
        """Let every key through. In the background nothing is changed: another program uses the terminal."""
        if self.entered or not self.ours:
            return
        with suppress(termios.error):
            self._saved = termios.tcgetattr(self._stream)
            tty.setraw(self._stream, termios.TCSANOW)
            self.entered = True

    def leave(self) -> None:
        """Give the terminal back as it was found."""
        if self.entered:
            self.entered = False
            with suppress(termios.error):  # it may be gone
                termios.tcsetattr(self._stream, termios.TCSANOW, self._saved)

    def hold(self) -> None:
        """For another process: keep a way to the terminal, whatever becomes of the stream."""
        self._stream = os.dup(self._stream)

    def restore_after_crash(self) -> None:
        """For another process: give the terminal back, if it was left as ``enter`` makes it."""
        with suppress(termios.error):
            _, oflag, _, lflag, *_ = termios.tcgetattr(self._stream)
            if not oflag & termios.OPOST and not lflag & (termios.ISIG | termios.ICANON | termios.ECHO):
                termios.tcsetattr(self._stream, termios.TCSANOW, self._saved)


def interrupts(typed: bytes, source: int) -> bool:
    """Whether one of these keys interrupts what runs on the terminal, as it is set now."""
    try:
        _, _, _, lflag, _, _, characters = termios.tcgetattr(source)
    except termios.error:
        return False
    keys = (characters[termios.VINTR], characters[termios.VQUIT])
    return bool(lflag & termios.ISIG) and any(key != b"\x00" and key in typed for key in keys)
