"""JavaScript errors with a V8 stack, as Node, tsx, Deno, Bun, jest and vitest print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind, Surfaced, TraceEvent
from diagnose.tracebacks.node_drafts import Draft
from diagnose.tracebacks.node_excerpt import Excerpt, place_source, read_excerpt
from diagnose.tracebacks.node_frames import read_site
from diagnose.tracebacks.node_heads import GENERIC_REJECTION, UNCAUGHT, Head, read_head
from diagnose.tracebacks.node_properties import begins_cause, read_properties
from diagnose.tracebacks.node_stack import Stack, read_error, read_stack
from diagnose.tracebacks.node_text import said
from diagnose.tracebacks.protocol import PayloadLine, span_of

_TELLING = ("Error", "Exception", "Rejection")
_TEST = regex(r"\s*(?:● (?P<jest>\S.*)| ?FAIL  ?(?P<vitest>\S.* > .*))$")
_VERSION = regex(r"(?:Node\.js v|Bun v|Deno )\d[\w.\- ()]*$")
_HINT = regex(r"\(Use `\w+ --trace-\w+")
_GENERIC = regex(r"\(\w+:\d+\) (?:UnhandledPromiseRejectionWarning: " + re.escape(GENERIC_REJECTION) + r"|\[DEP0018\])")


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The JavaScript error that begins at a line, and the index after it."""
    text = said(lines, start) or ""
    if not text or text.isspace():
        return None
    excerpt = read_excerpt(lines, start)
    if excerpt is not None:
        return _after_excerpt(lines, excerpt)
    test = _TEST.match(text[:1000]) if "●" in text[:8] or "FAIL" in text[:8] else None
    if test:
        return _in_test(lines, start, (test["jest"] or test["vitest"]).strip())
    if text.lstrip().startswith("at "):
        return _without_head(lines, start)
    return _with_head(lines, start)


def _with_head(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    text = said(lines, start) or ""
    below = said(lines, start + 1)
    stacked = below is not None and read_site(below) is not None
    if not stacked and not any(mark in text for mark in _TELLING) and not text.startswith("error:"):
        return None
    head = read_head(text)
    if head is None or (not stacked and not _may_wait(head)):
        return None
    read = read_error(lines, head, start, 0)
    if read is None and head.rejection and not head.open:
        read = _no_stack(head, start)
    return _event(lines, start, head, *read) if read else None


def _may_wait(head: Head) -> bool:
    """Whether the head is believed although the next line is no frame."""
    if head.rest is not None:
        return head.open or _ends_error(head.rest)
    if head.rejection:
        return True
    if not head.telling:
        return head.type == "Error"
    words = head.before
    return not words or words[-1] in ":⨯✖×✗❌>)" or words in (UNCAUGHT, "Error:")


def _ends_error(rest: str) -> bool:
    return rest.strip() in ("", "{") or rest.lstrip().startswith("{ ")


def _after_excerpt(lines: Sequence[PayloadLine], excerpt: Excerpt) -> tuple[TraceEvent, int] | None:
    text = said(lines, excerpt.stop)
    head = read_head(text) if text is not None else None
    if head is not None and not head.before:
        read = read_error(lines, head, excerpt.stop, 0) or (
            _no_stack(head, excerpt.stop) if head.telling and not head.open else None
        )
        if read is not None:
            place_source(read[0], excerpt, lines)
            read[0].start, read[0].head = excerpt.index, excerpt.stop
            return _event(lines, excerpt.index, head, *read, rejection=excerpt.is_rejection)
    return _thrown_value(lines, excerpt)


def _no_stack(head: Head, index: int) -> tuple[Draft, Stack]:
    return Draft.of(head, index, 0), Stack(index + 1, False)


def _thrown_value(lines: Sequence[PayloadLine], excerpt: Excerpt) -> tuple[TraceEvent, int] | None:
    """Something that is no Error was thrown: Node prints the value as it is."""
    for stop in range(excerpt.stop, min(excerpt.stop + 60, len(lines))):
        text = said(lines, stop) or ""
        if _VERSION.match(text) or _HINT.match(text):
            break
    else:
        return None
    value = [said(lines, index) or "" for index in range(excerpt.stop, stop)]
    draft = Draft("", [line.rstrip() for line in value], excerpt.index, stop, stop, head=excerpt.stop)
    if value and value[0].endswith("{"):
        read_properties(lines, draft, excerpt.stop + 1)
    draft.start, draft.stop = excerpt.index, stop
    place_source(draft, excerpt, lines)
    head = Head("", "", rejection=excerpt.is_rejection)
    return _event(lines, excerpt.index, head, draft, Stack(stop, False))


def _in_test(lines: Sequence[PayloadLine], start: int, name: str) -> tuple[TraceEvent, int] | None:
    for index in range(start + 1, min(start + 4, len(lines))):
        text = said(lines, index) or ""
        if not text.strip():
            continue
        head = read_head(text)
        if head is None or head.before or not head.telling:
            head = Head("", text.strip(), telling=False)
        read = read_error(lines, head, index, 0)
        if read is None:
            return None
        read[0].start, read[0].head = start, index
        return _event(lines, start, Head(head.type, head.message, before=name), *read)
    return None


def _without_head(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """A stack whose head is cut off: only at the beginning of the text or of a paragraph."""
    if (start and lines[start - 1].text.strip()) or read_site(said(lines, start) or "") is None:
        return None
    draft = Draft("", [""], start, start, start)
    stack = read_stack(lines, draft, start)
    if len(draft.frames) < 2 and not stack.opens:
        return None
    return _event(lines, start, Head("", ""), draft, stack, truncated=True)


def _event(
    lines: Sequence[PayloadLine],
    start: int,
    head: Head,
    draft: Draft,
    stack: Stack,
    *,
    rejection: bool = False,
    truncated: bool = False,
) -> tuple[TraceEvent, int]:
    stop = stack.stop
    if stack.opens:
        stop = read_properties(lines, draft, stop)
    elif (text := said(lines, stop)) is not None and begins_cause(text):
        stop = read_properties(lines, draft, stop, implicit=True)
    stop = _after_trailer(lines, stop)
    draft.stop = stop
    if truncated and not draft.message[0]:
        draft.message = [draft.properties.get("error.message", "")]
    surfaced = Surfaced.UNHANDLED_REJECTION if rejection or head.rejection or _says_so(draft) else Surfaced.UNCAUGHT
    event = TraceEvent(
        kind=EventKind.NODE,
        chain=draft.chain(lines),
        span=span_of(lines, start, stop),
        surfaced=surfaced,
        heading=head.before,
        truncated=truncated,
    )
    return event, stop


def _says_so(draft: Draft) -> bool:
    return draft.type == "UnhandledPromiseRejection"


def _after_trailer(lines: Sequence[PayloadLine], stop: int) -> int:
    """The index after Node's version and its hints, where they follow."""
    blanks = 0
    index = stop
    while (text := said(lines, index)) is not None and blanks <= 2:
        if not text.strip():
            blanks += 1
        elif _VERSION.match(text) or _HINT.match(text) or _GENERIC.match(text):
            stop, blanks = index + 1, 0
        else:
            break
        index += 1
    return stop
