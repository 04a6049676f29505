"""The source that Node prints before an uncaught error: ``file:line``, the line, a caret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model import Frame
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.node_drafts import Draft
from diagnose.tracebacks.node_frames import Site, frame_at, read_position
from diagnose.tracebacks.node_text import said
from diagnose.tracebacks.protocol import PayloadLine

_CARET = regex(r"\s*\^+\s*$")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where an error was thrown, the source line, and the index after the caret and the blank lines below it."""

    filename: str
    lineno: int
    line: str
    index: int
    stop: int

    @property
    def is_trigger(self) -> bool:
        """Whether the place is only where Node gave up, and not where the error was thrown."""
        return self.line.startswith("triggerUncaughtException(")

    @property
    def is_rejection(self) -> bool:
        """Whether nobody handled a promise's rejection."""
        return self.is_trigger and "fromPromise" in self.line


def read_excerpt(lines: Sequence[PayloadLine], start: int) -> Excerpt | None:
    """The excerpt that begins at a line, None where none does."""
    text = (said(lines, start) or "").rstrip()
    if not text or not text[-1].isdigit() or text[0].isspace() or len(text) > 1000:
        return None
    position = read_position(text)
    if position is None or not any(mark in position[0] for mark in "/\\:."):
        return None
    caret = _find_caret(lines, start)
    if caret is None:
        return None
    stop = caret + 1
    while said(lines, stop) is not None and not (said(lines, stop) or "").strip() and stop < caret + 3:
        stop += 1
    source = (said(lines, caret - 1) or "").strip()
    return Excerpt(position[0], position[1], source, start, stop)


def _find_caret(lines: Sequence[PayloadLine], start: int) -> int | None:
    for index in range(start + 1, min(start + _LONGEST, len(lines))):
        text = said(lines, index) or ""
        if _CARET.match(text[:2000]):
            return index if index > start + 1 else None
        if not text.strip():
            return None
    return None


def place_source(draft: Draft, excerpt: Excerpt, lines: Sequence[PayloadLine]) -> None:
    """Gives the frame that the excerpt shows its source line; an error without frames gets one from it."""
    if excerpt.is_trigger:
        return
    for place, frame in enumerate(draft.frames):
        if _same_place(frame, excerpt):
            draft.frames[place] = replace(frame, line=excerpt.line)
            return
    if not draft.frames or draft.type == "SyntaxError":
        site = Site(excerpt.filename, excerpt.lineno, None)
        draft.frames.insert(0, frame_at(lines, excerpt.index, site, excerpt.line))


def _same_place(frame: Frame, excerpt: Excerpt) -> bool:
    return frame.lineno == excerpt.lineno and frame.filename == excerpt.filename
