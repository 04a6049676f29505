"""Rows of styled text: wrapped to a width, and written with the terminal's own codes for their styles.

What Rich would print, without loading it: it is asked only how wide a character is that is seldom seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from diagnose.lazy import regex

Piece = tuple[str, str]
"""A text and its style: none, or words such as ``bold red``."""
Row = tuple[Piece, ...]

_WORD = regex(r"\s*\S+\s*")
_CODES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4"} | {
    color: str(code)
    for code, color in enumerate(("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"), 30)
}


_NARROW = frozenset(map(chr, range(32, 127))) | frozenset("…·−–—“”‘’→✗✓↻●≈×█░│─┌┐└┘├┤▸")
"""Characters that take one column each."""


def cell_len(text: str) -> int:
    """How many columns a text takes."""
    if _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len as measured

    return measured(text)


def cut(text: str, width: int, dots: str) -> str:
    """The text in at most so many columns: where it is longer its beginning, and dots."""
    return text if cell_len(text) <= width else _chopped(text, max(1, width - len(dots)))[0] + dots


def written(row: Row, color: bool) -> str:
    """The row as text, with the codes of its styles where there is colour."""
    return "".join(_coded(text, style) if color and style else text for text, style in row)


def _coded(text: str, style: str) -> str:
    return f"\x1b[{';'.join(_CODES[word] for word in style.split())}m{text}\x1b[0m" if text else ""


def stripped(row: Sequence[Piece]) -> Row:
    """The row without blanks at its end."""
    kept = list(row)
    while kept and not kept[-1][0].rstrip():
        kept.pop()
    return (*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])) if kept else ()


def wrapped(text: str, width: int) -> list[str]:
    """The text in rows of at most so many columns, broken between words where that can be, without blanks at ends."""
    breaks = [0, *_breaks(text, width), len(text)]
    return [text[start:stop].rstrip() for start, stop in pairwise(breaks)]


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where rows begin, but for the first."""
    filled = 0
    for hit in _WORD.finditer(text):
        word, start = hit[0], hit.start()
        length = cell_len(word.rstrip())
        if filled + length <= width:
            filled += cell_len(word)
        elif length > width:
            *whole, rest = _chopped(word, width)
            for piece in (*whole, rest):
                if start:
                    yield start
                start += len(piece)
            filled = cell_len(rest)
        elif filled and start:
            yield start
            filled = cell_len(word)


def _chopped(word: str, width: int) -> list[str]:
    if _NARROW.issuperset(word):
        return [word[start : start + width] for start in range(0, len(word), width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)
