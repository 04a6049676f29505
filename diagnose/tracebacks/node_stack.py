"""A head, the further lines of its message, and the stack below it."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.node_drafts import Draft
from diagnose.tracebacks.node_frames import frame_at, is_elision, read_site
from diagnose.tracebacks.node_heads import Head
from diagnose.tracebacks.node_text import said
from diagnose.tracebacks.node_values import flatten
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.stops import is_header, starts_something

_LONGEST_MESSAGE = 60
_CODE_FRAME = regex(r"\s*(?:>\s*)?(?:\d+\s*)?\|")
_CARET = regex(r"[\s\-|]*[\^~][\^~\s]*$")
_PYTHON_FRAME = regex(r'\s*File "[^"]*", line \d')
_OTHER_HEAD = regex(r"\[?[A-Za-z_$][\w$.]*(?:Error|Exception)(?: \[\w+\])?: ")
_BUN_PROPERTY = regex(r" {1,2}([a-z]\w*): \"([^\"]{0,2000})\",?$")
_OLD_PROPERTY = regex(r"(?P<site>\s*at .*\)) (?P<rest>[a-z]\w*: .*)$")


@dataclass(frozen=True, slots=True)
class Stack:
    """Where a stack ended: the index after it, and whether the braces of properties opened there."""

    stop: int
    opens: bool


def begins_record(lines: Sequence[PayloadLine], index: int, start: int) -> bool:
    """Whether another log record with a level of its own begins at the line."""
    payload = lines[index]
    return payload.first and payload.entry != lines[start].entry and payload.record.level is not None


def find_stack(lines: Sequence[PayloadLine], head: int, *, inside: bool = False) -> int | None:
    """The index of the first frame below the head in line ``head``, None where no stack belongs to it.

    Between them can stand further lines of the message and, with Deno, Bun and jest, an excerpt of the source.
    ``inside`` tells that the head stands in the braces of another error.
    """
    blanks = 0
    command = "Command failed" in (said(lines, head) or "")
    for index in range(head + 1, min(head + 1 + _LONGEST_MESSAGE, len(lines))):
        text = said(lines, index) or ""
        stripped = text.strip()
        if not stripped:
            blanks += 1
            if blanks > 2 or inside:
                return None
            continue
        blanks = 0
        if stripped.startswith(("at ", "❯ ")) and read_site(text) is not None:
            return index
        if begins_record(lines, index, head) or is_header(text) or _PYTHON_FRAME.match(text):
            return None
        if (inside and stripped[0] in "}]") or (starts_something(text) and not command):
            return None
        if not command and not inside and _OTHER_HEAD.match(text):
            return None
    return None


def read_message(lines: Sequence[PayloadLine], draft: Draft, stop: int) -> None:
    """Adds the lines between the head and the stack to the message, without an excerpt of the source."""
    body = [(index, said(lines, index) or "") for index in range(draft.head_stop, stop)]
    base = _indent(said(lines, draft.start) or "")
    while body and (not body[-1][1].strip() or _is_excerpt(body[-1][1])):
        if _CARET.match(body[-1][1]) and len(body) > 1 and body[-1][1].strip():
            body.pop()
        body.pop()
    while body and (match := _BUN_PROPERTY.match(body[-1][1])):
        draft.set(match[1], match[2])
        body.pop()
    draft.message.extend(text[min(base, _indent(text)) :].rstrip() for _, text in body)
    if body:
        draft.head_stop = body[-1][0] + 1


def read_stack(lines: Sequence[PayloadLine], draft: Draft, start: int) -> Stack:
    """Adds the frames from line ``start`` on to the draft."""
    index, opens = start, False
    while (text := said(lines, index)) is not None and not opens:
        old = _OLD_PROPERTY.match(text[:2000]) if index > start else None
        site = read_site(old["site"] if old else text)
        if site is not None:
            draft.frames.append(frame_at(lines, index, site))
            opens = site.opens
        elif not is_elision(text):
            break
        else:
            opens = text.rstrip().endswith("{")
        index += 1
        if old:
            index = _read_old_properties(lines, draft, index, old["rest"])
            break
    draft.stop = index
    return Stack(index, opens)


def _read_old_properties(lines: Sequence[PayloadLine], draft: Draft, index: int, rest: str) -> int:
    """The properties that Node up to 10 prints behind the last frame, up to the brace before the type."""
    parts = [rest]
    while not parts[-1].rstrip().endswith("}") and len(parts) < 20 and (text := said(lines, index)) is not None:
        parts.append(text.strip())
        index += 1
    _set_inline(draft, "{ " + " ".join(parts))
    return index


def _set_inline(draft: Draft, text: str) -> None:
    for path, value in flatten("", text):
        draft.set(path.removeprefix("."), value)


def read_error(lines: Sequence[PayloadLine], head: Head, index: int, depth: int) -> tuple[Draft, Stack] | None:
    """The error whose head stands in line ``index``: in brackets, or with a stack below it."""
    if head.rest is not None and not head.open:
        draft = Draft.of(head, index, depth)
        rest = head.rest.strip().removesuffix(",")
        if rest.startswith("{ "):
            _set_inline(draft, rest)
        return draft, Stack(index + 1, rest == "{")
    stack = find_stack(lines, index, inside=depth > 0)
    if head.open:
        return _read_open_bracket(lines, head, index, depth, stack)
    if stack is None:
        return None
    draft = Draft.of(head, index, depth)
    read_message(lines, draft, stack)
    return draft, read_stack(lines, draft, stack)


def _read_open_bracket(
    lines: Sequence[PayloadLine], head: Head, index: int, depth: int, stack: int | None
) -> tuple[Draft, Stack] | None:
    draft = Draft.of(head, index, depth)
    for stop in range(index + 1, min(index + 20, len(lines)) if stack is None else stack):
        text = (said(lines, stop) or "").rstrip()
        if _OTHER_HEAD.match(text):
            return None
        if text.endswith(("]", "] {", "],")):
            draft.message.append(text.rstrip(" {,")[:-1])
            draft.head_stop = draft.stop = stop + 1
            return draft, Stack(stop + 1, text.endswith("{"))
        draft.message.append(text)
    return None


def _is_excerpt(text: str) -> bool:
    return _CODE_FRAME.match(text[:300]) is not None or _CARET.match(text[:300]) is not None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
