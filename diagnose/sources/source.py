"""The source code of one file, or of one cell of a notebook."""

from __future__ import annotations

from enum import Enum

from diagnose.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One JSON string of a notebook that holds text of a cell: where it stands in the file's text, quotes included."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell of a notebook it is.

    ``index`` counts all cells from 0, as the file has them; ``count`` is the number that the notebook shows, None where
    the cell has not run. ``original`` is the cell's text as it stands there: the Source's text is equal to it in length
    and lines, but magics and shell commands are made harmless. ``lines`` are the lines of the file on which the cell's
    lines stand, ``pieces`` the strings that hold them.
    """

    index: int
    original: str
    lines: tuple[int, ...] = ()
    pieces: tuple[Piece, ...] = ()
    count: int | None = None

    @property
    def number(self) -> int:
        """As people count: the first cell is 1."""
        return self.index + 1


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a project, or one code cell of a notebook.

    ``path`` is relative to the project, with slashes. ``text`` is what the file says, line ends as they are, without a
    byte order mark: ``text.encode(encoding)`` is ``data`` again for a file that is no notebook. ``data`` is always that
    of the whole file. ``language`` is python or typescript, ``dialect`` the language in ast-grep's words: python,
    typescript, tsx or javascript. ``newline`` is the line end that most lines have.
    """

    path: str
    text: str
    language: str
    dialect: str
    encoding: str = "utf-8"
    newline: str = "\n"
    data: bytes = b""
    cell: Cell | None = None

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is the first."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line_in_file(self, line: int) -> int:
        """The line of the file on which a line of this source stands: another one only in a notebook."""
        if self.cell is None or not self.cell.lines:
            return line
        return self.cell.lines[min(max(line, 1), len(self.cell.lines)) - 1]


class State(Enum):
    """How the line that a trace prints fits the file of today."""

    SAME = "same"
    """The line stands where the trace says."""
    MOVED = "moved"
    """It stands at one other place of the file."""
    CHANGED = "changed"
    """It is not there: the file has changed."""
    UNKNOWN = "unknown"
    """The trace prints no line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the user's own code that a frame of a trace names; ``line`` is where it stands today."""

    source: Source
    line: int
    state: State
