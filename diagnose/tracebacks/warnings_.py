"""Lines of Python's warnings module: ``file:line: Category: message``."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.events import EventKind, Frame, Link, RaisedException, TraceEvent
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.protocol import PayloadLine, span_of

_WARNING = regex(
    r"(?P<file>(?:[A-Za-z]:)?[^:\n]{1,1000}):(?P<line>\d{1,9}): "
    r"(?P<type>(?:[A-Za-z_]\w*\.){0,8}[A-Za-z_]\w*Warning)(?:: (?P<message>.*))?$"
)
_TRACEMALLOC = regex(r"\w*Warning: Enable tracemalloc to get the object allocation traceback")


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The warning at ``start``, with the source line printed below it and the hint at tracemalloc."""
    text = lines[start].text
    match = _WARNING.match(text.lstrip()) if "Warning" in text else None
    if match is None:
        return None
    stop, source = start + 1, None
    if stop < len(lines) and lines[stop].text.startswith("  ") and lines[stop].text.strip() and match["file"] != "sys":
        source, stop = lines[stop].text.strip(), stop + 1
    if stop < len(lines) and _TRACEMALLOC.match(lines[stop].text):
        stop += 1
    span = span_of(lines, start, stop)
    head = span_of(lines, start, start + 1)
    frames: tuple[Frame, ...] = ()
    if match["file"] not in ("sys", "<sys>"):
        frames = (Frame(match["file"], int(match["line"]), None, source, origin_of(match["file"]), span),)
    raised = RaisedException(match["type"], match["message"] or "", Link.NONE, frames, span, head)
    return TraceEvent(EventKind.WARNING, (raised,), span), stop
