r"""Text printed as a literal, on one line: ``'Traceback …:\n  File "app.py", …'``, with its line feeds escaped."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import TRACEBACK
from diagnose.model import Line, LogEntry

_OPEN = regex(r"b?(?P<quote>['\"])")
_ESCAPE = regex(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_SIMPLE = {"t": "\t", "n": "\n", "r": ""}
_MARK = TRACEBACK + "\\n"


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block with such lines taken apart."""
    if not any("\\n" in line.text and _literal(line.text) for line in block.lines):
        return None
    lines = [piece for line in block.lines for piece in _pieces(line)]
    return [part(block, lines, "literal")]


def _literal(text: str) -> str:
    """The quote that the whole line stands in, a space where a trace's escaped head begins the line, else nothing."""
    text = text.strip()
    if text.startswith(_MARK):
        return " "
    opened = _OPEN.match(text)
    if opened is None or not text.endswith(opened["quote"]) or len(text) < 20:
        return ""
    return opened["quote"] if "\\n" in text else ""


def _pieces(line: Line) -> list[Line]:
    quote = _literal(line.text) if "\\n" in line.text else ""
    if not quote:
        return [line]
    text = line.text.strip()
    if quote != " ":
        text = text[text.index(quote) + 1 : -1]
    found = _ESCAPE.sub(_character, text).split("\n")
    return [with_text(line, piece) for piece in found]


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        found = chr(int(escape[1], 16))
        return found if found.isprintable() else "\ufffd"
    return _SIMPLE.get(escape[2], escape[2] if escape[2] in "\\'\"/" else escape[0])


FORMAT = LogFormat("literal", entries)
