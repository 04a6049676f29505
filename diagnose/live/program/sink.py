"""Our own output, written without ever waiting for its reader."""

from __future__ import annotations

import os
import select
import stat

_PROC = "/proc/self/fd"


class Sink:
    """Bytes on their way out: what does not go at once is kept in ``pending``.

    The stream is shared with other programs, so it is not made non-blocking itself: it is opened a second time, or only
    as much is written as surely goes through. ``gone`` tells that nothing can be written any more, ``trouble`` why,
    unless its reader has only left.
    """

    def __init__(self, number: int) -> None:
        self.pending = memoryview(b"")
        self.gone = False
        self.trouble = ""
        mode = os.fstat(number).st_mode
        own = None if stat.S_ISREG(mode) else _opened_again(number)
        self.number = number if own is None else own
        self._step = 0 if own is not None or stat.S_ISREG(mode) else select.PIPE_BUF

    def put(self, data: bytes) -> None:
        """Write this, nothing being pending."""
        self.pending = memoryview(data)
        self.flush()

    def flush(self) -> None:
        """Write as much of what is pending as goes through now."""
        while self.pending:
            try:
                if self._step and not select.select([], [self.number], [], 0)[1]:
                    return
                done = os.write(self.number, self.pending[: self._step] if self._step else self.pending)
            except BlockingIOError:
                return
            except OSError as error:
                self.gone, self.pending = True, memoryview(b"")
                self.trouble = "" if isinstance(error, BrokenPipeError) else error.strerror or str(error)
                return
            self.pending = self.pending[done:]


def _opened_again(number: int) -> int | None:
    """A second way into the same pipe or terminal that does not block, None where the system gives none."""
    try:
        path = os.ttyname(number) if os.isatty(number) else f"{_PROC}/{number}"
        again = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return None
    one, other = os.fstat(number), os.fstat(again)
    if (one.st_dev, one.st_ino, one.st_rdev) == (other.st_dev, other.st_ino, other.st_rdev):
        return again
    os.close(again)
    return None
