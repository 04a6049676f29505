"""Files and standard input to numbered lines. Nothing else in the program opens a log."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from diagnose.decoding import text_of
from diagnose.errors import DoctorError
from diagnose.escapes import has_orphans, without_escapes, without_orphans
from diagnose.model import Line

STDIN = "<stdin>"
MAX_BYTES = 2 << 30
"""Beyond this, unpacked, an input is refused: it would fill the memory."""

_CHUNK = 1 << 20


class InputError(DoctorError):
    """An input that cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its name as the user typed it (``<stdin>`` for ``-``) and its lines."""

    name: str
    lines: Sequence[Line]


def read_source(path: str) -> Source:
    """The lines of a file, or of standard input for ``-``. Raises InputError where it cannot be read."""
    return source_of(read_raw(path), STDIN if path == "-" else path)


def read_raw(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``, as they are. Raises InputError where it cannot be read."""
    return _read_stdin() if path == "-" else _read_file(path)


def source_of(raw: bytes, name: str) -> Source:
    """The lines of such bytes, unpacked where they are compressed. Raises InputError where they are no text."""
    data = _unpacked(raw, name)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{name} is empty: write the program's output into it, stderr too ('2>&1'), and try again.")
    _refuse_binary(data, name)
    return Source(name, lines_of(data, name))


def lines_of(data: bytes, source: str) -> list[Line]:
    """The lines of undecoded, uncompressed text."""
    return lines_of_text(text_of(data), source)


def lines_of_text(text: str, source: str) -> list[Line]:
    """The lines of decoded text."""
    return list(_lines(text, source))


def _lines(text: str, source: str) -> Iterator[Line]:
    """Lines end with LF or CRLF, as in an editor; what a lone CR would overwrite is a Line of its own, same number."""
    clean = _cleaner(text)
    parts = text.split("\n")
    if parts and not parts[-1]:
        parts.pop()
    for number, part in enumerate(parts, 1):
        if "\r" not in part:
            yield Line(number, clean(part), source)
            continue
        states = [state for state in map(clean, part.split("\r")) if state]
        for state in states or [""]:
            yield Line(number, state, source)


def _cleaner(text: str) -> Callable[[str], str]:
    if not has_orphans(text):
        return without_escapes
    return lambda line: without_orphans(without_escapes(line))


def _read_stdin() -> bytes:
    return _bounded(sys.stdin.buffer, STDIN)


def _read_file(path: str) -> bytes:
    place = Path(path)
    try:
        if place.is_dir():
            raise InputError(f"{path} is a directory: name a log file in it.")
        with place.open("rb") as file:
            return _bounded(file, path)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: check the spelling, or pass '-' to read standard input.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read by this user: change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} could not be read ({reason}): check the path and the disk.") from error


def _bounded(file: IO[bytes], name: str) -> bytes:
    buffer = io.BytesIO()
    while chunk := file.read(_CHUNK):
        buffer.write(chunk)
        if buffer.tell() > MAX_BYTES:
            raise InputError(f"{name} holds more than {MAX_BYTES >> 30} GiB: cut out the part around the error.")
        if len(chunk) < _CHUNK and file.isatty():
            break  # one Ctrl-D is enough
    return buffer.getvalue()


def _unpacked(data: bytes, name: str) -> bytes:
    for magic, kind, opener in _PACKERS:
        if not data.startswith(magic):
            continue
        try:
            with opener(io.BytesIO(data)) as file:
                return _bounded(file, name)
        except InputError:
            raise
        except ImportError as error:
            raise InputError(
                f"{name} is compressed with {kind}: install the package 'zstandard', or unpack the file."
            ) from error
        except Exception as error:  # each of these libraries has error types of its own
            raise InputError(f"{name} is a damaged {kind} file: copy it again, or unpack what can be saved.") from error
    return data


def _open_gzip(file: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]


def _open_bz2(file: IO[bytes]) -> IO[bytes]:
    return bz2.BZ2File(file)


def _open_xz(file: IO[bytes]) -> IO[bytes]:
    return lzma.LZMAFile(file)


def _open_zstd(file: IO[bytes]) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd

        opened: IO[bytes] = zstd.ZstdFile(file)
        return opened
    import zstandard

    reader: IO[bytes] = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return reader


_PACKERS: tuple[tuple[bytes, str, Callable[[IO[bytes]], IO[bytes]]], ...] = (
    (b"\x1f\x8b", "gzip", _open_gzip),
    (b"BZh", "bzip2", _open_bz2),
    (b"\xfd7zXZ\x00", "xz", _open_xz),
    (b"\x28\xb5\x2f\xfd", "zstd", _open_zstd),
)

_BINARIES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG image", "paste the text itself, not a screenshot"),
    (b"\xff\xd8\xff", "a JPEG image", "paste the text itself, not a screenshot"),
    (b"GIF8", "a GIF image", "paste the text itself, not a screenshot"),
    (b"RIFF", "a media file", "name the log instead"),
    (b"%PDF", "a PDF document", "save the log as text"),
    (b"PK\x03\x04", "a zip archive (or an office document)", "unpack it and name the log inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and name the log inside"),
    (b"\x7fELF", "an executable or a core dump", "name the log of the program instead"),
    (b"MZ\x90", "a Windows executable", "name the log of the program instead"),
    (b"\xcf\xfa\xed\xfe", "an executable", "name the log of the program instead"),
    (b"SQLite format 3\x00", "a SQLite database", "name a text log instead"),
)


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, kind, advice in _BINARIES:
        if data.startswith(magic):
            raise InputError(f"{name} is {kind}: {advice}.")
    if data[257:262] == b"ustar":
        raise InputError(f"{name} is a tar archive: unpack it and name the log inside.")
    if _looks_binary(data):
        raise InputError(f"{name} is a binary file, not text: name the log of the program instead.")


def _looks_binary(data: bytes) -> bool:
    """Text of any encoding has few control characters once it is decoded."""
    sample = text_of(data[: 1 << 16])
    if not sample:
        return True
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\x0b\x0c\x1b\x08\x07") or char == "\ufffd")
    return odd > 0.1 * len(sample)
