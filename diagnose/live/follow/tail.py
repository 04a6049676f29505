"""A file that still grows, is replaced, cut off, taken away and put back: its bytes, and what became of it.

It is asked again and again and never waits. While it is open the old file stays readable after it was renamed, so that
nothing of its end is lost; on Windows an open file cannot be renamed, so there it is open only while it is read.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import IO

from diagnose.errors import DoctorError
from diagnose.input import refuse_binary
from diagnose.model.dataclass import dataclass
from diagnose.streams import packing_of

AT_ONCE = 1 << 18
"""Bytes that are read at most before others have their turn."""
_MARK = 64
"""Bytes at the start and before the place of reading by which a file is known again."""
_TRIES = 8

_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes of the file; ``old`` where they stood in it when it was first looked at, and then for ``age`` seconds."""

    data: bytes
    old: bool
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the file, as a sentence; ``anew`` where what comes next is line 1 of another text."""

    sentence: str
    anew: bool = False


class Tail:
    """The bytes of a file in order, none twice, as long as it lives and when it comes back."""

    def __init__(self, path: str, hold: bool = os.name != "nt") -> None:
        self.name = path
        self._path = Path(path)
        self._hold = hold
        self._file: IO[bytes] | None = None
        self._identity: _Identity | None = None
        self._at = 0
        self._old = 0
        self._age = 0.0
        self._looked_like = (0, 0)
        self._head = self._last = b""
        self._trouble = ""
        self._asked = self._seen = False
        self._read_through: deque[_Identity] = deque(maxlen=16)
        self._ended_at = 0  # when the last file that was replaced was written for the last time
        self._generation = re.compile(re.escape(self._path.name) + r"[.-]\d[\d.:T_-]*")

    def poll(self) -> Chunk | Change | None:
        """The next bytes, or a change; None where there is neither. Raises DoctorError for what cannot be followed."""
        try:
            if self._file is None and self._identity is None:
                return self._begin()
            if self._file is None:
                self._file = self._path.open("rb", buffering=0)
                if _identity(os.fstat(self._file.fileno())) != self._identity:
                    return self._replaced()
                self._file.seek(self._at)
            return self._read(self._file)
        except FileNotFoundError:
            return self._wait(_GONE if self._seen else _NOT_YET)
        except PermissionError:
            return self._wait("may not be read by this user: waits until it may")
        except IsADirectoryError:
            raise DoctorError(f"{self.name} is a directory: name a log file in it.") from None
        except OSError as error:
            self.close()
            return self._wait(f"could not be read ({error.strerror or error}): tries again")

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _begin(self) -> Change | Chunk | None:
        """Open the file for the first time, or the one that has come instead of another."""
        if self._path.is_dir():  # Windows has another error for it
            raise IsADirectoryError
        file = self._file = self._opened()
        status = os.fstat(file.fileno())
        self._identity, self._at, self._head, self._last = _identity(status), 0, b"", b""
        self._looked_like = (0, 0)
        came, self._trouble = self._trouble, ""
        self._old = 0 if self._asked else status.st_size
        self._age = max(0.0, time.time() - status.st_mtime)
        self._asked = self._seen = True
        if came:
            return Change(f"{self.name} is there: reads it from its start", anew=True)
        return self._read(file)

    def _read(self, file: IO[bytes]) -> Chunk | Change | None:
        status = os.fstat(file.fileno())
        looks_like = status.st_size, status.st_mtime_ns
        if looks_like != self._looked_like:
            if status.st_size < self._at or not self._known_again(file):
                return self._cut(file)
            self._looked_like = looks_like
        return self._next(file) or self._elsewhere(file)

    def _next(self, file: IO[bytes]) -> Chunk | None:
        old = self._at < self._old
        data = file.read(min(AT_ONCE, self._old - self._at) if old else AT_ONCE)
        if not data:
            return None
        if not self._at:
            _expect_text(data, self.name)
        self._at += len(data)
        self._head = (self._head + data[:_MARK])[:_MARK]
        self._last = (self._last + data[-_MARK:])[-_MARK:]
        return Chunk(data, old, self._age if old else 0.0)

    def _known_again(self, file: IO[bytes]) -> bool:
        """Whether what was read is still there. The place of reading stays."""
        file.seek(0)
        head = file.read(len(self._head))
        file.seek(self._at - len(self._last))
        return head == self._head and file.read(len(self._last)) == self._last

    def _cut(self, file: IO[bytes]) -> Change:
        file.seek(0)
        self._at = self._old = 0
        self._looked_like = (0, 0)
        self._head = self._last = b""
        return Change(f"{self.name} was cut off: reads it from its start", anew=True)

    def _elsewhere(self, file: IO[bytes]) -> Chunk | Change | None:
        """All is read: whether the name stands for another file by now. An empty one may not be in use yet."""
        there = self._path.stat()
        if _identity(there) != self._identity and there.st_size and stat.S_ISREG(there.st_mode):
            return self._next(file) or self._replaced()
        if not self._hold:
            self.close()
        if self._trouble and _identity(there) == self._identity:
            self._trouble = ""
            return Change(f"{self.name} is back")
        return None

    def _opened(self) -> IO[bytes]:
        """The file to read next, open; it may be renamed while it is looked for."""
        for _ in range(_TRIES):
            file = self._next_file().open("rb", buffering=0)
            with suppress(FileNotFoundError):
                if _identity(self._next_file().stat()) == _identity(os.fstat(file.fileno())):
                    return file
            file.close()
        return self._path.open("rb", buffering=0)

    def _next_file(self) -> Path:
        """The file that took the place of the last one: it may have been replaced in its turn before it was seen."""
        if not self._read_through:
            return self._path
        later: list[tuple[int, Path]] = []
        for path in self._path.parent.iterdir():
            if self._generation.fullmatch(path.name):
                status = path.stat()
                if status.st_mtime_ns > self._ended_at and _identity(status) not in self._read_through:
                    later.append((status.st_mtime_ns, path))
        return min(later)[1] if later else self._path

    def _replaced(self) -> Change:
        self.close()
        if self._identity is not None:
            self._read_through.append(self._identity)
        self._ended_at = self._looked_like[1]
        self._identity, self._trouble = None, ""
        return Change(f"{self.name} was replaced: reads the new file from its start", anew=True)

    def _wait(self, words: str) -> Change | None:
        """Say once that there is nothing to read."""
        self._asked = True
        if words == self._trouble:
            return None
        self._trouble = words
        return Change(f"{self.name} {words}")


_GONE = "is gone: waits for it to come back"
_NOT_YET = "does not exist yet: waits for it"


def _identity(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino


def _expect_text(head: bytes, name: str) -> None:
    kind = packing_of(head)
    if kind:
        raise DoctorError(f"{name} is compressed with {kind} and will not grow: leave out --follow.")
    if len(head) > _MARK:
        refuse_binary(head, name)
