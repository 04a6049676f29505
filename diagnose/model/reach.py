"""How far from an error a long log is read for what speaks about its causes.

The bounds hold for every log that is not parsed as a small one, whether all of its lines are parsed or only those that
may belong to an error: so both give the same answer.
"""

from __future__ import annotations

HEAD = 400
"""Lines at the beginning: versions, settings, the command line."""
TAIL = 200
"""Lines at the end: what became of the program."""
BELOW = 50
"""Lines below an error."""
_EARLY = 100_000


def above(line: int) -> int:
    """How many lines above a line number count: fewer far down, where a log is long and its history longer."""
    return 1000 if line < _EARLY else 200
