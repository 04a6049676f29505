"""Numbers before every line: ``cat -n``, ``less -N``, ``grep -n``, an editor's gutter."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.heads import is_head
from diagnose.logformats.shapes import TRACEBACK, hints_at_trace, is_opening
from diagnose.model import Line, LogEntry

_NUMBER = regex(
    r"(?:(?P<file>[\w./\\-]{1,200}\.(?:log|txt|out|err|stdout|stderr)(?:\.\d{1,3})?)(?:[:-]))?"
    r"(?P<pad> {0,8})(?P<number>\d{1,8})(?P<mark>[:-]|\t| ?[|│┃](?= |$)|(?= )|$)"
)
_FEWEST = 3
_Row = re.Match[str]


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block without the numbers, None where its lines are not numbered."""
    rows = _rows(block.lines)
    if rows is None:
        return None
    rests = [line.text if row is None else line.text[row.end() :] for line, row in zip(block.lines, rows, strict=True)]
    blanks = min((len(rest) - len(rest.lstrip(" ")) for rest in rests if rest.strip()), default=0)
    gutter = next(row["mark"] for row in rows if row is not None and (row["mark"] or row.end() < len(row.string))) == ""
    shift = blanks if gutter else min(1, blanks)
    if not (_consecutive(rows) or any(_tells(rest[shift:]) for rest in rests)):
        return None
    return [
        part(
            block,
            [with_text(line, rest[shift:] if row else rest)
             for line, row, rest in zip(block.lines, rows, rests, strict=True)],
            "line-numbers",
        )
    ]  # fmt: skip


def _rows(lines: tuple[Line, ...]) -> list[_Row | None] | None:
    """The number of each line (blank ones may have none); None where they do not rise from line to line."""
    if len(lines) < _FEWEST:
        return None
    rows: list[_Row | None] = []
    last = -1
    for line in lines:
        found = _NUMBER.match(line.text)
        if found is None and line.text.strip():
            return None
        rows.append(found)
        if found is not None:
            number = int(found["number"])
            if number <= last or _columns(found) != _columns(next(row for row in rows if row is not None)):
                return None
            last = number
    return rows if sum(row is not None for row in rows) >= _FEWEST else None


def _columns(row: _Row) -> tuple[str | None, bool]:
    """What is the same on all lines of one tool's output; grep marks context with a dash."""
    return row["file"], row["mark"] in {":", "-"}


def _consecutive(rows: list[_Row | None]) -> bool:
    numbers = [int(row["number"]) for row in rows if row is not None]
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _tells(text: str) -> bool:
    return hints_at_trace(text) or is_head(text) or is_opening(text) or TRACEBACK in text


FORMAT = LogFormat("line-numbers", entries)
