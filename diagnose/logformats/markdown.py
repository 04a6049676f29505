"""Markdown around pasted logs: fenced code, and the words of the person who pasted it."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part
from diagnose.logformats.chat02 import chat_header, is_executed
from diagnose.logformats.console04 import console_header
from diagnose.logformats.heads import is_head
from diagnose.logformats.shapes import TRACEBACK, hints_at_trace, is_opening
from diagnose.model import Line, LogEntry, Zone

_FENCE = regex(r" {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[^`\s]{0,30})[^`]{0,60}$")


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each fenced piece and for each piece between; fences themselves go with the words."""
    pieces = _pieces(block.lines)
    if pieces is None:
        return None
    return [
        part(block, lines, "markdown" if fenced else None, zone=None if fenced or not _is_prose(lines) else Zone.PROSE)
        for fenced, lines in pieces
    ]


def _pieces(lines: tuple[Line, ...]) -> list[tuple[bool, list[Line]]] | None:
    """Stretches inside and outside fences; None where no fence stands, or where they belong to a conversation."""
    pieces: list[tuple[bool, list[Line]]] = [(False, [])]
    open_mark = ""
    seen = False
    for line in lines:
        text = line.text
        if not seen and text and _is_conversation(text):
            return None
        found = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if found and not open_mark:
            seen, open_mark = True, found["mark"]
            _outside(pieces).append(line)
            pieces.append((True, []))
        elif found and found["mark"].startswith(open_mark) and not found["language"]:
            open_mark = ""
            pieces.append((False, [line]))
        else:
            pieces[-1][1].append(line)
    if not seen or (open_mark and pieces[-1][0] and not _worth(pieces)):
        return None
    return [(fenced, piece) for fenced, piece in pieces if piece]


def _outside(pieces: list[tuple[bool, list[Line]]]) -> list[Line]:
    if pieces[-1][0]:
        pieces.append((False, []))
    return pieces[-1][1]


def _worth(pieces: list[tuple[bool, list[Line]]]) -> bool:
    """Whether an unclosed fence holds a log: a paste that was cut off."""
    return any(hints_at_trace(line.text) or is_head(line.text) for fenced, piece in pieces if fenced for line in piece)


def _is_conversation(text: str) -> bool:
    return bool(console_header(text) or is_executed(text) or (text[-1] == ":" and chat_header(text)))


def _is_prose(lines: list[Line]) -> bool:
    """Whether a piece holds a person's words and nothing that a program printed."""
    for line in lines:
        text = line.text
        if hints_at_trace(text) or is_head(text) or is_opening(text) or TRACEBACK in text:
            return False
    return True


FORMAT = LogFormat("markdown", entries)
