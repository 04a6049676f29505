"""What the process that passes the output on and the one that guards the program tell each other."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress

from diagnose.model.dataclass import dataclass

_NEWS = struct.Struct(">cqq")
_ORDER = struct.Struct(">cB")

STARTED, NOT_STARTED, STOPPED, ENDED = b"s", b"n", b"t", b"e"
"""News: the program's process id; why not (errno); the signal that stopped it; its wait status and peak memory."""
PASS_ON, GROUP, END = b"p", b"g", b"e"
"""Orders: a signal as ``kill`` sends it; one as the program's terminal sends it, to all that work there; one for the
program and all that it has started."""


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news and its two numbers."""

    kind: bytes
    first: int
    second: int


def send_news(target: int, kind: bytes, first: int, second: int = 0) -> None:
    """Nobody may be there to hear it."""
    with suppress(OSError):
        os.write(target, _NEWS.pack(kind, first, second))


def read_news(source: int) -> list[News] | None:
    """What has come; None where no more will."""
    data = os.read(source, _NEWS.size * 16)
    return [News(*_NEWS.unpack(piece)) for piece in _pieces(data, _NEWS.size)] if data else None


def send_order(target: int, kind: bytes, number: int) -> None:
    """The program may have ended meanwhile, and its guardian with it."""
    with suppress(OSError):
        os.write(target, _ORDER.pack(kind, number))


def read_orders(source: int) -> list[tuple[bytes, int]] | None:
    """What has come; None where no more will."""
    data = os.read(source, _ORDER.size * 64)
    return [_ORDER.unpack(piece) for piece in _pieces(data, _ORDER.size)] if data else None


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]
