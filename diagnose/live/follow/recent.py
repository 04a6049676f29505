"""The last lines of a log that still grows: what stood before an error, within bounds however long it runs."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, takewhile

from diagnose.input import lines_of
from diagnose.live.follow.gate import HotLine
from diagnose.live.follow.moment import Moment
from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Line

LINES = 4_000
BYTES = 512 << 10
"""What is kept at least of the lines before an error, where so much was read: the smaller of the two."""

Range = tuple[int, int]
"""First and last line, both included."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines in a row as they arrived; ``hot`` are those with words of errors in them, by their numbers.

    ``old`` is what stood in the log before it was followed. A block without a line end at its end is a part of a line
    that goes on in the next one.
    """

    first: int
    data: bytes
    ends: int
    arrived: Moment
    hot: tuple[HotLine, ...]
    old: bool = False

    @property
    def next(self) -> int:
        """The number of the line that the next block begins in."""
        return self.first + self.ends

    @property
    def last(self) -> int:
        """The number of the last line that it holds a part of."""
        return self.next - 1 if self.data.endswith(b"\n") else self.next


class Recent:
    """Blocks in the order of the log; the oldest go when there are more than are needed."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._blocks: deque[Block] = deque()
        self._bytes = 0
        self.next = 1
        self.last = 0

    @property
    def first(self) -> int:
        """The number of the oldest line that is still here."""
        return self._blocks[0].first if self._blocks else self.next

    def add(self, data: bytes, arrived: Moment, hot: Sequence[HotLine] = (), old: bool = False) -> Block:
        """The block of lines that follow on those that are here; its hot lines by their offsets."""
        numbered = tuple((self.next + data.count(b"\n", 0, start), shape) for start, shape in hot)
        block = Block(self.next, data, data.count(b"\n"), arrived, numbered, old)
        self._blocks.append(block)
        self._bytes += len(data)
        self.next, self.last = block.next, block.last
        return block

    def trim(self, needed: int) -> None:
        """Forget what is neither recent enough nor at or behind the line that is still needed."""
        while len(self._blocks) > 1 and self._blocks[0].last < needed:
            oldest = self._blocks[0]
            enough = self.next - oldest.next >= LINES or self._bytes - len(oldest.data) >= BYTES
            if not enough:
                return
            self._blocks.popleft()
            self._bytes -= len(oldest.data)

    def size_from(self, line: int) -> int:
        """Bytes of the blocks that reach to the line or behind it."""
        return sum(len(block.data) for block in self._reaching(line))

    def hot_from(self, line: int) -> list[HotLine]:
        """The hot lines of the blocks that reach to the line or behind it."""
        return [hot for block in self._reaching(line) for hot in block.hot]

    def last_hot(self, first: int, last: int) -> Block | None:
        """The newest block with a hot line within the lines ``first`` to ``last``."""
        for block in self._reaching(first):
            if any(first <= line <= last for line, _ in block.hot):
                return block
        return None

    def block_of(self, line: int) -> Block:
        """The block with which a line was complete; the oldest one for lines that are gone. There must be one."""
        return next((block for block in reversed(self._blocks) if block.first <= line), self._blocks[0])

    def lines(self, ranges: Sequence[Range]) -> list[Line]:
        """The lines within some ranges, in order and none twice, numbered as in the log; a blank one between ranges."""
        wanted = joined(ranges)
        found: list[Line] = []
        for kept, run in groupby(self._blocks, key=lambda block: meets(wanted, block.first, block.last)):
            if kept:
                found += self._decoded(list(run))
        inside = (line for line in found if meets(wanted, line.number, line.number))
        gaps = (Line(last + 1, "", self._source) for _, last in wanted[:-1])
        return sorted((*inside, *gaps), key=lambda line: line.number)

    def _decoded(self, run: Sequence[Block]) -> list[Line]:
        """The lines of blocks in a row. A line end before them keeps their first bytes from being taken for a mark."""
        data = b"\n" + b"".join(block.data for block in run)
        shift = run[0].first - 2
        lines = islice(lines_of(data, self._source), 1, None)
        return [Line(line.number + shift, line.text, line.source) for line in lines]

    def _reaching(self, line: int) -> Iterator[Block]:
        return takewhile(lambda block: block.last >= line, reversed(self._blocks))


def joined(ranges: Sequence[Range]) -> list[Range]:
    """The same lines, in order, no line in two ranges."""
    joined: list[Range] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def meets(ranges: Sequence[Range], first: int, last: int) -> bool:
    """Whether some of the ranges, which are in order, holds some of the lines."""
    at = bisect_right(ranges, (last, _BEHIND_ALL)) - 1
    return at >= 0 and ranges[at][1] >= first


_BEHIND_ALL = 1 << 62
