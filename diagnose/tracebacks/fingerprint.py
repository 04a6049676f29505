"""The same error again: a key that is equal for each occurrence of one fault."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.digests import sha256
from diagnose.model.events import EventKind, Frame, Origin, RaisedException, TraceEvent
from diagnose.tracebacks.masks import masked

__all__ = ["fingerprint", "masked"]

_FOLDERS = regex(r"[\\/]")
_CELL = regex(r"<ipython-input-|(?:Cell |Input )?In ?\[|.*[\\/]ipykernel_\d+[\\/]")
_GENERATED_CODE = regex(r"tmp_code_[0-9a-f]+")
_INLINED = frozenset({"<listcomp>", "<dictcomp>", "<setcomp>"})
"""Frames that Python has no more since 3.12."""


def fingerprint(event: TraceEvent, member: RaisedException | None = None) -> str:
    """Sixteen hexadecimal digits, equal for every copy of one fault.

    ``member`` is the exception that the fault is about, where it is one of a group or stands inside a message. What
    goes in: the short type and the masked words of the root, the member and the last exception, and the last three of
    the application's frames (file name and function). What stays out: numbers, ids, addresses, times, folders, line
    numbers, library frames, how and where the event was logged, and what a playbook says of it.
    """
    parts: list[str] = [_form(event.kind)]
    telling = [event.chain[0], *((member,) if member else ()), event.chain[-1]]
    for at, exception in enumerate(telling):
        if not any(exception is other for other in telling[:at]):
            parts.append(exception.short_type)
            parts.append(masked(exception.message))
    parts.extend(_place(frame) for frame in _application((*((member,) if member else ()), event.last))[-3:])
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _form(kind: EventKind) -> str:
    return "warning" if kind is EventKind.WARNING else "error"


def _application(raised_from: Sequence[RaisedException]) -> list[Frame]:
    """The application's frames of the last one that has any."""
    for raised in reversed(raised_from):
        own = [frame for frame in raised.frames if frame.origin is Origin.APPLICATION and frame.name not in _INLINED]
        if own:
            return own
    return []


def _place(frame: Frame) -> str:
    if _CELL.match(frame.filename):
        return f"<cell>:{frame.name or ''}"
    file = _FOLDERS.split(frame.filename.partition("?")[0])[-1]
    return f"{_GENERATED_CODE.sub('tmp_code', file)}:{frame.name or ''}"
