"""The words right above a trace that say how the exception reached the log."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Surfaced
from diagnose.tracebacks.heads import is_exception_name, read_head
from diagnose.tracebacks.protocol import PayloadLine

_HEADINGS: tuple[tuple[re.Pattern[str], Surfaced], ...] = (
    (regex(r"Exception in thread "), Surfaced.THREAD),
    (regex(r"Exception ignored (?:in|while|on)\b"), Surfaced.IGNORED),
    (regex(r"(?:Task|Future) exception was never retrieved"), Surfaced.NEVER_RETRIEVED),
    (regex(r"_GatheringFuture exception was never retrieved"), Surfaced.NEVER_RETRIEVED),
    (regex(r"Exception in callback "), Surfaced.CALLBACK),
    (regex(r"Exception in (?:default exception handler|SubprocessProtocol|transport)"), Surfaced.CALLBACK),
    (regex(r"[Uu]nhandled exception (?:in|during) "), Surfaced.CALLBACK),
    (regex(r"Error processing publish message for "), Surfaced.LOGGED),
    (regex(r"Exception in ASGI application|Exception on /"), Surfaced.LOGGED),
    (regex(r"Error in (?:atexit\.|sys\.)"), Surfaced.IGNORED),
    (regex(r"Process \S{1,80}:$"), Surfaced.UNCAUGHT),
)
_FIRST_WORDS = ("Exception", "Task", "Future", "_Gath", "Error", "Unhandled", "unhandled", "Process")
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """The text above the trace, what it says, and the index of the trace's first line."""

    text: str
    surfaced: Surfaced
    stop: int


def heading_at(lines: Sequence[PayloadLine], start: int) -> Heading | None:
    """The heading that begins at ``start``, where a trace or at least its last line follows within a few lines."""
    text = lines[start].text
    if not text.startswith(_FIRST_WORDS):
        return None
    surfaced = next((meaning for pattern, meaning in _HEADINGS if pattern.match(text)), None)
    if surfaced is None or "Traceback (most recent call last)" in text:
        return None
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        below = lines[index].text
        if "Traceback (most recent call last)" in below or _names_exception(below):
            above = "\n".join(line.text for line in lines[start:index]).rstrip()
            return Heading(above, surfaced, index)
        if not below.strip():
            return None
    return None


def _names_exception(text: str) -> bool:
    head = read_head(text)
    return head is not None and is_exception_name(head[0])
