"""A chain of exceptions as CPython prints it, oldest first."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Link, RaisedException
from diagnose.tracebacks import groups, quoted
from diagnose.tracebacks.frames import is_frame, read_frames
from diagnose.tracebacks.heads import is_exception_name, read_head, read_head_after_frames
from diagnose.tracebacks.notes import is_note, split_notes
from diagnose.tracebacks.rows import OpenRows
from diagnose.tracebacks.stops import is_header, is_whole, shape, starts_something

HEADINGS = {
    "The above exception was the direct cause of the following exception:": Link.CAUSE,
    "During handling of the above exception, another exception occurred:": Link.CONTEXT,
}
_MOST_BLANKS = 40
_SHORT_FORM = "---- (full traceback above)"  # stackprinter prints the stack with its values, then again without


@dataclass(frozen=True, slots=True)
class Chain:
    """The exceptions that were read, and the index of the first row after them."""

    exceptions: tuple[RaisedException, ...]
    stop: int


def is_plain_header(text: str) -> bool:
    """``Traceback (most recent call last):`` and nothing else, also the group's form inside margins."""
    return text.rstrip() in ("Traceback (most recent call last):", "Exception Group Traceback (most recent call last):")


def read_chain(rows: OpenRows, start: int, *, lone: bool = False) -> Chain:
    """The chain that begins at ``start``: a header, a frame, the lines of a cut-off frame, a group or a head.

    ``lone``: there is no stack, only the last line; its message ends at the first blank row.
    """
    exceptions: list[RaisedException] = []
    index, stop, link = start, start, Link.NONE
    while True:
        read = _read_group(rows, index) or _read_exception(rows, index, lone)
        if not read.exceptions or read.stop <= index:
            break
        first = replace(read.exceptions[0], link=link)
        exceptions.extend((first, *read.exceptions[1:]))
        stop = read.stop
        following = find_link(rows, stop)
        if following is None:
            break
        link, index = following
    return Chain(tuple(exceptions), stop)


def find_link(rows: OpenRows, index: int) -> tuple[Link, int] | None:
    """The chain heading that follows, and the row where the next exception begins.

    Believed only where an exception does begin there: the same words may stand in a message.
    """
    heading = _skip_blanks(rows, index)
    link = HEADINGS.get((rows.text(heading) or "").strip())
    if link is None or (heading == index and not _after_group(rows, index)):
        return None
    start = _skip_blanks(rows, heading + 1)
    if start == heading + 1 or not _begins_exception(rows, start):
        return None
    return link, start


def _after_group(rows: OpenRows, index: int) -> bool:
    return rows.members(index) is not None


def _skip_blanks(rows: OpenRows, index: int) -> int:
    stop = index + _MOST_BLANKS
    while index < stop and (text := rows.text(index)) is not None and not text.strip():
        index += 1
    return index


def _begins_exception(rows: OpenRows, index: int) -> bool:
    text = rows.text(index)
    if text is None:
        return False
    if is_plain_header(text):
        below = _skip_blanks(rows, index + 1)
        text = rows.text(below)
        return text is not None and (is_frame(text) or read_head_after_frames(text) is not None)
    if is_header(text) or is_frame(text):
        return True
    if text.startswith("  | ") and not rows.closed:
        return True
    return read_head(text) is not None


def _read_group(rows: OpenRows, start: int) -> Chain | None:
    if rows.closed or not groups.begins_group(rows, start):
        return None
    return Chain(*groups.read_group(rows, start, lambda member: read_chain(member, 0).exceptions))


def _read_exception(rows: OpenRows, start: int, lone: bool) -> Chain:
    index, text = start, rows.text(start)
    headed = text is not None and is_plain_header(text)
    if headed:
        index += 1
    stack = read_frames(rows, index)
    if stack.frames and (rows.text(stack.stop) or "").startswith(_SHORT_FORM):
        stack = read_frames(rows, stack.stop + 1)
    frames, index = stack.frames, stack.stop
    if headed and not frames:
        index = _skip_blanks(rows, index)
    text = rows.text(index)
    named = text is not None and rows.members(index) is None
    head = (read_head_after_frames if frames or headed else read_head)(text) if named and text is not None else None
    if head is None or (frames and not rows.closed and starts_something(text or "")) or is_header(text or ""):
        return _headless(rows, start, frames, index)
    stop = message_stop(rows, index, lone)
    message = "\n".join((head[1], *(rows.text(row) or "" for row in range(index + 1, stop))))
    message, notes = split_notes(message)
    head_stop, stop = stop, _to_members(rows, stop)
    members = rows.members(stop) or ()
    exception = RaisedException(
        type=head[0],
        message=message,
        link=Link.NONE,
        frames=frames,
        span=rows.span(start, stop),
        head=rows.span(index, head_stop),
        notes=notes,
        members=members,
    )
    return Chain((exception,), stop)


def _to_members(rows: OpenRows, stop: int) -> int:
    """Past the blank rows at a message's end, where group members stand behind them."""
    index = stop
    while rows.closed and rows.members(index) is None and (text := rows.text(index)) is not None and not text.strip():
        index += 1
    return index if rows.members(index) is not None else stop


def _headless(rows: OpenRows, start: int, frames: tuple[Frame, ...], stop: int) -> Chain:
    """A stack whose bottom is cut off."""
    if not frames:
        return Chain((), start)
    while stop > start and not (rows.text(stop - 1) or "").strip():
        stop -= 1
    span = rows.span(start, stop)
    return Chain((RaisedException("", "", Link.NONE, frames, span, span, members=rows.members(stop) or ()),), stop)


def message_stop(rows: OpenRows, head: int, lone: bool = False) -> int:
    """The index after the last row of the message whose first row is ``head``; blank rows at its end are left out."""
    index, last = head + 1, head + 1
    whole = not rows.closed and is_whole(rows.text(head) or "")
    while (text := rows.text(index)) is not None and rows.members(index) is None:
        if not rows.closed and rows.new_record(head, index):
            break
        if not text.strip():
            if lone or find_link(rows, index) is not None:
                break
            index += 1
            continue
        enclosed = quoted.skip(rows, index)
        if enclosed > index:
            index = last = enclosed
            continue
        if not rows.closed and _ends_message(rows, index, text, lone):
            break
        if whole and not is_note(text):
            break
        index += 1
        last = index
    return last


def _ends_message(rows: OpenRows, index: int, text: str, lone: bool) -> bool:
    if starts_something(text) or shape(text) in rows.shapes:
        return True
    if is_header(text):
        below = rows.text(_skip_blanks(rows, index + 1))
        return below is None or '  File "' in below or text.lstrip()[0] in "╭┌+" or text.rstrip().endswith(")")
    if lone:
        other = read_head(text)
        return (other is not None and is_exception_name(other[0])) or is_frame(text) or text.strip() == "Traceback:"
    return False
