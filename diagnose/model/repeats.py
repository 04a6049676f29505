"""How often lines came again that were left out of a long log's excerpt."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Repeat:
    """Of a line that is kept: how many like it are left out for it, and where the last one of them all stands.

    ``share`` may be a fraction: those that are left out are shared among all lines of their shape that are kept.
    ``seen`` is how often the shape was met in all; ``last`` the number of the last such line, ``texts`` how that one
    begins and how what stands right above it does.
    """

    share: float
    seen: int
    last: int
    texts: tuple[str, ...] = ()


Repeats = Mapping[int, Repeat]
"""By the number of a line that is kept."""
