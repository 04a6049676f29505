"""The texts of edits with the user's own code in them: data that is put in, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from diagnose.fixes.splice import Unfit
from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_NAME = regex(r"\{\{ *([A-Za-z_][A-Za-z0-9_]*) *\}\}")
_BINDING = (".", "[", "(", "?.")
_LEADING = regex(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the user's code: its text, and the indentation of the line that it begins on.

    ``fixed`` tells which of its lines, by number from 0, begin within a string and must stay as they are, ``loose``
    that brackets must be put around it where a member is taken of it, or where it is called: ``await x``.
    """

    text: str
    indent: str = ""
    fixed: frozenset[int] = frozenset()
    loose: bool = False


def filled(template: str, pieces: Mapping[str, Piece], indent: str, unit: str, newline: str) -> str:
    """The template's lines, those after the first behind ``indent``, each name replaced by its piece.

    The template's own steps of indentation become ``unit``; lines of a piece move with the line that it is put on.
    Raises Unfit for a name that nothing was captured for.
    """
    lines = template.rstrip("\n").split("\n")
    step = min((blanks for line in lines if (blanks := _blanks(line)) and line.strip()), key=len, default="")
    rows = []
    for number, line in enumerate(lines):
        own = indent + _stepped(_blanks(line), step, unit)
        put = _putting(pieces, own)
        row = _NAME.sub(put, line.strip() if number else line.rstrip())
        rows.append(f"{own}{row}" if number and row else row)
    return newline.join(rows)


def names_in(template: str) -> list[str]:
    """The names that the template takes up."""
    return [hit[1] for hit in _NAME.finditer(template)]


def _putting(pieces: Mapping[str, Piece], indent: str) -> Callable[[re.Match[str]], str]:
    def put(hit: re.Match[str]) -> str:
        if hit[1] not in pieces:
            raise Unfit(f"it needs {hit[1]}, for which nothing was found")
        piece = pieces[hit[1]]
        bound = piece.loose and hit.string[hit.end() :].startswith(_BINDING)
        return f"({_moved(piece, indent)})" if bound else _moved(piece, indent)

    return put


def _moved(piece: Piece, indent: str) -> str:
    """The piece with its later lines indented as its first one now is."""
    if piece.indent == indent or "\n" not in piece.text:
        return piece.text
    first, *rest = piece.text.split("\n")
    moved = [
        indent + line[len(piece.indent) :]
        if line.strip() and number not in piece.fixed and line.startswith(piece.indent)
        else line
        for number, line in enumerate(rest, 1)
    ]
    return "\n".join([first, *moved])


def _blanks(line: str) -> str:
    hit = _LEADING.match(line)
    return hit[0] if hit else ""


def _stepped(blanks: str, step: str, unit: str) -> str:
    return unit * (len(blanks) // len(step)) if step else blanks
