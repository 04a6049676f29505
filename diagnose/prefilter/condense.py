"""From a log of any length to excerpts of it, in one pass and bounded memory.

What comes out depends on the log alone, not on the pieces in which it arrives.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from diagnose.intake import Intake
from diagnose.model.repeats import Repeat
from diagnose.prefilter.engines import Engine
from diagnose.prefilter.excerpt import Excerpt
from diagnose.prefilter.longline import fields_of, part_of
from diagnose.prefilter.newlines import Newlines, at_once
from diagnose.prefilter.pieces import Pieces
from diagnose.prefilter.shapes import LONGEST, Shape, Shapes
from diagnose.prefilter.windows import EXAMPLES, FIRST_LINES, GAP, LAST_LINES, LONGEST_TRACE, margin

CHUNK = 2 << 20
"""Bytes that are searched at once."""
HISTORY = 1 << 20
"""Bytes above the search that are at hand."""
ABOVE = 1 << 20
"""Bytes of a window above its line, at most."""
LONG = 256 << 10
"""A line that is longer is searched in slices of so many bytes; of it only what stands around triggers is kept."""
AROUND = 16 << 10
"""Bytes of a long line that are kept on either side of a trigger."""
_WORD = 64
"""Bytes that a trigger may reach back from one slice into the one before."""
_STATED = 120
"""Bytes of a line in which its time may stand."""
_MOST_SHAPES = 30_000
_MOST_LINES = 20_000
_MOST_BYTES = 6 << 20
"""Lines and bytes of one excerpt; where more is worth keeping there will be several."""

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]"
    rb"|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[PX^_][^\x1b\n]*(?:\x1b\\)?|[ -/]*[0-~])?"
)
_FRAME = re.compile(rb'File \\?"')
_STACK = re.compile(rb"[ \t]+at ")
_CHAIN = re.compile(rb"During handling of|direct cause of")
_RECORD = rb"[\[(<]?\d{4}[-/.]\d\d[-/.]\d\d|[\[(]?\d\d:\d\d:\d\d"
_TIMED = re.compile(_RECORD)
_BEGINNING = re.compile(
    rb"Traceback \(most recent|" + _RECORD + rb"|\{\"|\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL)\b"
)
"""How a line begins that is not part of what stands above it."""


@dataclass(slots=True)
class _Seen:
    """Lines of one shape: how many there were, how many are kept and left out, where the last one stands."""

    seen: int = 0
    kept: int = 0
    left_out: int = 0
    last: int = 0
    example: int = 0
    """A line of the shape that was kept."""
    text: bytes = b""
    run_text: bytes = b""
    """How the last one that was left out begins, and the run of triggers in which it stands."""

    def repeat(self, share: float) -> Repeat:
        """What is known of the lines that are left out."""
        texts = (self.text, self.run_text)
        return Repeat(share, self.seen, self.last, tuple(text.decode("utf-8", "replace") for text in texts))


class Condenser(Intake):
    """Keeps what an error may need of a log that is written into it.

    Bytes go into ``room()``, then ``took`` says how many; excerpts come out through ``sink``, the last one at
    ``finish``. Once ``sink`` says True it has enough: from then on lines are only counted. The text must be an ASCII
    superset (UTF-8 and most others, not UTF-16).
    """

    def __init__(self, engine: Engine, source: str, sink: Callable[[Excerpt], bool]) -> None:
        self._engine = engine
        self._sink = sink
        self._enough = False
        self._buffer = bytearray(HISTORY + CHUNK)
        self._view = memoryview(self._buffer)
        self._origin = 0  # where in the log the buffer begins
        self._scan = 0  # indices into the buffer: what was searched, and what was written
        self._end = 0
        self._number = 1  # of the line at _scan
        self._long = False  # whether _scan is in the middle of a long line, and the fields that it begins with
        self._fields = b""
        self._fields_end = 0
        self._told = False  # whether a part of the long line is kept
        self._run = self._run_at = 0  # the line in which the present run of triggers began
        self._run_text = b""
        self._last_hit = -GAP - 1
        self._frame = self._frame_end = 0  # a line of a trace behind which the exception may stand, and where it ends
        self._looked = 0
        self._shapes = Shapes()
        self._seen: dict[Shape, _Seen] = {}
        self._hits: list[tuple[int, _Seen]] = []
        self._recent: deque[tuple[int, _Seen]] = deque(maxlen=20_000)
        self._pieces = Pieces(source)
        self._wanted = self._until = FIRST_LINES  # the last line that windows want, with what a trace adds to it
        self._chain = 0  # the last line that joins two traces

    def room(self) -> memoryview:
        """Where the next bytes go; never empty."""
        if len(self._buffer) - self._end < CHUNK // 4:
            self._search()
            self._compact()
        return self._view[self._end :]

    def took(self, count: int) -> None:
        """So many bytes were written into ``room()``."""
        self._end += count

    def finish(self) -> None:
        """The log is at its end: the last excerpt goes out."""
        self._search()
        if self._scan < self._end or self._long:
            self._compact()
            self._buffer[self._end : self._end + 1] = b"\n"
            self._end += 1
            self._search()
        self._end_run(self._number)
        first, at = self._above(self._number, self._scan, LAST_LINES)
        self._keep(first, at, self._number - 1, self._scan)
        self._flush()

    @property
    def lines(self) -> int:
        """How many lines the log had, once it is finished."""
        return self._number - 1

    def _compact(self) -> None:
        """Drop what is out of reach."""
        start = max(0, self._scan - HISTORY)
        if start:
            self._view[: self._end - start] = self._view[start : self._end]
            self._origin += start
            self._scan -= start
            self._end -= start

    def _search(self) -> None:
        """Search what can be: lines that are complete, and of a long one what has enough behind it."""
        self._clean()
        while True:
            if self._long and not self._search_slices():
                return
            stop = self._complete()
            if stop > self._scan:
                self._search_lines(stop)
            if self._end - stop <= LONG:
                return
            self._end_run(self._number)
            self._long = True
            self._begin_long_line()

    def _complete(self) -> int:
        """Where the complete lines end that may be searched at once: before a long line, or one without an end."""
        at = self._scan
        while at < self._end:
            end = self._buffer.rfind(b"\n", at, min(at + LONG, self._end))
            if end < 0:
                break
            at = end + 1
        return at

    def _clean(self) -> None:
        """Take escape sequences and NULs off what was not searched yet."""
        stop = self._end if self._long else self._buffer.rfind(b"\n", self._scan, self._end) + 1 or self._end
        if self._buffer.find(b"\x1b", self._scan, stop) < 0 and self._buffer.find(b"\0", self._scan, stop) < 0:
            return
        clean = _ESCAPES.sub(b"", bytes(self._view[self._scan : stop]).translate(None, b"\0"))
        cut = self._scan + len(clean)
        rest = bytes(self._view[stop : self._end])
        self._view[self._scan : cut] = clean
        self._view[cut : cut + len(rest)] = rest
        self._end = cut + len(rest)

    def _search_lines(self, stop: int) -> None:
        buffer, base, number = self._buffer, self._scan, self._number
        at = done = base
        hits, newlines = at_once(self._engine.hits, self._view[base:stop], lambda: Newlines(buffer, base, stop))
        for hit in hits:
            hit += base
            if hit < done:
                continue
            start = buffer.rfind(b"\n", at, hit) + 1 or at
            done = buffer.find(b"\n", hit, stop) + 1
            number += newlines.between(at, start)
            at = start
            self._note(number, start, done)
        number += newlines.between(at, stop)
        if self._frame and number > self._frame + GAP:
            self._end_run(number)
        self._advance(number - 1, stop)
        self._scan, self._number = stop, number

    def _note(self, number: int, start: int, end: int) -> None:
        """A line that holds a trigger, at these indices."""
        if self._frame and number > self._frame + GAP:
            self._end_run(number)
        if number > self._last_hit + GAP:
            self._run, self._run_at = number, self._origin + start
            self._run_text = bytes(self._view[start : min(end, start + _STATED)])
            if start and _STACK.match(self._buffer, start):
                above = self._buffer.rfind(b"\n", 0, start - 1) + 1
                self._look(number - 1, above, start)
        elif _TIMED.match(self._buffer, start):
            self._run_text = bytes(self._view[start : min(end, start + _STATED)])
        self._last_hit = number
        if _CHAIN.search(self._buffer, start, min(end, start + 200)):
            self._chain = number
        self._look(number, start, end)
        if _FRAME.search(self._buffer, start, min(end, start + 200)):
            self._frame, self._frame_end = number, self._origin + end

    def _end_run(self, number: int) -> None:
        """The line below the last frame of a trace: the exception's name needs no trigger."""
        frame, at = self._frame, self._frame_end - self._origin
        self._frame = 0
        for place in range(frame + 1, min(frame + GAP + 1, number) if frame and at >= 0 else 0):
            end = self._buffer.find(b"\n", at, self._end) + 1
            if not end:
                return
            if self._buffer[at : at + 1] not in b" \t":
                if not _BEGINNING.match(self._buffer, at, end):
                    self._look(place, at, end)
                return
            at = end

    def _look(self, number: int, start: int, end: int) -> None:
        """Keep a line with what is around it while its shape is new, else only count it."""
        if number <= self._looked:
            return
        self._looked = number
        if self._until > self._pieces.last:
            self._advance(number - 1, start)
        if self._pieces.lines > _MOST_LINES or self._pieces.size > _MOST_BYTES:
            self._flush()
        line = bytes(self._view[start : min(end, start + LONGEST)])
        seen = self._met(line, number)
        if seen.seen <= EXAMPLES and not self._enough:
            self._open(number, start, end, seen)
        elif number <= self._pieces.last or self._goes_on(number, start, end):
            pass
        else:
            seen.left_out += 1
            seen.text = line[:_STATED]
            seen.run_text = self._run_text
            self._recent.append((number, seen))
            return
        self._mark(number, seen)

    def _goes_on(self, number: int, start: int, end: int) -> bool:
        """Whether a line belongs to the open window, which grows by it: a trace is not cut in two at its end."""
        if number > self._until:
            return False
        if number > self._wanted and number > self._chain + GAP and _BEGINNING.match(self._buffer, start, end):
            self._until = number - 1
            return False
        if number < self._wanted + LONGEST_TRACE:
            self._until = max(self._until, number + GAP)
        return True

    def _met(self, line: bytes, number: int) -> _Seen:
        """What is known of lines of this shape, this one counted."""
        shape = self._shapes.of(line)
        seen = self._seen.get(shape)
        if seen is None:
            if len(self._seen) >= _MOST_SHAPES:
                self._flush()
                self._seen.clear()
            seen = self._seen[shape] = _Seen()
        seen.seen += 1
        seen.last = number
        return seen

    def _mark(self, number: int, seen: _Seen) -> None:
        seen.kept += 1
        seen.example = number
        self._hits.append((number, seen))

    def _open(self, number: int, start: int, end: int, seen: _Seen) -> None:
        """A window around a line."""
        wanted = margin(number, seen.seen == 1)
        first, at = self._above(number, start, wanted.above)
        run_at = self._run_at - self._origin
        if self._pieces.last < self._run < first and start - ABOVE <= run_at:
            first, at = self._run, run_at
        self._keep(first, at, number, end)
        self._fill(number - wanted.above, start)
        self._wanted = max(self._wanted, number + wanted.below)
        self._until = max(self._until, self._wanted)

    def _above(self, number: int, at: int, count: int) -> tuple[int, int]:
        """Number and index of the line that is ``count`` lines above, or the first one in reach that is not kept."""
        kept = self._pieces.end - self._origin
        floor = max(0, kept, at - ABOVE)
        while count and at > floor and number > self._pieces.last + 1:
            at = self._buffer.rfind(b"\n", floor, at - 1) + 1 or floor
            number -= 1
            count -= 1
        if at == floor and floor != kept and self._buffer[floor - 1 : floor] != b"\n" and self._origin + floor:
            at = self._buffer.find(b"\n", at) + 1  # the first line in reach has lost its beginning
            number += 1
        return number, at

    def _keep(self, first: int, at: int, last: int, end: int) -> None:
        """Keep the lines ``first`` to ``last``, from one index to the other, and what is pending before them."""
        if last <= self._pieces.last:
            return
        self._advance(first - 1, at)
        self._pieces.add(first, bytes(self._view[at:end]), last, self._origin + end)
        self._take_back(first, last)

    def _take_back(self, first: int, last: int) -> None:
        """Lines that were left out are kept after all."""
        later: list[tuple[int, _Seen]] = []
        while self._recent and self._recent[-1][0] >= first:
            number, seen = self._recent.pop()
            if number > last:
                later.append((number, seen))
                continue
            seen.left_out -= 1
            self._mark(number, seen)
        self._recent.extend(reversed(later))

    def _fill(self, least: int, start: int) -> None:
        """Keep what is left out between the pieces from line ``least`` on: the trace that ends here is a new one."""
        floor = max(0, start - ABOVE)
        for gap in self._pieces.gaps(least):
            at = end = gap.end - self._origin
            first = gap.last + 1
            while first > max(gap.first, least) and at > max(floor, gap.start - self._origin):
                before = self._buffer.rfind(b"\n", floor, at - 1) + 1
                if before <= floor and floor:
                    break  # it may have lost its beginning
                at, first = before, first - 1
            if at < end:
                self._pieces.fill(gap, first, bytes(self._view[at:end]))
                self._take_back(first, gap.last)
            if first > gap.first:
                return

    def _advance(self, last: int, stop: int) -> None:
        """Keep the lines that a window still wants, up to line ``last``, which ends at an index."""
        until, place = min(self._until, last), self._pieces.last
        if until <= place:
            return
        at = end = self._pieces.end - self._origin
        if until == last:
            end = stop
        else:
            for _ in range(until - place):
                end = self._buffer.find(b"\n", end, stop) + 1
        self._pieces.add(place + 1, bytes(self._view[at:end]), until, self._origin + end)

    def _begin_long_line(self) -> None:
        """The first fields of an object are kept for its parts; of other text the beginning, if a window wants it."""
        end = self._scan + AROUND
        head = bytes(self._view[self._scan : end])
        self._fields = fields_of(head)
        self._fields_end = self._origin + self._scan + len(self._fields)
        self._told = False
        if self._until >= self._number and not self._fields:
            self._pieces.add_part(self._number, head, self._origin + end, head=True)

    def _search_slices(self) -> bool:
        """Search a long line, as far as it is there; whether its end was reached."""
        end = self._buffer.find(b"\n", self._scan, self._end)
        known = end if end >= 0 else self._end
        while end >= 0 or known - self._scan > LONG + AROUND:
            stop = min(self._scan + LONG, known)
            self._search_slice(stop, known)
            self._scan = stop
            if stop == known:
                break
        if end < 0:
            return False
        if self._fields and not self._told:
            self._pieces.add_part(self._number, self._fields + b"}", self._origin + end)
        self._scan, self._long = end + 1, False
        self._pieces.skip(self._number, self._origin + self._scan)
        self._number += 1
        return True

    def _search_slice(self, stop: int, known: int) -> None:
        back = max(0, self._scan - _WORD)
        done = max(self._scan, self._pieces.end - self._origin)  # a part may reach over from the slice before
        for hit in self._engine.hits(self._view[back:stop]):
            hit += back
            if hit < done:
                continue
            line = bytes(self._view[max(0, hit - 60) : min(known, hit + 200)])
            seen = self._met(line, self._number)
            if seen.seen <= EXAMPLES and not self._enough:
                if self._origin + hit < self._fields_end:
                    continue  # they stand in each part
                start = max(0, hit - AROUND, self._pieces.end - self._origin)
                around = bytes(self._view[start : min(known, hit + AROUND)])
                part, length = part_of(self._fields, around, hit - start)
                done = start + length
                self._told = True
                self._pieces.add_part(self._number, part, self._origin + done)
                self._mark(self._number, seen)
            else:
                seen.left_out += 1

    def _flush(self) -> None:
        """Hand out what is kept so far."""
        repeats: dict[int, Repeat] = {}
        for number, seen in self._hits:
            repeat = seen.repeat(seen.left_out / seen.kept)
            if number not in repeats or repeat.share < repeats[number].share:  # parts of one long line: the rarest
                repeats[number] = repeat
        done = {id(seen) for _, seen in self._hits}
        later = tuple(
            (seen.example, seen.repeat(seen.left_out))
            for seen in self._seen.values()
            if seen.left_out and id(seen) not in done
        )
        for seen in self._seen.values():
            seen.kept = seen.left_out = 0
        self._hits.clear()
        self._recent.clear()
        self._enough = self._sink(Excerpt(self._pieces.stretches(), repeats, later))
        self._pieces.clear()
