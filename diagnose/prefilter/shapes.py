"""The shape of a line: what is left of it when its times, numbers and ids are taken out."""

from __future__ import annotations

import re

LONGEST = 4000
"""Bytes of a line that are looked at."""
_HEAD = 600
_TAIL = 300
"""Bytes at both ends of a longer line that make its shape: what failed is named first, or last."""

_DIGITS = b"0123456789"
_VARYING = re.compile(rb"(?i)\b[a-z_]*\d\w*")
_STATUS = re.compile(
    rb"[1-5]\d\d(?![\w.,:%-])(?<=[ =('\"/]\d\d\d)(?! ?(?:ms|s|[kKMG]i?B|tok\w*|char\w*|msg\w*|item\w*|row\w*)\b)"
)
"""A number of three digits that stands alone: 429 and 503 are two errors."""
_MOST_REMEMBERED = 20_000

Shape = tuple[bytes, ...]


class Shapes:
    """Tells the shape of lines. The same shape: lines that differ in numbers, times, addresses and ids only."""

    def __init__(self) -> None:
        self._seen: dict[Shape, Shape] = {}

    def of(self, line: bytes) -> Shape:
        """The line's shape. Lines that differ in their digits alone are told quickly."""
        if len(line) > _HEAD + _TAIL:
            line = line[:_HEAD] + line[-_TAIL:]
        quick = (line.translate(None, _DIGITS), *_STATUS.findall(line))
        shape = self._seen.get(quick)
        if shape is None:
            shape = (_VARYING.sub(b"#", line), *quick[1:])
            if len(self._seen) < _MOST_REMEMBERED:
                self._seen[quick] = shape
        return shape
