"""Where in a notebook's JSON the strings of its cells stand, so that one can be changed and all else kept."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.sources.source import Piece

_TOKEN = regex(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]')
_ENDED = regex(r"(?<=\n)")
_BEYOND_ASCII = regex(r"\\u(?!00[0-7])[0-9a-fA-F]{4}")
_CELL_DEPTH = 3
"""The notebook, its list of cells, one cell."""


def cell_pieces(text: str) -> list[tuple[Piece, ...]]:
    """For each cell the strings of its ``source``: one, or one for each line. The JSON must be valid."""
    cells: list[list[tuple[int, int]]] = []
    depth, key, outer, awaiting = 0, "", "", False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            depth += 1
            if depth == _CELL_DEPTH and outer == "cells":
                cells.append([])
            awaiting = token == "{"
            if depth in (1, _CELL_DEPTH):
                key = ""
        elif token in "}]":
            depth -= 1
        elif token == ",":
            awaiting = True
        elif token == ":":
            awaiting = False
        elif awaiting and depth == 1 and _is_key(text, match.end()):
            outer = _value(token)
        elif awaiting and depth == _CELL_DEPTH and _is_key(text, match.end()):
            key = _value(token)
            if outer == "cells" and key == "source":
                cells[-1].clear()  # of two equal keys the last one counts
        elif outer == "cells" and key == "source" and depth in (_CELL_DEPTH, _CELL_DEPTH + 1):
            cells[-1].append(match.span())
    return [tuple(Piece(start, stop, _value(text[start:stop])) for start, stop in spans) for spans in cells]


def with_text(pieces: tuple[Piece, ...], text: str, new: str) -> str:
    """The file's text in which the strings of one cell hold ``new``, a string a line where they do so now."""
    first, last = pieces[0], pieces[-1]
    before, like = text[: first.start], text
    opening = before.rstrip()
    if not opening.endswith("["):
        return before + _quoted(new, like) + text[last.stop :]
    between = text[first.stop : pieces[1].start] if len(pieces) > 1 else "," + (before[len(opening) :] or " ")
    # Strings that are kept are kept as they are written: another program may have escaped more than is needed.
    written = {piece.text: text[piece.start : piece.stop] for piece in pieces}
    rows = [row for row in _ENDED.split(new) if row]
    body = between.join(written.get(row) or _quoted(row, like) for row in rows)
    return before + (body or '""') + text[last.stop :]


def _is_key(text: str, at: int) -> bool:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return text[at : at + 1] == ":"


def _value(token: str) -> str:
    import json

    return str(json.loads(token))


def _quoted(text: str, like: str) -> str:
    """A JSON string; characters beyond ASCII are escaped where the file does so."""
    import json

    return json.dumps(text, ensure_ascii=like.isascii() and _BEYOND_ASCII.search(like) is not None)
