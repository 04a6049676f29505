"""IPython's and Jupyter's tracebacks: ``Cell In[2], line 5``, ``File ~/x.py:636, in f(args)``, arrows at the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model.events import Frame, Link, RaisedException, TraceEvent
from diagnose.model.lines import Span
from diagnose.tracebacks.chain import find_link, message_stop
from diagnose.tracebacks.heads import read_head, read_head_after_frames
from diagnose.tracebacks.notes import split_notes
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rows import OpenRows

_RULE = regex(r"-{60,}\s*$")
_HEADER = regex(r"\S+ {2,}Traceback \(most recent call last\):?\s*$")
_CELL = regex(r"\s{0,4}(?:Cell|Input) (In ?\[\d+\])(?:, line (\d{1,9}))?(?:, in (.*))?$")
_FILE = regex(r"File (\S.*?):(\d{1,9})(?:, in (.*))?$")
_OLD = regex(r"(<ipython-input-\S+|<string>|~?(?:[A-Za-z]:)?[\\/].*?) in (<?[\w.<>]+>?(?:\(.*)?)$")
_NUMBERED = regex(r"(-+> ?| *)(?:\[\d{1,9}\]\([^)]{0,500}:)?(\d{1,9})\)?(?: (.*))?$")
_SKIPPED = regex(r"\s*\[?\.\.\. ?skipping (?:hidden \d+ frames?|similar frames: .*\((\d{1,9}) times\))\]?")
_MOST_ROWS = 4000


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The traceback at ``start``: its rule, its header, or the first frame of one without header."""
    from diagnose.tracebacks import python  # shares the making of events

    rows = OpenRows(lines)
    index, headed = start, False
    if _RULE.match(lines[start].text):
        index += 1
    if "Traceback (most recent" in (rows.text(index) or "") and _HEADER.match(rows.text(index) or ""):
        headed = True
    elif index != start or not _is_frame(rows, index):
        return None
    exceptions: list[RaisedException] = []
    stop, link = index, Link.NONE
    while (read := _read_one(rows, index)) is not None:
        raised, stop = read
        exceptions.append(replace(raised, link=link))
        following = find_link(rows, stop)
        if following is None:
            break
        link, index = following
    if not exceptions or not (headed or exceptions[-1].type or len(exceptions[-1].frames) > 1):
        return None
    return replace(python.event_of(tuple(exceptions), rows, start, stop), truncated=not headed), stop


def _is_frame(rows: OpenRows, index: int) -> bool:
    text = rows.text(index) or ""
    if _CELL.match(text):
        return True
    if not (_FILE.match(text) or _OLD.match(text)):
        return False
    return _NUMBERED.match(rows.text(index + 1) or "") is not None


def _read_one(rows: OpenRows, start: int) -> tuple[RaisedException, int] | None:
    index = start
    if _HEADER.match(rows.text(start) or ""):
        index += 1
    frames, index = _read_frames(rows, index)
    text = rows.text(index)
    head = (read_head_after_frames if frames or index > start else read_head)(text) if text is not None else None
    if head is None:
        if not frames:
            return None
        span = rows.span(start, index)
        return RaisedException("", "", Link.NONE, frames, span, span), index
    stop = message_stop(rows, index)
    message = "\n".join((head[1], *(rows.text(row) or "" for row in range(index + 1, stop))))
    message, notes = split_notes(message)
    return RaisedException(
        head[0], message, Link.NONE, frames, rows.span(start, stop), rows.span(index, stop), notes
    ), stop


def _read_frames(rows: OpenRows, start: int) -> tuple[tuple[Frame, ...], int]:
    frames: list[Frame] = []
    index = start
    while (text := rows.text(index)) is not None:
        if not text.strip():
            index += 1
            continue
        skipped = _SKIPPED.match(text)
        if skipped:
            if frames and skipped[1]:
                frames[-1] = replace(frames[-1], repeated=int(skipped[1]))
            index += 1
            continue
        frame = _frame(text, rows.span(index, index + 1))
        if frame is None:
            break
        frame, index = _with_source(rows, index + 1, frame)
        frames.append(frame)
    return tuple(frames), index


def _frame(text: str, span: Span) -> Frame | None:
    cell = _CELL.match(text)
    if cell:
        return _made(f"Cell {cell[1]}", cell[2], cell[3], span)
    file = _FILE.match(text)
    if file:
        return _made(file[1], file[2], file[3], span)
    old = _OLD.match(text)
    return _made(old[1], None, old[2], span) if old else None


def _made(filename: str, lineno: str | None, signature: str | None, span: Span) -> Frame:
    name = (signature or "<module>").partition("(")[0]
    if name.startswith("<cell line"):
        name = "<module>"
    return Frame(filename, int(lineno) if lineno else None, name, None, origin_of(filename), span)


def _with_source(rows: OpenRows, start: int, frame: Frame) -> tuple[Frame, int]:
    """The frame with the line that the arrow points at, and the index after its context."""
    index = start
    line, lineno = None, frame.lineno
    caret = False
    while (text := rows.text(index)) is not None and text.strip() and index < start + _MOST_ROWS:
        numbered = _NUMBERED.match(text)
        if numbered:
            if ">" in numbered[1]:
                line, lineno = (numbered[3] or "").strip() or None, int(numbered[2])
        elif text.startswith("    "):
            line = line or text.strip()  # a SyntaxError: its source, then the caret
            caret = True
        elif not (text.lstrip().startswith(("Could not get source", "(...)")) or (caret and not text.strip(" ^"))):
            break
        index += 1
    span = Span.over(frame.span.source, frame.span.first_line, rows.span(max(start, index) - 1, index).last_line)
    return replace(frame, line=line, lineno=lineno, span=span), index
