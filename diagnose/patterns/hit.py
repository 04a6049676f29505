"""A place in source code that is as a pattern says."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.code import CodePattern
from diagnose.model.dataclass import dataclass
from diagnose.sources.source import Source


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source's text, in characters, from ``start`` up to ``end``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Captured:
    """What a metavariable holds. ``$$$NAME`` holds all of ``parts``, commas included, and is ``multiple``."""

    name: str
    text: str
    start: int
    end: int
    multiple: bool = False
    parts: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: ``start`` up to ``end`` are characters of the source's text; lines and columns count from 1.

    ``end_column`` is the first that is no part of it. ``functions`` are the names of the functions and classes around
    it, the outermost first.
    """

    pattern: CodePattern
    cause: str
    source: Source
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    captured: tuple[Captured, ...] = ()
    functions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The code that is hit."""
        return self.source.text[self.start : self.end]

    @property
    def texts(self) -> Mapping[str, str]:
        """The metavariables' names with what they hold, ``$$$NAME`` as it stands in the file."""
        return {one.name: one.text for one in self.captured}

    @property
    def function(self) -> str:
        """The function that it stands in, dotted; empty at the level of the module."""
        return ".".join(self.functions)

    @property
    def key(self) -> tuple[str, int, int, int, str]:
        """What tells it from other hits: the file, the cell of a notebook, the place, the pattern."""
        cell = self.source.cell.index if self.source.cell is not None else -1
        return self.source.path, cell, self.start, self.end, self.pattern.id
