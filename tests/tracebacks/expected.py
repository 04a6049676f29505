"""What a formatter is given, in the terms of the parsed model, from ``traceback.TracebackException``."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from itertools import groupby

from diagnose.model.events import RaisedException


@dataclass(frozen=True)
class Seen:
    """One exception as both sides can state it: type, text (message and notes), link, frames, members."""

    type: str
    text: str
    link: str
    frames: tuple[tuple[str, int | None, str | None, str | None, int], ...]
    members: tuple[tuple[Seen, ...], ...]


def from_model(chain: tuple[RaisedException, ...]) -> tuple[Seen, ...]:
    """The parsed chain; notes are put back to where they are printed."""
    return tuple(
        Seen(
            raised.type,
            trimmed("\n".join((raised.message, *raised.notes))),
            raised.link.value,
            tuple((f.filename, f.lineno, f.name, f.line, f.repeated) for f in raised.frames),
            tuple(from_model(member) for member in raised.members),
        )
        for raised in chain
    )


def from_exception(exc: BaseException) -> tuple[Seen, ...]:
    """The chain that ``traceback`` prints, oldest first."""
    return _chain(traceback.TracebackException.from_exception(exc))


def trimmed(text: str) -> str:
    """Without blank lines at the end: in print they cannot be told from the space between two things."""
    lines = text.split("\n")
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _chain(newest: traceback.TracebackException) -> tuple[Seen, ...]:
    found: list[Seen] = []
    current: traceback.TracebackException | None = newest
    while current is not None:
        before, link = None, "none"
        if current.__cause__ is not None:
            before, link = current.__cause__, "cause"
        elif current.__context__ is not None and not current.__suppress_context__:
            before, link = current.__context__, "context"
        found.append(_seen(current, link))
        current = before
    return tuple(reversed(found))


def _seen(one: traceback.TracebackException, link: str) -> Seen:
    only = "".join(one.format_exception_only())
    frames = _frames(one.stack or [])
    is_syntax = isinstance(getattr(one, "msg", None), str)
    if is_syntax:
        lines = only.split("\n")
        start = next(i for i, line in enumerate(lines) if line and not line.startswith(" "))
        if one.lineno is not None:
            text = one.text.strip() if one.text else None
            frames += ((one.filename or "<string>", int(one.lineno), None, text or None, 0),)
        only = "\n".join(lines[start:])
    head, colon, rest = only.removesuffix("\n").partition(": ")
    if not colon or "\n" in head:
        head, _, rest = only.removesuffix("\n").partition("\n")
        rest = "\n" + rest if rest else ""
    members = tuple(_chain(member) for member in getattr(one, "exceptions", None) or ())
    return Seen(head, trimmed(rest), link, frames, members)


def _frames(stack: list[traceback.FrameSummary]) -> tuple[tuple[str, int | None, str | None, str | None, int], ...]:
    found: list[tuple[str, int | None, str | None, str | None, int]] = []
    for _, run in groupby(stack, key=lambda frame: (frame.filename, frame.lineno, frame.name)):
        same = list(run)
        shown = [(f.filename, f.lineno, f.name, f.line or None, 0) for f in same[:3]]
        if len(same) > 3:
            shown[-1] = (*shown[-1][:4], len(same) - 3)
        found.extend(shown)
    return tuple(found)


def difference(found: tuple[Seen, ...], expected: tuple[Seen, ...]) -> str:
    """The first thing that differs, in words; empty where nothing does."""
    pending = [(found, expected)]
    while pending:
        left, right = pending.pop()
        if len(left) != len(right):
            return (
                f"{len(left)} exceptions {[one.type for one in left]}, not {len(right)} {[one.type for one in right]}"
            )
        for one, other in zip(left, right, strict=True):
            for name in ("type", "text", "link", "frames"):
                if getattr(one, name) != getattr(other, name):
                    return f"{name}:\n{getattr(one, name)!r}\nnot\n{getattr(other, name)!r}"
            if len(one.members) != len(other.members):
                return f"{len(one.members)} members, not {len(other.members)}"
            pending.extend(zip(one.members, other.members, strict=True))
    return ""
