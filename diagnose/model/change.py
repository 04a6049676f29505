"""Changes of a program's own source: what would be written, line for line, and what could not be changed."""

from __future__ import annotations

from dataclasses import field

from diagnose.model.dataclass import dataclass

SAFE, REVIEW, MANUAL = "safe", "review", "manual"
LABELS = (SAFE, REVIEW, MANUAL)
"""From what may be taken unseen to what only words can say."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that change, with some around them that do not.

    ``old`` and ``new`` are the numbers of its first line before and after, as a unified diff counts. Each of ``lines``
    has its sign, ``b" "``, ``b"-"`` or ``b"+"``, and is as in the file, its end too; only a file's last has none.
    """

    old: int
    old_count: int
    new: int
    new_count: int
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file as it is, as it would be, and why.

    ``path`` is relative to the project's folder, with slashes. ``label`` is safe, review or manual (no hunks, only
    words). ``patterns`` are the ids of what is mended, ``say`` a sentence for each way of mending. ``encoding`` is
    that of the file, for showing it.
    """

    path: str
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    hunks: tuple[Hunk, ...]
    label: str
    patterns: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Left:
    """A hit that is not mended, and the clause that says why: ``its **options may …``."""

    path: str
    line: int
    pattern: str
    why: str
    say: str = ""
    """What to do by hand, as the pattern says it."""


@dataclass(frozen=True, slots=True)
class Fixes:
    """What would be changed, one change per file, and what was left."""

    changes: tuple[FileChange, ...] = ()
    left: tuple[Left, ...] = ()


def weakest(labels: tuple[str, ...] | list[str]) -> str:
    """The label that holds for all of these."""
    return max(labels, key=LABELS.index, default=SAFE)
