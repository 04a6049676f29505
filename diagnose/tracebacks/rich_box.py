"""Tracebacks that Rich draws: the stack in a box, type and message wrapped below it, members in panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model.events import Frame, Link, RaisedException, TraceEvent
from diagnose.tracebacks.boxes import is_side, is_top, read_box, title_of, unwrapped
from diagnose.tracebacks.chain import HEADINGS
from diagnose.tracebacks.heads import is_exception_name, read_head, read_head_after_frames
from diagnose.tracebacks.notes import split_notes
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rich_frames import read_rich_frames
from diagnose.tracebacks.rows import Members, OpenRows
from diagnose.tracebacks.stops import shape, starts_something

_TITLE = "Traceback (most recent call last)"
_SYNTAX_PLACE = regex(r"\s*(\S.*):(\d{1,9})\s*$")
_MOST_DEPTH = 20
_MOST_BOX_ROWS = 100_000
_Read = tuple[list[RaisedException], int]


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The traceback whose box begins at ``start``, or whose box's lower part does."""
    from diagnose.tracebacks import python  # shares the making of events

    text = lines[start].text
    bare = text.lstrip()
    if bare[:1] not in "╭┌+│|" or not bare:
        return None
    cut = not is_top(bare)
    if (cut and not _is_lower_part(lines, start, text)) or (not cut and _TITLE not in bare):
        return None
    rows = OpenRows(lines, text[: len(text) - len(bare)])
    read = _read_chain(rows, start, 0)
    if not read[0]:
        return None
    event = python.event_of(tuple(read[0]), rows, start, read[1])
    return replace(event, truncated=cut), read[1]


def _is_lower_part(lines: Sequence[PayloadLine], start: int, text: str) -> bool:
    """Whether a box whose top is cut off begins here: sides, then a lower border, then an exception's name."""
    if text[:2] not in ("│ ", "| ") or (start and is_side(lines[start - 1].text)):
        return False
    for index in range(start, min(len(lines) - 1, start + _MOST_BOX_ROWS)):
        below = lines[index].text
        if below[:1] in "╰+":
            head = read_head(lines[index + 1].text)
            return below[1:2] in "─-" and head is not None and is_exception_name(head[0])
        if not is_side(below):
            return False
    return False


def _read_chain(rows: OpenRows, start: int, depth: int) -> _Read:
    found: list[RaisedException] = []
    index, stop, link = start, start, Link.NONE
    while True:
        read = _read_one(rows, index, depth)
        if read is None:
            return found, stop
        raised, stop = read
        found.append(replace(raised, link=link))
        following = _find_link(rows, stop)
        if following is None:
            return found, stop
        link, index = following


def _read_one(rows: OpenRows, start: int, depth: int) -> tuple[RaisedException, int] | None:
    index = start
    frames: list[Frame] = []
    width = 0
    while (text := rows.text(index)) is not None and (is_top(text) or (index == start and is_side(text))):
        title = title_of(text)
        if title.startswith("Sub-exception") or (index != start and _TITLE in title):
            break
        box = read_box(rows, index)
        width = max(width, box.width + 4)
        titled = _TITLE in box.title or not is_top(text)
        frames.extend(read_rich_frames(box) if titled else _syntax_frame(box.rows))
        index = box.stop
    text = rows.text(index)
    if text is None or not (head := (read_head_after_frames if width else read_head)(text)):
        if not frames:
            return None
        span = rows.span(start, index)
        return RaisedException("", "", Link.NONE, tuple(frames), span, span), index
    stop = _message_stop(rows, index)
    whole = [rows.text(row) or "" for row in range(index, stop)]
    joined = unwrapped(whole, max(width, rows.width, max(len(row.rstrip()) for row in whole)))
    head = read_head_after_frames(joined) or head
    message = head[1]
    message, notes = split_notes(message)
    head_span = rows.span(index, stop)
    members, stop = _read_members(rows, stop, depth)
    raised = RaisedException(
        head[0], message, Link.NONE, tuple(frames), rows.span(start, stop), head_span, notes, members
    )
    return raised, stop


def _syntax_frame(rows: OpenRows) -> list[Frame]:
    from diagnose.tracebacks.origin import origin_of

    match = _SYNTAX_PLACE.match(rows.text(0) or "")
    if not match:
        return []
    line = (rows.text(1) or "").strip() or None
    return [Frame(match[1], int(match[2]), None, line, origin_of(match[1]), rows.span(0, 2))]


def _message_stop(rows: OpenRows, head: int) -> int:
    index = last = head + 1
    while (text := rows.text(index)) is not None:
        if is_top(text) or _find_link(rows, index) or (not rows.closed and _ends(rows, head, index, text)):
            break
        index += 1
        if text.strip():
            last = index
    return last


def _ends(rows: OpenRows, head: int, index: int, text: str) -> bool:
    return rows.new_record(head, index) or starts_something(text) or (shape(text) in rows.shapes and bool(text.strip()))


def _find_link(rows: OpenRows, index: int) -> tuple[Link, int] | None:
    """The chain heading below a blank row (perhaps wrapped over several), and where the next exception begins."""
    if (rows.text(index) or "").strip() or rows.text(index) is None:
        return None
    words: list[str] = []
    below = index + 1
    while (text := rows.text(below)) is not None and text.strip() and len(words) < 8:
        words.append(text.strip())
        below += 1
    link = HEADINGS.get(" ".join(words))
    if link is None:
        return None
    while (text := rows.text(below)) is not None and not text.strip():
        below += 1
    if text is None or not (is_top(text) or read_head(text)):
        return None
    return link, below


def _read_members(rows: OpenRows, stop: int, depth: int) -> tuple[Members, int]:
    members: list[tuple[RaisedException, ...]] = []
    index = stop
    while depth < _MOST_DEPTH:
        while (text := rows.text(index)) is not None and not text.strip():
            index += 1
        if text is None or not (is_top(text) and title_of(text).startswith("Sub-exception")):
            break
        box = read_box(rows, index)
        members.append(tuple(_read_chain(box.rows, 0, depth + 1)[0]))
        index = stop = box.stop
    return tuple(member for member in members if member), stop
