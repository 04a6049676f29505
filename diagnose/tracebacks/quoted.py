"""Tracebacks that stand inside a message: where such a part ends.

A process pool puts the worker's traceback between triple quotes; AutoGen 0.4 writes ``Traceback:`` and the text of
``format_exception`` with a line feed too many after each part; torch writes ``Original Traceback``.
"""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.tracebacks.rows import OpenRows

_LABEL = regex(r"(?:[\w ]{0,40} )?[Tt]raceback ?:\s*$")
_ORIGINAL = regex(r"(?:Original|Remote|Inner|Worker) Traceback \(most recent call last\):\s*$")
_REMOTE = regex(r"[\w.]*RemoteTraceback:\s*$")
_HEADER = "Traceback (most recent call last):"


def skip(rows: OpenRows, index: int) -> int:
    """The index after the quoted part that begins at ``index``; ``index`` itself where none does."""
    text = (rows.text(index) or "").rstrip()
    above = rows.text(index - 1) or ""
    if text == '"""' and not rows.unclosed:
        opens = above.rstrip().endswith(":") and (rows.text(index + 1) or "").startswith("Traceback (most recent")
        return _after_quotes(rows, index) if opens else index
    if (text.lstrip() == _HEADER and _LABEL.match(above.strip())) or _ORIGINAL.match(text.lstrip()):
        return index + 1
    return index


def _after_quotes(rows: OpenRows, index: int) -> int:
    start, depth = index, 0
    while (text := rows.text(index)) is not None and rows.members(index) is None:
        if text.rstrip() == '"""':
            depth += 1 if index == start or _REMOTE.match(rows.text(index - 1) or "") else -1
            if depth == 0:
                return index + 1
        index += 1
    rows.unclosed = True
    return start
