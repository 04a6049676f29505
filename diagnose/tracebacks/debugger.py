"""An exception as VS Code shows it: ``Exception has occurred: Type``, the message, the stack innermost first."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.events import Link, RaisedException, TraceEvent
from diagnose.tracebacks import python
from diagnose.tracebacks.frames import is_frame, read_frames
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rows import OpenRows

_TITLE = regex(r"Exception has occurred: ([\w.]+)")
_MOST_MESSAGE = 200


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The exception at ``start``."""
    match = _TITLE.match(lines[start].text)
    if match is None:
        return None
    rows = OpenRows(lines)
    index = start + 1
    while (text := rows.text(index)) is not None and not is_frame(text) and index < start + _MOST_MESSAGE:
        if not text.strip():
            break
        index += 1
    message = "\n".join(rows.text(row) or "" for row in range(start + 1, index)).strip()
    stack = read_frames(rows, index)
    frames = stack.frames
    if frames and frames[0].name != "<module>":
        frames = tuple(reversed(frames))
    stop = max(stack.stop, index)
    raised = RaisedException(match[1], message, Link.NONE, frames, rows.span(start, stop), rows.span(start, index))
    return python.event_of((raised,), rows, start, stop), stop
