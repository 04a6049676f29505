"""The same error again: a key that is equal for each occurrence of one fault."""

from __future__ import annotations

import hashlib
import re

from diagnose.model.events import EventKind, Frame, Origin, RaisedException, TraceEvent

_MASKS = (
    (re.compile(r"0x[0-9a-fA-F]+"), "<address>"),
    (re.compile(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"), "<id>"),
    (re.compile(r"\b(?:req|call|chatcmpl|org|run|thread|msg|resp|toolu)[_\-][\w\-]+"), "<id>"),
    (re.compile(r"\b(?=[0-9a-fA-F]{0,64}\d)[0-9a-fA-F]{12,64}\b"), "<id>"),
    (re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.@+\-~ ]{1,100}){2,40}[\\/]"), "<folder>/"),
    (re.compile(r"\d+(?:[.,:]\d+)*"), "0"),
    (re.compile(r"\s+"), " "),
)
_MOST_MESSAGE = 2000
_FOLDERS = re.compile(r"[\\/]")


def fingerprint(event: TraceEvent) -> str:
    """Sixteen hexadecimal digits, equal for every copy of one fault.

    What goes in: the short type and the masked first line of the root's and the last exception's message, and the
    application's frames (module file name and function). What stays out: numbers, ids, addresses, times, folders,
    line numbers, library frames, how and where the event was logged.
    """
    parts: list[str] = [_form(event.kind)]
    for exception in _telling(event):
        parts.append(exception.short_type)
        parts.append(masked(exception.message))
    parts.extend(_place(frame) for frame in _application(event)[-3:])
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def masked(message: str) -> str:
    """The first line of a message, with all that differs from one occurrence to the next masked."""
    text = message.strip().split("\n", 1)[0][:_MOST_MESSAGE]
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text.strip()


def _form(kind: EventKind) -> str:
    return "warning" if kind is EventKind.WARNING else "error"


def _telling(event: TraceEvent) -> list[RaisedException]:
    first, last = event.chain[0], event.chain[-1]
    return [last] if first is last else [first, last]


def _application(event: TraceEvent) -> list[Frame]:
    return [frame for frame in event.last.frames if frame.origin is Origin.APPLICATION]


def _place(frame: Frame) -> str:
    return f"{_FOLDERS.split(frame.filename)[-1]}:{frame.name or ''}"
