"""Files, standard input and what is packed in them, as bytes. Nothing else in the program opens a log."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from diagnose.errors import DoctorError

STDIN = "<stdin>"
MAX_BYTES = 2 << 30
"""More than this, unpacked, is never held in memory at once."""

_CHUNK = 1 << 20
_MAGIC = 8


class InputError(DoctorError):
    """An input that cannot be read; the message is one sentence for the user."""


def read_raw(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``, as they are. Raises InputError where it cannot be read."""
    return read_all(open_stream(path, packed=True))


def read_all(stream: Stream) -> bytes:
    """What is left in a stream. Raises InputError for one that is damaged or would fill the memory."""
    held = io.BytesIO()
    buffer = memoryview(bytearray(_CHUNK))
    with stream:
        while count := stream.read_into(buffer):
            held.write(buffer[:count])
            if held.tell() > MAX_BYTES:
                size = MAX_BYTES >> 30
                raise InputError(f"{stream.name} holds more than {size} GiB: cut out the part around the error.")
        if stream.damage:
            raise InputError(stream.damage)
    return held.getvalue()


class Stream:
    """An input that is open: its bytes, unpacked where they are compressed, into buffers of the reader's.

    ``size`` is that of the file in bytes, None where nobody knows it; ``position`` how much of that is read. ``damage``
    is a sentence where a compressed file broke off after some bytes.
    """

    def __init__(self, name: str, raw: Any, size: int | None, packed: bool = False) -> None:
        self.name = name
        self.size = size
        self.damage = ""
        self._raw = raw
        self._counted = _Counted(raw, size)
        self._file: Any = self._counted
        self._kind = ""
        self._read = 0
        head = b"" if packed else self._counted.peek(_MAGIC)
        for magic, kind, opener in _PACKERS:
            if head.startswith(magic):
                self._kind = kind
                self._file = self._opened(opener)

    @property
    def position(self) -> int:
        """Bytes of the input that were read so far, packed as they are."""
        return self._counted.position

    def read_into(self, buffer: memoryview) -> int:
        """Fill the buffer from its start; the number of bytes, 0 at the end. Raises InputError if it cannot be read."""
        try:
            count = self._file.readinto(buffer) or 0
        except InputError:
            raise
        except Exception as error:  # each of the unpacking libraries has error types of its own
            if not self._kind:
                raise _unread(self.name, error) from error
            if not self._read:
                raise InputError(f"{self.name} {_damaged(self._kind)}.") from error
            self.damage = f"{self.name} {_damaged(self._kind)}; the {self._read:,} bytes before that were read."
            return 0
        self._read += count
        return count

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        if self.name != STDIN:
            self._raw.close()

    def _opened(self, opener: Callable[[IO[bytes]], Any]) -> Any:
        try:
            return opener(io.BufferedReader(self._counted, _CHUNK))
        except ImportError as error:
            raise InputError(
                f"{self.name} is compressed with {self._kind}: install the package 'zstandard', or unpack the file."
            ) from error


def _damaged(kind: str) -> str:
    return f"is a damaged {kind} file: copy it again, or unpack what can be saved"


class _Counted(io.RawIOBase):
    """A file of which the first bytes were looked at, read up to the size that it had when it was opened."""

    def __init__(self, raw: Any, size: int | None) -> None:
        self._raw = raw
        self._ahead = b""
        self._left = size
        self.position = 0

    def readable(self) -> bool:
        return True

    def peek(self, count: int) -> bytes:
        """The first bytes, which are still to be read."""
        self._ahead = self._raw.read(count) or b""
        return self._ahead

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)[: self._left] if self._left is not None else memoryview(buffer)
        if self._ahead:
            count = min(len(view), len(self._ahead))
            view[:count] = self._ahead[:count]
            self._ahead = self._ahead[count:]
        else:
            count = self._raw.readinto(view) or 0 if len(view) else 0
        self.position += count
        if self._left is not None:
            self._left -= count
        return count


def packing_of(head: bytes) -> str | None:
    """How a file that begins so is compressed, None where it is not."""
    return next((kind for magic, kind, _ in _PACKERS if head.startswith(magic)), None)


def open_stream(path: str, packed: bool = False) -> Stream:
    """A file, or standard input for ``-``; ``packed`` leaves it compressed.

    Raises InputError where it cannot be opened.
    """
    if path == "-":
        return Stream(STDIN, _raw_stdin(), None, packed)
    place = Path(path)
    try:
        if place.is_dir():
            raise InputError(f"{path} is a directory: name a log file in it.")
        file = place.open("rb", buffering=0)
        status = os.fstat(file.fileno())
        grows = stat.S_ISREG(status.st_mode) and status.st_size
        return Stream(path, file, status.st_size if grows else None, packed)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: check the spelling, or pass '-' to read standard input.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read by this user: change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:
        raise _unread(path, error) from error


def _unread(path: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{path} could not be read ({reason}): check the path and the disk.")


def _raw_stdin() -> Any:
    """Standard input without a buffer, where it has one: what is there is read at once, and one Ctrl-D is enough."""
    return getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)


def _open_gzip(file: IO[bytes]) -> Any:
    import gzip

    return gzip.GzipFile(fileobj=file)


def _open_bz2(file: IO[bytes]) -> Any:
    import bz2

    return bz2.BZ2File(file)


def _open_xz(file: IO[bytes]) -> Any:
    import lzma

    return lzma.LZMAFile(file)


def _open_zstd(file: IO[bytes]) -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd.ZstdFile(file)
    import zstandard

    return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)


_PACKERS: tuple[tuple[bytes, str, Callable[[IO[bytes]], Any]], ...] = (
    (b"\x1f\x8b", "gzip", _open_gzip),
    (b"BZh", "bzip2", _open_bz2),
    (b"\xfd7zXZ\x00", "xz", _open_xz),
    (b"\x28\xb5\x2f\xfd", "zstd", _open_zstd),
)
