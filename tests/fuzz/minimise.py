"""A smaller input that breaks the same promise."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0


def minimised(data: bytes, still: Callable[[bytes], bool], patience: float = PATIENCE) -> bytes:
    """The input without whatever is not needed: lines first, then bytes. ``still`` tells whether it is still broken."""
    end = time.monotonic() + patience
    for parts in (data.splitlines(keepends=True), None):
        units = parts if parts is not None else [data[at : at + 1] for at in range(len(data))]
        data = b"".join(_fewer(units, still, end))
    return data


def _fewer(units: list[bytes], still: Callable[[bytes], bool], end: float) -> list[bytes]:
    """Ever smaller runs of the units left out, as long as it stays broken."""
    size = max(1, len(units) // 2)
    while time.monotonic() < end:
        at = 0
        shrunk = False
        while at < len(units) and time.monotonic() < end:
            rest = units[:at] + units[at + size :]
            if still(b"".join(rest)):
                units, shrunk = rest, True
            else:
                at += size
        if size == 1 and not shrunk:
            break
        size = max(1, size // 2)
    return units
