"""Kubernetes' container log files (CRI): time, stream, and F for a full or P for a part of a line."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, in_order, part, with_text
from diagnose.model import Line, LogEntry

_PREFIX = regex(
    r"(?P<time>\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)) (?P<stream>stdout|stderr) (?P<tag>[FP])(?: |$)"
)


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each of stdout and stderr, partial lines rejoined under the number of their first piece."""
    if not any(_PREFIX.match(line.text) for line in block.lines):
        return None
    streams: dict[str, _Stream] = {}
    bare: list[LogEntry] = []
    for line in block.lines:
        found = _PREFIX.match(line.text)
        if found:
            stream = streams.setdefault(found["stream"], _Stream(found["time"]))
            stream.add(with_text(line, line.text[found.end() :], found["time"]), partial=found["tag"] == "P")
        else:
            bare.append(part(block, [line]))
    parts = [part(block, s.finished(), "cri", stream=name, timestamp=s.time) for name, s in streams.items()]
    return in_order([*parts, *bare])


class _Stream:
    """One stream's lines; pieces of a line are held back until the line is full."""

    def __init__(self, time: str) -> None:
        self.time = time
        self._lines: list[Line] = []
        self._pieces: list[Line] = []

    def add(self, piece: Line, partial: bool) -> None:
        self._pieces.append(piece)
        if not partial:
            self._flush()

    def finished(self) -> list[Line]:
        self._flush()
        return self._lines

    def _flush(self) -> None:
        if self._pieces:
            self._lines.append(with_text(self._pieces[0], "".join(piece.text for piece in self._pieces)))
            self._pieces = []


FORMAT = LogFormat("cri", entries)
