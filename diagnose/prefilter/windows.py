"""How much of a log is kept around a line: much at first, less when much is kept already."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass

FIRST_LINES = 400
"""Lines at the beginning that are kept: versions, settings, the command line."""
LAST_LINES = 200
"""Lines at the end that are kept: what became of the program."""
GAP = 3
"""Lines without a trigger that may stand inside of a trace: source lines, carets."""
EXAMPLES = 3
"""Lines of one shape that are kept with what stands around them; of the others only the last one's place."""
LONGEST_TRACE = 6000
"""Lines by which a window may grow because a trace goes on at its end."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Lines that are kept above and below."""

    above: int
    below: int


_AMPLE = Margin(2000, 200)
_FAIR = Margin(120, 50)
_SCANT = Margin(60, 30)
_AGAIN = Margin(20, 15)


def margin(kept: int, first: bool) -> Margin:
    """The margin of a line's window where so many lines are kept already; ``first`` of its shape or a further one."""
    if not first:
        return _AGAIN
    if kept < 2_000:
        return _AMPLE
    return _FAIR if kept < 5_000 else _SCANT
