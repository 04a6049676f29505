"""The code cells of a notebook, each as a source of its own."""

from __future__ import annotations

from typing import Any

from diagnose.sources.cellspans import cell_pieces
from diagnose.sources.decode import decoded, newline_of
from diagnose.sources.languages import language_named
from diagnose.sources.magics import harmless
from diagnose.sources.source import Cell, Piece, Source

_MOST_CELLS = 5000


def notebook_sources(path: str, data: bytes, largest_cell: int) -> tuple[Source, ...]:
    """One source for each code cell whose language is known; none where the bytes are no notebook."""
    read = decoded(data, python=False)
    if read is None:
        return ()
    text, encoding = read
    notebook = _parsed(text)
    if notebook is None:
        return ()
    spoken = language_named(_kernel_language(notebook))
    cells = notebook.get("cells")
    if spoken is None or not isinstance(cells, list):
        return ()
    pieces = cell_pieces(text)
    if len(pieces) != len(cells):
        return ()
    found = []
    for index, cell in enumerate(cells[:_MOST_CELLS]):
        made = _cell(index, cell, pieces[index], text) if isinstance(cell, dict) else None
        if made is None or len(made.original) > largest_cell:
            continue
        code = harmless(made.original) if spoken[0] == "python" else made.original
        if code is not None:
            found.append(Source(path, code, *spoken, encoding, newline_of(code), data, made))
    return tuple(found)


def _parsed(text: str) -> dict[str, Any] | None:
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _kernel_language(notebook: dict[str, Any]) -> str:
    metadata = notebook.get("metadata")
    for holder, key in (("language_info", "name"), ("kernelspec", "language")):
        held = metadata.get(holder) if isinstance(metadata, dict) else None
        if isinstance(held, dict) and isinstance(held.get(key), str):
            return str(held[key])
    return "python"


def _cell(index: int, cell: dict[str, Any], pieces: tuple[Piece, ...], text: str) -> Cell | None:
    if cell.get("cell_type") != "code" or not pieces:
        return None
    original = "".join(piece.text for piece in pieces)
    if "\0" in original or original != _said(cell.get("source")):
        return None
    count = cell.get("execution_count")
    return Cell(index, original, _lines(pieces, text), pieces, count if type(count) is int else None)


def _said(source: Any) -> str | None:
    if isinstance(source, list) and all(isinstance(row, str) for row in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _lines(pieces: tuple[Piece, ...], text: str) -> tuple[int, ...]:
    """On which line of the file each line of the cell stands: that of the string in which it begins."""
    lines: list[int] = []
    line, at, begins = 1, 0, True
    for piece in pieces:
        line += text.count("\n", at, piece.start)
        at = piece.start
        rows = piece.text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        if begins:
            lines.append(line)
        lines.extend([line] * rows)
        begins = False
        if rows and piece.text.endswith(("\n", "\r")):
            lines.pop()  # the line after it begins in the next string
            begins = True
    if begins:
        lines.append(line)
    return tuple(lines)
