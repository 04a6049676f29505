"""A pattern of RE2 for the words of an error: what varies in them is open, all else is quoted letter for letter."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.authoring.factnames import fact_of
from diagnose.authoring.tokens import Kind, Piece, pieces
from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_SPECIAL = frozenset(r"\.+*?()|[]{}^$")
_TRACEBACK = "Traceback (most recent call last):"
_NAMES_ONE = regex(r"[\w.]*(?:Error|Exception|Warning|Interrupt|Exit)\b")
_WORD = regex(r"[^\W\d_]+")
_OPEN = {
    Kind.SECRET: r"(?:\[redacted[^\]]*\]|\S+)",
    Kind.URL: r"""[a-z][a-z0-9+.-]*://[^\s'"]+""",
    Kind.PATH: r"""[^\s'"]+""",
    Kind.HOST: r"[\w.-]+(?::\d+)?",
    Kind.TIMESTAMP: r"\d{4}-\d\d-\d\d[T ]?[\d:.,Z+-]*",
    Kind.ID: r"[\w.@+-]+",
    Kind.SIZE: r"[\d.,]+ ?(?:[KMGTkmgt]i?[Bb]|[Bb]ytes?)",
    Kind.TIME: r"[\d.,]+ ?[a-z]+",
    Kind.UNSEEN: r".",
}
_CODES = frozenset(("status", "errno", "exit_code"))
"""Numbers that name an error: another one is another error."""
_NAMED = {
    "base_url": r"""(?P<base_url>https?://[^\s'"/]+)[^\s'"]*""",
    "host": r"(?P<host>[\w.-]+)(?::\d+)?",
}
ENOUGH = 12
"""Letters of its own words from which on a pattern may be searched for anywhere in a message."""
_FEWEST = (8, 3, 1)
"""Letters that a pattern must have at least, by how little is left open; in the last any character counts."""
_LONGEST = 240
"""Characters of a pattern; the words behind say no more of the error."""
_LONGEST_MESSAGE = 2000
_SHORTEST = 20
"""Room that is too little for a further piece."""
_THOUSANDS = 4
"""Digits from which on a number may have separators."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A pattern for a message; ``letters`` are those that it asks for, ``facts`` what it captures."""

    pattern: str
    letters: int
    facts: tuple[str, ...] = ()


def patterns_for(message: str, clear: int = 0) -> Iterator[Drafted]:
    """Patterns for a message whose secrets are taken out, the freest first: each holds for this message.

    ``message`` is as it stands, its lines included; as many of them are asked for as it takes to have ``clear``
    letters. What follows a message in a log is often taken for a part of it, so that few lines are better.
    """
    seen: set[str] = set()
    for kept, fewest in zip((frozenset[Kind](), _NAMES, _NAMES | _FIGURES), _FEWEST, strict=True):
        drafted = _drafted(message, kept, max(clear, 1))
        if drafted is not None and drafted.letters >= fewest and drafted.pattern not in seen:
            seen.add(drafted.pattern)
            yield drafted


_NAMES = frozenset({Kind.QUOTED})
_FIGURES = frozenset({Kind.NUMBER, Kind.SIZE, Kind.TIME, Kind.HOST})


def quoted(text: str) -> str:
    """The text as a pattern that means nothing but it, characters that nobody sees left open."""
    return "".join(map(_literal, text))


def _literal(char: str) -> str:
    if not char.isprintable():
        return "."
    return f"\\{char}" if char in _SPECIAL else char


def _drafted(message: str, kept: frozenset[Kind], clear: int) -> Drafted | None:
    """The pattern of the first lines, as many as it takes to know the error again."""
    lines = _lines(message)
    first = _telling(lines)
    text, found = "", None
    for number, line in enumerate(lines[first:], first + 1):
        if found is not None and found.letters >= ENOUGH and not _WORD.search(line):
            break
        text = f"{text} {line}" if text else line
        whole = number == len(lines) and len(message) <= _LONGEST_MESSAGE
        found = _pattern(text, kept, first == 0, whole)
        if found.letters >= clear or len(found.pattern) >= _LONGEST:
            break
    return None if found is None or (first and found.letters < ENOUGH) else found


def telling(message: str) -> str:
    """The line of a message that tells what failed; empty where it has none."""
    lines = _lines(message)
    return lines[_telling(lines)] if lines else ""


def _lines(message: str) -> list[str]:
    return [folded for line in message[:_LONGEST_MESSAGE].split("\n") if (folded := " ".join(line.split()))]


def _telling(lines: list[str]) -> int:
    """The place of the first line that tells: of a printed traceback, the line that names the exception."""
    if _TRACEBACK not in lines:
        return 0
    return max((number for number, line in enumerate(lines) if _NAMES_ONE.match(line)), default=0)


def _pattern(text: str, kept: frozenset[Kind], begins: bool, whole: bool) -> Drafted:
    parts: list[str] = []
    facts: list[str] = []
    letters, room = 0, _LONGEST
    for piece in pieces(text):
        literal = piece.kind is Kind.SAME or piece.kind in kept
        fact = None if literal else fact_of(piece, text)
        part = _part(piece, literal, fact if fact not in facts else None)
        if len(part) > room:
            piece = Piece(piece.kind, _beginning(piece.text, room) if literal else "", piece.start)
            part, whole = quoted(piece.text), False
        elif fact is not None and f"(?P<{fact}>" in part:
            facts.append(fact)
        parts.append(part)
        letters += _count(piece, kept) if literal else 0
        room -= len(part)
        if room < _SHORTEST:
            break
    pattern = "".join(parts).strip()
    whole = whole and room >= _SHORTEST
    if letters < ENOUGH and begins:
        pattern = f"^{pattern}$" if whole else f"^{pattern}"
    return Drafted(pattern, letters, tuple(facts))


def _count(piece: Piece, kept: frozenset[Kind]) -> int:
    """How much a literal piece tells: its letters, and where nothing is left open any character."""
    if kept > _NAMES:
        return sum(not char.isspace() for char in piece.text)
    return sum(map(len, _WORD.findall(piece.text)))


def _beginning(text: str, room: int) -> str:
    """The beginning of words for which there is little room, up to the end of one of them."""
    part = text[: room // 2]  # each character may need a backslash
    return part.rpartition(" ")[0] or part


def _part(piece: Piece, literal: bool, fact: str | None) -> str:
    if literal:
        return quoted(piece.text)
    if piece.kind is Kind.QUOTED:
        mark = piece.text[0]
        inside = f"[^{mark}]"
        return f"{mark}(?P<{fact}>{inside}+){mark}" if fact else f"{mark}{inside}*{mark}"
    if fact in _CODES:
        return f"(?P<{fact}>{quoted(piece.text)})"
    open_ = _figure(piece.text) if piece.kind is Kind.NUMBER else _OPEN[piece.kind]
    if fact is None:
        return open_
    return _NAMED.get(fact) or f"(?P<{fact}>{open_})"


def _figure(text: str) -> str:
    """A number as it is written: one of thousands may have separators the next time."""
    digits = text.removeprefix("-")
    form = r"\d+" if digits.isdigit() and len(digits) < _THOUSANDS else r"[\d.,_]+"
    return f"-?{form}" if digits != text else form
