"""How a report is to be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """What the user asked of the output.

    ``top`` is how many causes are shown with a line of their own, ``verbose`` shows everything, ``unicode`` tells
    whether the output's encoding can carry more than ASCII.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    verbose: bool = False
    top: int = 3
