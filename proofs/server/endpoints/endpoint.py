"""What an endpoint is: how its requests are read and its answers written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from proofs.server.answers import Answer
from proofs.server.ask import Ask
from proofs.server.problems import Malformed, Surface
from proofs.server.reading import Json

CREATED = 1_760_000_000
"""A fixed date for all answers, so that two runs give the same bytes."""

_DATED = {
    "gpt-4o": "gpt-4o-2024-08-06",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "gpt-4.1": "gpt-4.1-2025-04-14",
    "gpt-4.1-mini": "gpt-4.1-mini-2025-04-14",
}


def resolved(model: str) -> str:
    """The model's name as an answer gives it: OpenAI puts the dated one, and AutoGen warns where it does not come."""
    return _DATED.get(model, model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A streamed answer; only `pieces` are the chunks that settings count, pause between and cut after.

    Opening, every piece and closing, in this order, are the whole answer; what closes it may depend on the pieces.
    """

    opening: bytes
    pieces: Iterator[bytes]
    closing: Callable[[], bytes]
    content_type: str = "text/event-stream; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One operation of an API: `read` understands a body, `whole` and `stream` write the answer in its two forms."""

    surface: Surface
    read: Callable[[Json], Ask | Malformed]
    whole: Callable[[Ask, Answer], object]
    stream: Callable[[Ask, Answer], Stream]
    speaks: bool = True
    """Whether the answer is what the model says, which uses up one of `replies`."""


def event(body: object, name: str = "") -> bytes:
    """One server-sent event."""
    named = f"event: {name}\n".encode() if name else b""
    return named + b"data: " + json.dumps(body).encode() + b"\n\n"


def line(body: object) -> bytes:
    """One line of newline-delimited JSON."""
    return json.dumps(body).encode() + b"\n"
