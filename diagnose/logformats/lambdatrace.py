"""AWS Lambda's report of an uncaught exception: the error first, then the stack, indented with no-break spaces."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import TRACEBACK
from diagnose.model import Line, LogEntry

_HEAD = regex(r"\[ERROR\] (?P<error>[\w.]+(?:: .*)?)$", re.DOTALL)
_NBSP = "\u00a0"


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block with each such report in the order of a traceback, the error behind its stack."""
    if not any(line.text.startswith(_NBSP) for line in block.lines):
        return None
    result: list[Line] = []
    error = ""
    for index, line in enumerate(block.lines):
        text = line.text
        found = _HEAD.match(text) if text.startswith("[ERROR] ") else None
        if found and index + 1 < len(block.lines) and block.lines[index + 1].text == TRACEBACK:
            error = found["error"]
            result.append(with_text(line, "[ERROR] "))
            continue
        if error and not text.startswith(_NBSP) and text != TRACEBACK:
            result.append(with_text(result[-1], error))
            error = ""
        result.append(with_text(line, _spaced(text)))
    if error:
        result.append(with_text(result[-1], error))
    return [part(block, result, "lambda")]


def _spaced(text: str) -> str:
    rest = text.lstrip(_NBSP)
    return " " * (len(text) - len(rest)) + rest


FORMAT = LogFormat("lambda", entries)
