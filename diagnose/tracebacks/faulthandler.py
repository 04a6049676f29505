"""Dumps of the faulthandler module: stacks of threads, most recent call first."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.events import EventKind, Frame, Link, RaisedException, TraceEvent
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.protocol import PayloadLine, span_of

_TITLE = regex(
    r"(?P<fatal>Fatal Python error: .*)|(?P<timeout>Timeout \(\d+:\d\d:\d\d(?:\.\d+)?\)!)"
    r"|(?P<windows>Windows fatal exception: .*)"
)
_THREAD = regex(
    r"(?P<thread>(?:Current thread|Thread) 0x[0-9a-fA-F]+(?: \[[^\]]{0,200}\])?)(?: \(most recent call first\))?:?\s*$"
    r"|Stack \(most recent call first\):"
)
_FRAME = regex(r'  File "(.*)", line (\d{1,9}|\?\?\?) in (.*)$')
_OTHER = regex(
    r"  (?:<(?:no Python frame|freed interpreter|invalid frame|tstate is freed)>|\.\.\.$|Garbage-collecting)"
)
_TAIL = regex(
    r"Extension modules: |Python runtime state: |Current thread's C stack trace|  Binary file \"|  <cannot get C stack"
)


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The dump at ``start``: a title with its threads, or threads without a title.

    Its chain has one entry per thread, the current or first one last; ``type`` is empty, the message of the last is the
    title, of the others the thread's heading.
    """
    text = lines[start].text
    if not text.startswith(
        ("Fatal Python", "Timeout (", "Windows fatal", "Thread 0x", "Current thread 0x", "Stack (most")
    ):
        return None
    title = text if _TITLE.match(text) else ""
    index = start + 1 if title else start
    threads: list[RaisedException] = []
    current = 0
    stop = index
    while index < len(lines):
        text = lines[index].text
        if _THREAD.match(text):
            if text.startswith("Current"):
                current = len(threads)
            thread, index = _read_thread(lines, index)
            threads.append(thread)
            stop = index
        elif not text.strip() or _TAIL.match(text):
            stop = index + 1 if text.strip() else stop
            index += 1
        else:
            break
    if not threads and not title:
        return None
    return _event(lines, start, max(stop, start + 1), title, threads, current)


def _read_thread(lines: Sequence[PayloadLine], start: int) -> tuple[RaisedException, int]:
    frames: list[Frame] = []
    index = start + 1
    while index < len(lines):
        match = _FRAME.match(lines[index].text)
        if match:
            lineno = int(match[2]) if match[2].isdecimal() else None
            frames.append(
                Frame(match[1], lineno, match[3], None, origin_of(match[1]), span_of(lines, index, index + 1))
            )
        elif not _OTHER.match(lines[index].text):
            break
        index += 1
    span, head = span_of(lines, start, index), span_of(lines, start, start + 1)
    heading = lines[start].text.rstrip()
    return RaisedException("", heading, Link.NONE, tuple(reversed(frames)), span, head), index


def _event(
    lines: Sequence[PayloadLine], start: int, stop: int, title: str, threads: list[RaisedException], current: int
) -> tuple[TraceEvent, int]:
    span = span_of(lines, start, stop)
    first = threads.pop(current) if threads else None
    head = span_of(lines, start, start + 1)
    message = title.rstrip() or (first.message if first else "")
    last = RaisedException("", message, Link.NONE, first.frames if first else (), first.span if first else span, head)
    heading = first.message if first and title else ""
    return TraceEvent(EventKind.FAULTHANDLER, (*threads, last), span, heading=heading), stop
