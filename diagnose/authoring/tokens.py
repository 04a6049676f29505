"""The words of an error in pieces: what stays the same, and what varies from one run to the next.

It is for short texts: of a message its first lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_UNITS = r"(?:[KMGTkmgt]i?[Bb]|[Bb]ytes?)\b"
_SPANS = r"(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|s)\b"
_NUMBER = r"-?\d+(?:[.,_]\d+)*"
_TOP = r"(?:ai|app|cloud|com|de|dev|edu|eu|gov|internal|io|lan|local|localdomain|net|org|uk|us|test|example)"


class Kind(Enum):
    """What a piece is."""

    SAME = "same"
    """Words that belong to the error."""
    SECRET = "secret"
    URL = "url"
    PATH = "path"
    HOST = "host"
    TIMESTAMP = "timestamp"
    ID = "id"
    SIZE = "size"
    TIME = "time"
    NUMBER = "number"
    QUOTED = "quoted"
    """A name in quotes; the quotes are part of it."""
    UNSEEN = "unseen"
    """A character that nobody sees."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message, and where it begins."""

    kind: Kind
    text: str
    start: int


_VARYING = regex(
    "|".join(
        (
            r"(?P<secret>\[redacted(?: [\w-]+ \d+)?\])",
            r"(?P<url>\b[a-z][a-z0-9+.-]{1,15}://[^\s'\"<>()\[\]{}|\\^`]*[^\s'\"<>()\[\]{}|\\^`.,;:!?])",
            r"(?P<timestamp>\b\d{4}-\d\d-\d\d"
            r"(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))",
            r"(?P<path>(?<![\w.:/\\~<\[])(?:~|\.{1,2})?/[\w@+-][^\s'\"<>|:*?;,()\[\]{}`]*"
            r"|(?<!\w)[A-Za-z]:[\\/][^\s'\"<>|:*?;,]+)",
            r"(?P<id>\b0x[0-9a-fA-F]+\b|\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"
            r"|(?<![\w.-])[\w.+-]{1,64}@[\w.-]{1,200}\.\w{2,}|(?<!\w)[A-Za-z]{1,12}[-_](?=\w{0,80}\d)\w{8,}"
            r"|(?<!\w)(?=[A-Za-z]{0,80}\d)(?=\d{0,80}[A-Za-z])[A-Za-z0-9]{12,}(?!\w))",
            rf"(?P<host>\b(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d{{1,5}})?\b|\blocalhost(?::\d{{1,5}})?\b"
            rf"|(?<![\w.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,8}}{_TOP}(?::\d{{1,5}})?(?![\w.(-]))",
            rf"(?P<size>(?<![\w.-]){_NUMBER} ?{_UNITS})",
            rf"(?P<time>(?<![\w.-]){_NUMBER} ?{_SPANS})",
            r"(?P<number>(?<![\w.])-\d+(?:[.,_]\d+)*|\d+(?:[.,_]\d+)*)",
            r"(?P<quoted>(?<!\w)(?:'[^']*'|\"[^\"]*\"|`[^`]*`)(?!\w))",
        )
    )
)
_WORDY = regex(r"\w\W+\w+\W+\w")
_MOST_DEEP = 3


def pieces(text: str) -> list[Piece]:
    """The text in pieces, in order; together they are the text."""
    return list(_joined(_pieces(text, 0, _MOST_DEEP)))


def _pieces(text: str, offset: int, deep: int) -> Iterator[Piece]:
    at = 0
    for hit in _VARYING.finditer(text):
        yield from _seen(text[at : hit.start()], offset + at)
        kind = Kind(str(hit.lastgroup))
        start = offset + hit.start()
        if kind is not Kind.QUOTED or _is_name(hit[0], text, hit.end()):
            yield Piece(kind, hit[0], start)
        elif deep and len(hit[0]) > 2:
            yield Piece(Kind.SAME, hit[0][0], start)
            yield from _pieces(hit[0][1:-1], start + 1, deep - 1)
            yield Piece(Kind.SAME, hit[0][-1], start + len(hit[0]) - 1)
        else:
            yield from _seen(hit[0], start)
        at = hit.end()
    yield from _seen(text[at:], offset + at)


def _is_name(quoted: str, text: str, end: int) -> bool:
    """Whether what stands in quotes is some name: neither the key of a mapping nor a sentence."""
    return len(quoted) > 2 and text[end : end + 1] != ":" and not _WORDY.search(quoted[1:-1])


def _seen(text: str, start: int) -> Iterator[Piece]:
    """Words as they are, characters that nobody sees apart."""
    if text.isprintable():
        if text:
            yield Piece(Kind.SAME, text, start)
        return
    for at, char in enumerate(text):
        yield Piece(Kind.SAME if char.isprintable() else Kind.UNSEEN, char, start + at)


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces of words that touch are one."""
    words: list[Piece] = []
    for piece in found:
        if piece.kind is Kind.SAME:
            words.append(piece)
            continue
        yield from _one(words)
        words = []
        yield piece
    yield from _one(words)


def _one(words: list[Piece]) -> Iterator[Piece]:
    if words:
        yield Piece(Kind.SAME, "".join(piece.text for piece in words), words[0].start)
