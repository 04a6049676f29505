"""Which lines are worth a look: those with words of errors, but for such as were looked at often enough in vain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diagnose.model.playbook import PlaybookSet
from diagnose.prefilter import triggers_of
from diagnose.prefilter.engines import engine_for
from diagnose.prefilter.shapes import Shape, Shapes

Hits = Callable[[bytes], Sequence[int]]
"""Offsets of words of errors in UTF-8 text, in order; at least one for each line that has any."""

_EXAMPLES = 5
"""Lines of one shape that are looked at before it is held for harmless."""
_MOST_SHAPES = 30_000
_NEVER_HARMLESS = re.compile(rb'Traceback|File \\?"|Exception|^\s+at ')
"""What stands in traces is looked at each time, however often one was only quoted."""
_SHOWN_IN_FAULTS = -1
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[PX^_][^\x1b\n]*(?:\x1b\\)?|[ -/]*[0-~])?"
)

_LINE = re.compile(rb"[^\n]+")

HotLine = tuple[int, Shape]
"""Where a line begins, and its shape."""


class Gate:
    """Tells hot lines, and learns from the looks that were taken at them."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits
        self._shapes = Shapes()
        self._looks: dict[Shape, int] = {}

    def hot(self, data: bytes) -> list[HotLine]:
        """The lines that are worth a look, by their offsets in some lines."""
        found: list[HotLine] = []
        end = 0
        for hit in self._hits(data):
            if hit < end:
                continue
            start = data.rfind(b"\n", end, hit) + 1 or end
            end = data.find(b"\n", hit) + 1 or len(data)
            line = data[start:end]
            shape = self._shapes.of(line)
            if self._looks.get(shape, 0) < _EXAMPLES or _NEVER_HARMLESS.search(line):
                found.append((start, shape))
        return found

    def learn(self, shape: Shape, in_faults: bool) -> None:
        """A line of this shape was looked at: whether it stands in a fault."""
        if len(self._looks) > _MOST_SHAPES:
            self._looks.clear()
        looks = self._looks.get(shape, 0)
        if looks != _SHOWN_IN_FAULTS:
            self._looks[shape] = _SHOWN_IN_FAULTS if in_faults else looks + 1


def hits_of(known: PlaybookSet) -> Hits:
    """Where the words of errors of some playbooks and of traces are; every line where some pattern has no such word."""
    triggers = triggers_of(known)
    if not triggers.complete:
        return lambda data: [found.start() for found in _LINE.finditer(data)]
    return engine_for(triggers.literals).hits


def without_escapes(lines: bytes) -> bytes:
    """The lines without terminal escape sequences, which may stand in the middle of words."""
    return _ESCAPES.sub(b"", lines) if b"\x1b" in lines else lines
