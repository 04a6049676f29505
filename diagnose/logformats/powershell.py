"""PowerShell's wrapping of a program's stderr: its first line becomes an error record with place and category."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, in_order, part, with_text
from diagnose.model import Line, LogEntry

_FIRST = regex(r"(?P<command>[^\s:][^:]{0,120}?) : (?P<text>.*)$")
_LAST = "FullyQualifiedErrorId"
_REACH = 16


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The program's own lines together, and PowerShell's remarks apart."""
    remarks: set[int] = set()
    firsts: dict[int, str] = {}
    for index, line in enumerate(block.lines):
        if _LAST in line.text and "NativeCommandError" in line.text:
            first = _first(block.lines, index)
            if first is not None:
                firsts[first[0]] = first[1]
                remarks.update(range(first[0] + 1, index + 1))
                if index + 1 < len(block.lines) and not block.lines[index + 1].text.strip():
                    remarks.add(index + 1)
    if not firsts:
        return None
    own = [
        with_text(line, firsts[index]) if index in firsts else line
        for index, line in enumerate(block.lines)
        if index not in remarks
    ]
    aside = [line for index, line in enumerate(block.lines) if index in remarks]
    return in_order([part(block, own, "powershell"), part(block, aside)])


def _first(lines: tuple[Line, ...], last: int) -> tuple[int, str] | None:
    """The line that the record begins with, and the program's text in it."""
    for index in range(last - 1, max(-1, last - _REACH), -1):
        text = lines[index].text
        if text.startswith(("+", " ")):
            continue
        found = _FIRST.match(text)
        if found and not re.match(r"\w+:\d", text):
            return index, found["text"]
    return None


FORMAT = LogFormat("powershell", entries)
