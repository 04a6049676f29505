"""Files and standard input to numbered lines. Nothing else in the program opens a log."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

from diagnose.decoding import text_of
from diagnose.escapes import has_orphans, without_escapes, without_orphans
from diagnose.model import Line
from diagnose.model.dataclass import dataclass
from diagnose.streams import STDIN, InputError, Stream, read_all, read_raw


class EmptyInput(InputError):
    """An input that holds nothing."""


class BinaryInput(InputError):
    """An input that is no text."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its name as the user typed it (``<stdin>`` for ``-``) and its lines."""

    name: str
    lines: Sequence[Line]


def read_source(path: str) -> Source:
    """The lines of a file, or of standard input for ``-``. Raises InputError where it cannot be read."""
    return source_of(read_raw(path), STDIN if path == "-" else path)


def source_of(raw: bytes, name: str) -> Source:
    """The lines of such bytes, unpacked where they are compressed. Raises InputError where they are no text."""
    return unpacked_source_of(read_all(Stream(name, io.BytesIO(raw), len(raw))), name)


def unpacked_source_of(data: bytes, name: str) -> Source:
    """The lines of bytes that are not compressed. Raises InputError where they are no text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyInput(f"{name} is empty: write the program's output into it, stderr too ('2>&1'), and try again.")
    refuse_binary(data, name)
    return Source(name, lines_of(data, name))


def lines_of(data: bytes, source: str) -> list[Line]:
    """The lines of undecoded, uncompressed text."""
    return lines_of_text(text_of(data), source)


def lines_of_text(text: str, source: str) -> list[Line]:
    """The lines of decoded text."""
    return list(_lines(text, source))


def numbered_lines(text: str, numbers: Sequence[int], source: str) -> tuple[Line, ...]:
    """The lines of a text that was put together from parts of a log; ``numbers`` has one for each of its lines."""
    return tuple(_lines(text, source, numbers))


def _lines(text: str, source: str, numbers: Sequence[int] = ()) -> Iterator[Line]:
    """Lines end with LF or CRLF, as in an editor; what a lone CR would overwrite is a Line of its own, same number."""
    clean = _cleaner(text)
    parts = text.split("\n")
    if parts and not parts[-1] and not numbers:
        parts.pop()
    for number, part in zip(numbers or range(1, len(parts) + 1), parts, strict=False):
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


def refuse_binary(data: bytes, name: str) -> None:
    """Raise BinaryInput for what begins like no text."""
    for magic, kind, advice in _BINARIES:
        if data.startswith(magic):
            raise BinaryInput(f"{name} is {kind}: {advice}.")
    if data[257:262] == b"ustar":
        raise BinaryInput(f"{name} is a tar archive: unpack it and name the log inside.")
    if _looks_binary(data):
        raise BinaryInput(f"{name} is a binary file, not text: name the log of the program instead.")


def _looks_binary(data: bytes) -> bool:
    """Text of any encoding has few control characters once it is decoded."""
    sample = text_of(data[: 1 << 16])
    if not sample:
        return True
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\x0b\x0c\x1b\x08\x07") or char == "\ufffd")
    return odd > 0.1 * len(sample)
