"""Comments in source code that ask for silence: ``# autogen-doctor: ignore[id, id] reason``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.patterns.tree import Lines, root_of, span
from diagnose.sources import Source

WORD = "autogen-doctor:"
"""A text without it has no directive, and is not looked at."""
_FORM = regex(r"(?:^|#|//|/\*|\*)[ \t]*autogen-doctor:[ \t]*ignore(-file)?(?![\w-])[ \t]*(?:\[([^\[\]]*)\])?")
"""At the beginning of a comment's line, or behind another comment on it."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One such comment. ``target`` is the line that it speaks of, None where that is the whole file.

    ``cell`` is the number of the notebook's cell, None in other files.
    """

    ids: tuple[str, ...]
    line: int
    column: int
    end_column: int
    target: int | None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, or as much of one as stands on a line: it begins at ``column`` of ``line``."""

    rows: tuple[str, ...]
    line: int
    column: int
    alone: bool
    """nothing else stands on its lines"""

    @property
    def covered(self) -> range:
        """The lines that it takes."""
        return range(self.line, self.line + len(self.rows))


def directives(source: Source) -> tuple[Directive, ...]:
    """The directives of a source, in order; what stands in a string is none.

    One beside code speaks of its line, one on a line of its own of the next line that is no comment.
    """
    if WORD not in source.text:
        return ()
    return directives_in(_comments(source), source.cell.number if source.cell else None)


def directives_in(comments: Iterable[Comment], cell: int | None = None) -> tuple[Directive, ...]:
    """The same of a file's comments, in whatever format it is."""
    every = list(comments)
    covered = {line for comment in every if comment.alone for line in comment.covered}
    return tuple(found for comment in every for found in _of(comment, covered, cell))


def _of(comment: Comment, covered: set[int], cell: int | None) -> Iterator[Directive]:
    hits = [(number, hit) for number, row in enumerate(comment.rows) for hit in _FORM.finditer(row)]
    target = comment.line
    if hits and comment.alone:
        target = comment.covered.stop
        while target in covered:
            target += 1
    for number, hit in hits:
        left = 1 if number else comment.column
        ids = tuple(dict.fromkeys(filter(None, (name.strip() for name in (hit[2] or "").split(",")))))
        where = comment.line + number, left + hit.start(), left + hit.end()
        yield Directive(ids, *where, None if hit[1] else target, cell)


def _comments(source: Source) -> Iterator[Comment]:
    root = root_of(source)
    if root is None:
        return
    places, lines = Lines(source.text), source.lines
    for node in root.find_all(kind="comment"):
        start, end = span(node)
        line, column = places.place(start)
        last, after = places.place(end)
        rows = list(lines[line - 1 : last])
        rest = rows[0][: column - 1] + rows[-1][after - 1 :]
        rows[-1] = rows[-1][: after - 1]
        rows[0] = rows[0][column - 1 :]
        yield Comment(tuple(rows), line, column, not rest.strip())
