"""Python tracebacks as CPython prints them, and loguru, AutoGen and everyone who prints frames the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model.events import EventKind, RaisedException, Surfaced, TraceEvent
from diagnose.tracebacks import groups, surfacing
from diagnose.tracebacks.chain import read_chain
from diagnose.tracebacks.frames import CUT_FRAME, is_frame, read_source
from diagnose.tracebacks.heads import is_exception_name, read_head
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rows import OpenRows

_HEADER = regex(r"(.*?)((?:\+ )?(?:Exception Group )?Traceback \(most recent call last\):)\s*$")
_MOST_SOURCE_ROWS = 12


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The traceback that begins at ``start``: with its heading, with its header, or with what is left of its top."""
    text = lines[start].text
    heading = surfacing.heading_at(lines, start)
    if heading is not None:
        return _parse_below_heading(lines, start, heading)
    match = _HEADER.match(text) if "Traceback (most recent" in text else None
    if match:
        return _parse_headed(lines, start, match[1], match[2])
    return _parse_cut(lines, start, text)


def _parse_below_heading(
    lines: Sequence[PayloadLine], start: int, heading: surfacing.Heading
) -> tuple[TraceEvent, int] | None:
    below = lines[heading.stop].text if heading.stop < len(lines) else ""
    match = _HEADER.match(below)
    read = _parse_headed(lines, heading.stop, match[1], match[2]) if match else _parse_bare(lines, heading.stop)
    if read is None:
        return None
    event, stop = read
    span = replace(event.span, first_line=min(lines[start].number, event.span.first_line))
    return replace(event, heading=heading.text, surfaced=heading.surfaced, span=span), stop


def _parse_headed(lines: Sequence[PayloadLine], start: int, label: str, header: str) -> tuple[TraceEvent, int] | None:
    if header.startswith("+"):
        return _event(OpenRows(lines, label[:-2] if len(label) >= 2 else ""), start)
    if label and (not label.strip() or _is_prefix(lines, start, label)):
        return _event(OpenRows(lines, label), start)
    if not label:
        return _event(OpenRows(lines), start)
    rows = OpenRows(lines)
    read = _event(rows, start + 1, begins_at=start)
    return (replace(read[0], heading=label.strip(), truncated=False), read[1]) if read else None


def _is_prefix(lines: Sequence[PayloadLine], start: int, label: str) -> bool:
    """Whether every line carries the same label, and not only the header."""
    return start + 1 < len(lines) and lines[start + 1].text.startswith(label)


def _parse_cut(lines: Sequence[PayloadLine], start: int, text: str) -> tuple[TraceEvent, int] | None:
    """A trace without its top: from a frame, from the source line of one, or from a group's margin."""
    rows = OpenRows(lines)
    if is_frame(text) or (text.lstrip(" ").startswith("|") and groups.begins_group(rows, start)):
        return _truncated(_event(rows, start))
    match = CUT_FRAME.match(text) if '.py", line ' in text or '.pyw", line ' in text else None
    if match:
        _, below = read_source(rows, start + 1, 2)
        return _truncated(_event(rows, below, begins_at=start))
    if text.startswith("    ") and text.strip():
        return _parse_from_source_line(lines, start)
    return None


def _parse_from_source_line(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    rows = OpenRows(lines)
    index = start
    while index < start + _MOST_SOURCE_ROWS:
        text = rows.text(index)
        if text is None or not text.strip():
            return None
        if is_frame(text):
            return _truncated(_event(rows, index, begins_at=start))
        if not text.startswith("    "):
            head = read_head(text)
            if head is None or not is_exception_name(head[0]):
                return None
            return _truncated(_event(rows, index, begins_at=start))
        index += 1
    return None


def _parse_bare(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    if start >= len(lines):
        return None
    head = read_head(lines[start].text)
    if head is None or not is_exception_name(head[0]):
        return None
    return _event(OpenRows(lines), start, lone=True)


def _truncated(read: tuple[TraceEvent, int] | None) -> tuple[TraceEvent, int] | None:
    return (replace(read[0], truncated=True), read[1]) if read else None


def _event(
    rows: OpenRows, start: int, begins_at: int | None = None, *, lone: bool = False
) -> tuple[TraceEvent, int] | None:
    chain = read_chain(rows, start, lone=lone)
    if not chain.exceptions:
        return None
    first = start if begins_at is None else begins_at
    span = rows.span(first, chain.stop)
    event = TraceEvent(EventKind.PYTHON, chain.exceptions, span, Surfaced.UNCAUGHT)
    return event, chain.stop


def event_of(exceptions: tuple[RaisedException, ...], rows: OpenRows, start: int, stop: int) -> TraceEvent:
    """A Python event of exceptions that another formatter's parser has read."""
    return TraceEvent(EventKind.PYTHON, exceptions, rows.span(start, stop))
