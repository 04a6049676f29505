"""The stretches of a log that are kept, as bytes, until they become lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnose.decoding import text_of
from diagnose.input import numbered_lines
from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Line


@dataclass(slots=True)
class _Piece:
    """Whole lines ``first`` to ``last``, or a ``part`` of the line ``first``; where in the log it begins and ends.

    A ``head`` is the part that the line begins with: it stands together with the lines above, as the last line of a
    trace does.
    """

    first: int
    last: int
    text: bytearray
    start: int
    end: int
    part: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are left out, from number ``first`` to ``last``, and where in the log they begin and end."""

    place: int
    first: int
    last: int
    start: int
    end: int


class Pieces:
    """Stretches of a log in its order; they do not overlap.

    ``last`` is the number of the last line that is kept, ``end`` its end in the log in bytes; ``lines`` and ``size``
    say how much is kept.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[_Piece] = []
        self._handed_out = 1, 0
        self.last = 0
        self.end = 0
        self.lines = 0
        self.size = 0

    def add(self, first: int, text: bytes, last: int, end: int) -> None:
        """Keep whole lines, which follow what is kept already."""
        if self._pieces and self._pieces[-1].last == first - 1 and not self._pieces[-1].part:
            self._pieces[-1].text += text
            self._pieces[-1].last, self._pieces[-1].end = last, end
        elif last >= first:
            self._pieces.append(_Piece(first, last, bytearray(text), end - len(text), end))
        self.last, self.end = last, end
        self.lines += last - first + 1
        self.size += len(text)

    def add_part(self, number: int, text: bytes, end: int, head: bool = False) -> None:
        """Keep a part of a long line."""
        self._pieces.append(_Piece(number, number, bytearray(text), end, end, part=True, head=head))
        self.end = end
        self.lines += 1
        self.size += len(text)

    def gaps(self, least: int) -> Iterator[Gap]:
        """What is left out above line number ``least`` or behind it, the last first; not what was handed out."""
        for place in range(len(self._pieces) - 1, -1, -1):
            piece = self._pieces[place]
            if piece.first <= least or piece.part:
                return
            above = self._pieces[place - 1] if place else None
            first, start = (above.last + 1, above.end) if above else self._handed_out
            if first < piece.first:
                yield Gap(place, first, piece.first - 1, start, piece.start)

    def fill(self, gap: Gap, first: int, text: bytes) -> None:
        """Keep the lines at the end of a gap, from number ``first`` on."""
        piece = self._pieces[gap.place]
        piece.text[:0] = text
        self.lines += piece.first - first
        self.size += len(text)
        piece.first, piece.start = first, piece.start - len(text)

    def skip(self, number: int, end: int) -> None:
        """Line ``number`` is done with, whatever of it is kept; it ends there."""
        self.last, self.end = number, end

    def stretches(self) -> tuple[tuple[Line, ...], ...]:
        """The lines that are kept, those together that stand together; each part of a long line alone but its head."""
        groups: list[list[_Piece]] = []
        for piece in self._pieces:
            above = groups[-1][-1] if groups else None
            if (
                above is not None
                and above.last + 1 == piece.first
                and not above.part
                and (not piece.part or piece.head)
            ):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        texts = text_of(b"\n".join(piece.text.removesuffix(b"\n") for piece in self._pieces)).split("\n")
        return tuple(self._stretch(group, texts) for group in groups)

    def _stretch(self, group: Sequence[_Piece], texts: list[str]) -> tuple[Line, ...]:
        """The lines of these pieces; their texts stand at the beginning of a list, and are taken off it."""
        numbers = [number for piece in group for number in range(piece.first, piece.last + 1)]
        own, texts[:] = texts[: len(numbers)], texts[len(numbers) :]
        return numbered_lines("\n".join(own), numbers, self._source)

    def clear(self) -> None:
        """Forget the stretches, not how far they went."""
        self._pieces.clear()
        self.lines = self.size = 0
        self._handed_out = self.last + 1, self.end
