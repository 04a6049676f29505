"""A file in which a source says something else: all that is not changed keeps its bytes."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from diagnose.errors import DoctorError
from diagnose.sources.cellspans import with_text
from diagnose.sources.decode import decoded
from diagnose.sources.source import Source
from diagnose.sources.text import sources_of


def rewritten(changed: Sequence[tuple[Source, str]]) -> bytes:
    """The bytes of a file whose sources have these new texts: one source, or several cells of one notebook.

    A notebook's magics, which the text of a cell has made harmless, are what they were. Raises DoctorError where the
    file cannot be written so that the rest stays as it is.
    """
    source, text = changed[0]
    if source.cell is None:
        return _encoded(source, source.text, text)
    was = decoded(source.data, python=False)
    whole = was[0] if was else ""
    wanted = {cell.cell.index: _with_magics(cell, new) for cell, new in changed if cell.cell is not None}
    cells = {cell.cell.index: cell.cell for cell, _ in changed if cell.cell is not None}
    made = whole
    for index in sorted(wanted, reverse=True):  # from the end, so that the places before it hold
        made = with_text(cells[index].pieces, made, wanted[index])
    data = _encoded(source, whole, made)
    got = {cell.cell.index: cell.cell.original for cell in sources_of(source.path, data) if cell.cell is not None}
    if any(got.get(index) != new for index, new in wanted.items() if new):
        raise DoctorError(f"{source.path} cannot be written so that nothing else changes: change it by hand.")
    return data


def _encoded(source: Source, was: str, text: str) -> bytes:
    try:
        if was.encode(source.encoding) == source.data:
            return text.encode(source.encoding)
    except UnicodeEncodeError:
        pass
    raise DoctorError(f"{source.path} cannot be written in its encoding, {source.encoding}: change it by hand.")


def _with_magics(source: Source, text: str) -> str:
    """The new text of a cell with the lines that only IPython understands as they were."""
    assert source.cell is not None
    lines: dict[str, deque[str]] = defaultdict(deque)
    for harmless, original in zip(source.text.split("\n"), source.cell.original.split("\n"), strict=True):
        lines[harmless].append(original)
    return "\n".join(lines[row].popleft() if lines.get(row) else row for row in text.split("\n"))
