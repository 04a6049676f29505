"""Tracebacks that begin in the middle of a line, behind text that was printed without a line end."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import TRACEBACK
from diagnose.model import Line, LogEntry

# Marks of a tree, a quote, a box or a test report, and the words that are a header of their own.
_MARKS = regex(r"[\s|+>│E*#-]*$")
_TITLES = ("Exception Group ", "'", '"')


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block with such lines in two."""
    lines = unglued(block.lines)
    return [part(block, lines)] if len(lines) > len(block.lines) else None


def unglued(lines: Sequence[Line]) -> Sequence[Line]:
    """Each line with a traceback's head behind other text, split in two lines of the same number."""
    spots = [index for index, line in enumerate(lines) if _is_glued(lines, index, line.text)]
    if not spots:
        return lines
    result = list(lines)
    for index in reversed(spots):
        line = lines[index]
        result[index : index + 1] = [with_text(line, line.text[: -len(TRACEBACK)]), with_text(line, TRACEBACK)]
    return result


def _is_glued(lines: Sequence[Line], index: int, text: str) -> bool:
    if not text.endswith(TRACEBACK) or len(text) == len(TRACEBACK) or index + 1 >= len(lines):
        return False
    before = text[: -len(TRACEBACK)]
    return (
        lines[index + 1].text.startswith('  File "') and not before.endswith(_TITLES) and not _MARKS.match(before[:80])
    )


FORMAT = LogFormat("glued", entries)
