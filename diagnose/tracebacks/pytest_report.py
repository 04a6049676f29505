"""Failures as pytest prints them, long and short: ``file.py:11: in name``, ``E   `` lines, ``path:3: ExcType``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Link, RaisedException, TraceEvent
from diagnose.tracebacks.chain import HEADINGS
from diagnose.tracebacks.heads import is_exception_name, read_head
from diagnose.tracebacks.notes import split_notes
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.protocol import PayloadLine, span_of
from diagnose.tracebacks.rows import OpenRows, next_where

_BANNER = regex(r"_{3,} (.+?) _{3,}\s*$")
_END = regex(r"(?:={3,}(?: .*)?$|_{3,} .+ _{3,}\s*$|-{5,} [Cc]aptured |-{20,}|!{5,} )")
_ENTRY = regex(r"(?:_ ){5,}_?\s*$")
_IN = regex(r"(\S.{0,500}?):(\d{1,9}): in (\S.*)$")
_PLACE = regex(r"(\S.{0,500}?):(\d{1,9}): ?([\w.]*)\s*$")
_ERROR = regex(r"E( {3,}.*|\s*)$")
_MARKED = regex(r"> {3,}(.*)$")
_DEF = regex(r" {4,}(?:async )?def (\w+)\(")
_MOST_ROWS = 20_000


@dataclass(slots=True)
class _Reader:
    """What was read of the failure so far."""

    lines: Sequence[PayloadLine]
    start: int
    exceptions: list[RaisedException] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    link: Link = Link.NONE
    source: str | None = None
    name: str | None = None
    closing_type: str = ""
    last: int = 0

    def frame(self, index: int, match: re.Match[str], name: str | None, line: str | None, stop: int) -> None:
        """Add a frame whose place stands at ``index``."""
        origin = origin_of(match[1])
        span = span_of(self.lines, index, stop)
        self.frames.append(Frame(match[1], int(match[2]), name, line, origin, span))
        self.source = self.name = None

    def finish(self) -> None:
        """Complete the exception whose frames and E rows were collected."""
        if not self.errors:
            self.frames = []
            return
        kind, message = _type_and_message([text for _, text in self.errors], self.closing_type)
        message, notes = split_notes(message)
        first, last = self.errors[0][0], self.errors[-1][0]
        head = span_of(self.lines, first, last + 1)
        span = span_of(self.lines, self.start, max(self.last, last) + 1)
        self.exceptions.append(RaisedException(kind, message, self.link, tuple(self.frames), span, head, notes))
        self.frames, self.errors, self.closing_type = [], [], ""


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The failure at ``start``: from its banner, or (the top is cut off) from a place or an E row."""
    from diagnose.tracebacks import python  # shares the making of events

    text = lines[start].text
    banner = _BANNER.match(text) if text.startswith("___") else None
    if banner is None and not _begins_cut(lines, start, text):
        return None
    if next_where(lines, _is_error, start) >= next_where(lines, _is_end, start + 1):
        return None
    reader = _Reader(lines, start)
    index = start + 1 if banner else start
    stop = min(len(lines), start + _MOST_ROWS)
    while index < stop and not _END.match(lines[index].text):
        index = _take(reader, index)
    reader.finish()
    if not reader.exceptions:
        return None
    event = python.event_of(tuple(reader.exceptions), OpenRows(lines), start, reader.last + 1)
    return replace(event, heading=banner[1] if banner else "", truncated=banner is None), reader.last + 1


def _is_error(text: str) -> bool:
    return text.startswith("E") and _ERROR.match(text) is not None


def _is_end(text: str) -> bool:
    return text[:1] in ("=", "_", "-", "!") and _END.match(text) is not None


def _begins_cut(lines: Sequence[PayloadLine], start: int, text: str) -> bool:
    if text.startswith("E   "):
        head = read_head(text[1:].strip())
        return head is not None and is_exception_name(head[0])
    if not _IN.match(text) or '"' in text:
        return False
    return start + 1 < len(lines) and lines[start + 1].text.startswith("    ")


def _take(reader: _Reader, index: int) -> int:
    """Read the row at ``index``; the index after it."""
    text = reader.lines[index].text
    error = _ERROR.match(text)
    if error:
        reader.errors.append((index, error[1]))
        reader.last = index
        return index + 1
    marked = _MARKED.match(text)
    if marked:
        reader.source = marked[1].strip()
        return index + 1
    if text.strip() in HEADINGS:
        reader.finish()
        reader.link, reader.start = HEADINGS[text.strip()], index + 1
        return index + 1
    if _ENTRY.match(text):
        reader.source = reader.name = None
        return index + 1
    defined = _DEF.match(text) if reader.name is None else None
    if defined:
        reader.name = defined[1]
        return index + 1
    return _take_place(reader, index, text)


def _take_place(reader: _Reader, index: int, text: str) -> int:
    short = _IN.match(text)
    if short:
        line, stop = None, index + 1
        while stop < len(reader.lines) and reader.lines[stop].text.startswith("    "):
            row = reader.lines[stop].text.strip()
            line = line or (row if row.strip("^~ ") else None)
            stop += 1
        reader.frame(index, short, short[3], line, stop)
        reader.last = stop - 1
        return stop
    place = _PLACE.match(text)
    if place and (not place[3] or reader.errors):
        reader.frame(index, place, reader.name, reader.source, index + 1)
        reader.closing_type = place[3]
        reader.last = index
    return index + 1


def _type_and_message(texts: list[str], closing: str) -> tuple[str, str]:
    margin = len(texts[0]) - len(texts[0].lstrip())
    lines = [text[margin:] if not text[:margin].strip() else text.lstrip() for text in texts]
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    head = read_head(lines[0])
    if head and (not closing or head[0].rpartition(".")[2] == closing.rpartition(".")[2]):
        return head[0], "\n".join((head[1], *lines[1:]))
    return closing or "AssertionError", "\n".join(lines)
