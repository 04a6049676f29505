"""On which lines the functions that traces show stand, in which versions: the value of ``playbooks/frames.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypedDict
from zlib import crc32

from diagnose.model.dataclass import dataclass

MARKED = 16
"""Characters of a source line that are compared: traces that a terminal has wrapped lack the others."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Rows(TypedDict):
    """A function through the versions that were read.

    ``runs`` are triples: from which of these on (by place), the line of its ``def`` (0: it is not there), and which of
    ``bodies``. A body are the lines below the ``def`` on which something may be raised: how far below the one before
    such a line stands, and the mark of its text.
    """

    runs: list[int]
    bodies: list[str]


@dataclass(frozen=True, slots=True)
class Product:
    """The table of one product: its versions, the oldest first, which of them were read, and its files' functions.

    A function that a file has several times (of two classes) is there with ``#1``, ``#2`` behind its name.
    """

    versions: tuple[str, ...]
    read: Sequence[int]
    files: Mapping[str, Mapping[str, Rows]]

    def holds(self, path: str, name: str, line: int, text: str | None) -> frozenset[int] | None:
        """Which versions may have a call on this line of this function; None where the table has no such function.

        ``text`` is what a trace shows of the line. Versions that were not read count where one beside them does.
        """
        functions = self.files.get(path, {})
        if name not in functions:
            return None
        mark = mark_of(text) if text and len(text.strip()) >= MARKED else None
        found = {at for rows in _same(functions, name) for at in _places(rows, line, mark, len(self.read))}
        return frozenset(self._spread(found))

    def _spread(self, found: set[int]) -> Iterator[int]:
        """The versions at these places of ``read``, and those between them and the next ones that were read."""
        for place in found:
            first = self.read[place - 1] + 1 if place else 0
            last = self.read[place + 1] if place + 1 < len(self.read) else len(self.versions)
            yield from range(first, last)


FrameTable = Mapping[str, Product]
"""By the product's name."""


def mark_of(text: str) -> str:
    """What tells a line of source from others: two letters for how it begins."""
    sum_of = crc32(text.strip()[:MARKED].encode("utf-8", "replace")) % len(_LETTERS) ** 2
    return _LETTERS[sum_of // len(_LETTERS)] + _LETTERS[sum_of % len(_LETTERS)]


def _same(functions: Mapping[str, Rows], name: str) -> Iterator[Rows]:
    """All functions of a file that have this name."""
    number = 0
    while (key := f"{name}#{number}" if number else name) in functions:
        yield functions[key]
        number += 1


def _places(rows: Rows, line: int, mark: str | None, versions: int) -> Iterator[int]:
    """The versions, by their place, in which something may be raised on the line."""
    runs = rows["runs"]
    for at in range(0, len(runs), 3):
        first, start, body = runs[at : at + 3]
        if start and _has(rows["bodies"][body], line - start, mark):
            yield from range(first, runs[at + 3] if at + 3 < len(runs) else versions)


def _has(body: str, below: int, mark: str | None) -> bool:
    """Whether a body has a line so far below the ``def``, with this mark."""
    found = _lines_of(body).get(below)
    return found is not None and (mark is None or found == mark)


@lru_cache(maxsize=4096)
def _lines_of(body: str) -> dict[int, str]:
    """The marks of a body, ``5Ab12Cd``, by how far below the ``def`` their lines stand."""
    found: dict[int, str] = {}
    begin = below = 0
    for at, char in enumerate(body):
        if at >= begin and not char.isdigit():
            below += int(body[begin:at])
            found[below] = body[at : at + 2]
            begin = at + 2
    return found
