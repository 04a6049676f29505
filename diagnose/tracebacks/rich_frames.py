"""The stack inside a Rich box."""

from __future__ import annotations

import re
from dataclasses import field

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Origin
from diagnose.tracebacks.boxes import Box, is_top
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.rows import MemberRows

_CODE = regex(r"(❱ |> |  )? {0,12}(\d{1,9}) (?:[│|]|$)(.*)$")
_PLACE = regex(r"(.+):(\d{1,9})\s+in\s+(\S.*)$")
_PLACE_ONLY = regex(r"in (\S.*):(\d{1,9})$")
_HIDDEN = regex(r"\s*\.\.\. \d+ frames hidden \.\.\.\s*$")
_GUIDES = regex(r"[│|](?= {3}|$)")
_IMPORTING = frozenset({"_find_and_load", "_find_and_load_unlocked", "_load_unlocked", "_call_with_frames_removed",
                        "_run_module_as_main", "_run_code", "exec_module", "_gcd_import"})  # fmt: skip


@dataclass(slots=True)
class _Reader:
    """The frames so far, and the rows of a place that is not complete yet (it may be wrapped)."""

    rows: MemberRows
    width: int
    frames: list[Frame] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)

    def place(self) -> None:
        """Turn the pending rows into a frame."""
        if not self.pending:
            return
        first, last = self.pending[0], self.pending[-1]
        text = _joined([self.rows.text(index) or "" for index in self.pending], self.width)
        self.pending = []
        match, bare = _PLACE.match(text), _PLACE_ONLY.match(text)
        span = self.rows.span(first, last + 1)
        if match:
            self.frames.append(Frame(match[1], int(match[2]), match[3], None, origin_of(match[1]), span))
        elif bare:
            origin = Origin.STDLIB if bare[1] in _IMPORTING else Origin.APPLICATION
            self.frames.append(Frame("", int(bare[2]), bare[1], None, origin, span))

    def code(self, index: int, marked: bool, lineno: int, source: str) -> None:
        """Take over the frame's own source line."""
        self.place()
        if not self.frames:
            return
        frame = self.frames[-1]
        span = type(frame.span)(frame.span.source, frame.span.first_line, self.rows.span(index, index + 1).last_line)
        line = frame.line
        if marked or (lineno == frame.lineno and line is None):
            line = _GUIDES.sub(" ", source).strip() or None
        self.frames[-1] = Frame(frame.filename, frame.lineno, frame.name, line, frame.origin, span)


def read_rich_frames(box: Box) -> tuple[Frame, ...]:
    """The frames in a box; locals and hidden frames are passed over."""
    reader = _Reader(box.rows, box.width)
    index = 0
    while (text := box.rows.text(index)) is not None:
        if is_top(text):
            reader.place()
            index = _after_locals(box.rows, index)
            continue
        code = _CODE.match(text)
        if code:
            reader.code(index, bool((code[1] or "").strip()), int(code[2]), code[3])
        elif not text.strip() or _HIDDEN.match(text):
            reader.place()
        elif _is_place_row(reader, text):
            if _PLACE_ONLY.match(text) and reader.pending:
                reader.place()
            reader.pending.append(index)
            if _PLACE_ONLY.match(text):
                reader.place()
        index += 1
    reader.place()
    return tuple(reader.frames)


def _is_place_row(reader: _Reader, text: str) -> bool:
    return bool(reader.pending) or not text.startswith(("│", "|", "╰"))


def _after_locals(rows: MemberRows, start: int) -> int:
    index = start + 1
    while (text := rows.text(index)) is not None and not text.startswith(("╰", "└", "+--")):
        index += 1
    return index + 1


def _joined(texts: list[str], width: int) -> str:
    joined = texts[0]
    previous = texts[0]
    for text in texts[1:]:
        folded = " " not in previous.strip() and len(previous.rstrip()) >= width
        ended = re.search(r":\d+$", joined) is not None and text.startswith("in ")
        joined += text if folded and not ended else " " + text
        previous = text
    return joined.strip()
