"""Quotes of mail and Markdown: ``> `` before every line of a stretch."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.model import Line, LogEntry

_QUOTE = regex(r"> ?(?!>>)")
_LEAST = 3


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each quoted stretch, without its marks, and for each stretch between.

    A single marked line is no quote: loguru, pytest and IPython mark the line that raised.
    """
    runs = _runs(block.lines)
    if not any(quoted for quoted, _ in runs):
        return None
    return [
        part(block, [with_text(line, _QUOTE.sub("", line.text, count=1)) for line in lines], "quote")
        if quoted
        else part(block, lines)
        for quoted, lines in runs
    ]


def _runs(lines: tuple[Line, ...]) -> list[tuple[bool, list[Line]]]:
    """Stretches of lines, each with whether it is quoted."""
    marked: list[tuple[bool, list[Line]]] = []
    for line in lines:
        quoted = line.text.startswith(">") and _QUOTE.match(line.text) is not None
        if marked and marked[-1][0] == quoted:
            marked[-1][1].append(line)
        else:
            marked.append((quoted, [line]))
    runs: list[tuple[bool, list[Line]]] = []
    for quoted, run in marked:
        real = quoted and (len(run) >= _LEAST or len(run) == len(lines) > 1)
        if runs and not real and not runs[-1][0]:
            runs[-1][1].extend(run)
        else:
            runs.append((real, run))
    return runs


FORMAT = LogFormat("quote", entries)
