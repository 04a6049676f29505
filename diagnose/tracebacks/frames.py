"""CPython's stack entries: ``File "…", line N, in name`` and what is printed below each."""

from __future__ import annotations

import re
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame
from diagnose.model.lines import Span
from diagnose.tracebacks.heads import is_exception_name, read_head
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.rows import OpenRows

FRAME = regex(r'(\s*)(?:> )?File "(.*)", line (\d{1,9}|None|\?)(?:,? in (.*))?$')
CUT_FRAME = regex(r'[^"]{0,400}[\\/][^"]{0,400}\.pyw?", line (\d{1,9}), in (\S.*)$')
_REPEATED = regex(r"\s*\[Previous line repeated (\d{1,9}) more times?\]\s*$")
_MARKS = regex(r"[\s^~]*$")
_ARROW = regex(r"-+>\s+\d+ (.*)$")  # stackprinter marks the line and prints numbers
_NUMBERED = regex(r"\s{1,8}\d+ {2,}")


@dataclass(frozen=True, slots=True)
class Stack:
    """The frames that were read, and the index of the first row after them."""

    frames: tuple[Frame, ...]
    stop: int


def is_frame(text: str) -> bool:
    """Whether the row is a stack entry of CPython's form."""
    return '", line ' in text and FRAME.match(text) is not None


def read_frames(rows: OpenRows, start: int) -> Stack:
    """The stack that begins at ``start``; no frames where none stands there.

    Blank rows between frames are passed over (loguru groups frames, AutoGen doubles line feeds), also those before
    the exception's own line.
    """
    frames: list[Frame] = []
    index = start
    while (text := rows.text(index)) is not None and rows.members(index) is None:
        match = FRAME.match(text) if '", line ' in text else None
        if match is None:
            if not text.strip() or (frames and "^" in text and _MARKS.match(text)):
                index += 1
                continue
            repeated = _REPEATED.match(text) if frames else None
            if repeated is None:
                break
            frames[-1] = replace(frames[-1], repeated=int(repeated[1]), span=_until(frames[-1], rows, index))
            index += 1
            continue
        frame, index = _read_frame(rows, index, match)
        frames.append(frame)
    if not frames:
        return Stack((), start)
    return Stack(tuple(frames), index)


def _read_frame(rows: OpenRows, start: int, match: re.Match[str]) -> tuple[Frame, int]:
    line, stop = read_source(rows, start + 1, len(match[1]))
    lineno = int(match[3]) if match[3].isdecimal() else None
    frame = Frame(match[2], lineno, match[4], line, origin_of(match[2]), rows.span(start, stop))
    return frame, stop


def read_source(rows: OpenRows, start: int, indent: int) -> tuple[str | None, int]:
    """The source line printed below a frame, and the index after it and its marks (carets, values, locals)."""
    line: str | None = None
    index = start
    while (text := rows.text(index)) is not None and rows.members(index) is None:
        if not text.strip():
            if line is None and indent == 0 and not rows.closed and _flattened_source(rows, index + 1, spaced=True):
                index += 1
                continue
            break
        arrow = _ARROW.match(text)
        if arrow:
            line = arrow[1].strip() or None
        elif is_frame(text) or _REPEATED.match(text) or not _is_below_frame(rows, index, indent, line):
            break
        elif line is None and not _MARKS.match(text) and not _NUMBERED.match(text):
            line = text.strip()
        index += 1
    return line, index


def _is_below_frame(rows: OpenRows, index: int, indent: int, line: str | None) -> bool:
    text = rows.text(index) or ""
    depth = len(text) - len(text.lstrip())
    if depth > indent + (indent > 0) or text.startswith("\t"):
        return True
    if line is None:
        spaced = not (rows.text(index - 1) or "").strip()
        return indent == 0 and not rows.closed and _flattened_source(rows, index, spaced=spaced)
    return "^" in text and _MARKS.match(text) is not None and (indent == 0 or text.startswith(" "))


def _flattened_source(rows: OpenRows, index: int, *, spaced: bool = False) -> bool:
    """Whether an unindented row is a source line: the indentation was lost, and the stack goes on below it."""
    text, below = rows.text(index) or "", rows.text(index + 1)
    if spaced and below is not None and not below.strip():
        below = rows.text(index + 2)
    if below is None or is_frame(text):
        return False
    if is_frame(below) or ("^" in below and _MARKS.match(below)):
        return True
    own, head = read_head(text), read_head(below)
    return head is not None and is_exception_name(head[0]) and (own is None or not is_exception_name(own[0]))


def _until(frame: Frame, rows: OpenRows, index: int) -> Span:
    return replace(frame.span, last_line=rows.span(index, index + 1).last_line)
