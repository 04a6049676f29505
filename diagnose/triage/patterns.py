"""Patterns of paths in which ``**`` stands for any number of folders."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch


def fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a pattern, in which ``**`` stands for any number of them."""
    at = place = 0
    resume: tuple[int, int] | None = None
    while at < len(parts):
        if place < len(wanted) and wanted[place] == "**":
            resume, place = (at, place), place + 1
        elif place < len(wanted) and fnmatch(parts[at], wanted[place]):
            at, place = at + 1, place + 1
        elif resume is not None:
            resume = (resume[0] + 1, resume[1])
            at, place = resume[0], resume[1] + 1
        else:
            return False
    return all(part == "**" for part in wanted[place:])
