"""How much of a log is kept around a line."""

from __future__ import annotations

from dataclasses import dataclass

from diagnose.model.reach import BELOW, HEAD, TAIL, above

FIRST_LINES = HEAD
LAST_LINES = TAIL
GAP = 3
"""Lines without a trigger that may stand inside of a trace: source lines, carets."""
EXAMPLES = 5
"""Lines of one shape that are kept with what stands around them; of the others only the last one's place."""
LONGEST_TRACE = 6000
"""Lines by which a window may grow because a trace goes on at its end."""
_TRACE = 100
"""Lines of a trace that may stand between its first line and one of a new shape."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Lines that are kept above and below."""

    above: int
    below: int


_AGAIN = Margin(20, 15)


def margin(number: int, first: bool) -> Margin:
    """The margin of a line's window: ``first`` of its shape, or a further one."""
    return Margin(above(number) + _TRACE, BELOW + GAP) if first else _AGAIN
