"""Numbered input lines, and the places that a statement rests on."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass

ENDING = "<ending>"
"""The source of what rests on how a program ended (its exit status, its memory, the kernel's counts) and on no line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input, or a part of one.

    ``number`` is 1-based and is that of the file as the user sees it in an editor. Several lines may share a
    number: a JSON record's field holds a whole traceback, a progress bar's carriage returns hold many states.
    ``text`` is decoded, without terminal escape sequences and without its line end. ``time`` is the time that a prefix
    of this line stated, as it stood there.
    """

    number: int
    text: str
    source: str
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of one source that a statement rests on, both ends included, 1-based."""

    source: str
    first_line: int
    last_line: int

    @classmethod
    def over(cls, source: str, *numbers: int) -> Span:
        """From the lowest of these lines to the highest: where streams are interleaved, lines come out of order."""
        return cls(source, min(numbers), max(numbers))

    def __str__(self) -> str:
        if self.first_line == self.last_line:
            return f"{self.source}:{self.first_line}"
        return f"{self.source}:{self.first_line}-{self.last_line}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, or a part of one, and why, as a sentence for the user."""

    source: str
    reason: str
