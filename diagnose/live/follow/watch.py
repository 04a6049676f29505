"""One log that still grows: when to look, how far around, and which faults are complete. Bytes and time in, faults out.

Most of a log is never parsed: lines without any word of an error only pass by. Where there is one, the lines around it
are looked at when a second has passed or enough lines have followed. What is found there is told once, when nothing
more comes to it; where that is a fault that was not told yet, it is diagnosed again with all that is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from diagnose.live.follow.gate import Gate, HotLine, without_escapes
from diagnose.live.follow.incoming import Incoming
from diagnose.live.follow.moment import Moment
from diagnose.live.follow.recent import BYTES, LINES, Block, Range, Recent, joined, meets
from diagnose.live.follow.settling import Extent, Fault, cut_of, echoes, extents_of, faults_of
from diagnose.model.dataclass import dataclass
from diagnose.model.following import Place
from diagnose.model.lines import Line, Span
from diagnose.model.report import Report

QUIET = 1.0
"""Seconds without more after which a fault is complete."""
PATIENCE = 10.0
"""The same where it is cut off: frames without an exception, or a line behind it that has no end yet."""
MURMUR = 5.0
"""The same while words of errors go on coming: what stands apart now may be one when the rest is there."""
TAIL = 3.0
"""Seconds after the last words of an error in it: a message has no end mark, and what a program prints after it may be
taken for its lines for ever."""
AFTER = 400
"""Lines behind a fault after which it is complete, however soon they come."""
AROUND = 40
"""Lines before and behind the words of an error that are looked at first."""
_NEAR_END = 3
_PAUSE = 0.1
"""Seconds at least from one look to the next."""
_COARSE, _FINE = 64 << 10, 4 << 10

Diagnose = Callable[[Sequence[Line]], Report]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A fault that is complete: how often it has come since the last look, and where.

    ``echo_of`` is a known fault that it only tells in other words, right beside each of its places.
    """

    fault: Fault
    occurrences: int
    first: Place
    last: Place
    spans: tuple[Span, ...] = ()
    echo_of: Fault | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look finds: the faults that are complete, and the last line of them; the line before which everything
    is complete (None: all of it is), and the steady second at which more will be; all lines of faults."""

    sightings: tuple[Sighting, ...]
    told: int
    cut: int | None
    due: float
    faults: Sequence[Range]


class Watch:
    """What is known of one log: its last lines, and up to where everything has been told."""

    def __init__(self, source: str, diagnose: Diagnose, gate: Gate, known: Callable[[Fault], bool]) -> None:
        self._diagnose = diagnose
        self._gate = gate
        self._known = known
        self._incoming = Incoming()
        self._recent = Recent(source)
        self._told = 0
        self._pending: int | None = None  # the first line of what is not complete, None where nothing waits
        self._due = 0.0
        self._fed = 0.0
        self._hot: Block | None = None

    @property
    def lines(self) -> int:
        """How many whole lines there were."""
        return self._recent.next - 1

    def skip(self, data: bytes, now: Moment) -> None:
        """What stands in the log already and is not to be told: it is remembered as what stood before."""
        for part in _parts(self._incoming.feed(data), _COARSE):
            self._recent.add(part, now, old=True)
            self._recent.trim(self._recent.next)
        self._told = self._recent.last

    def feed(self, data: bytes, now: Moment, old: bool = False) -> list[Sighting]:
        """The next bytes; ``old`` where they stood in the log before it was followed."""
        self._fed = now.steady
        return self._take(self._incoming.feed(data), now, old) + self.tick(now)

    def tick(self, now: Moment) -> list[Sighting]:
        """Time has passed."""
        found: list[Sighting] = []
        if now.steady >= self._fed + QUIET:
            found += self._take(self._incoming.settle(), now, old=False)
        if now.steady >= self._fed + PATIENCE and self._incoming.waiting and self._pending is not None:
            found += self._take(self._incoming.rest(), now, old=False)  # the end that a fault waits for
        if self._pending is not None and now.steady >= self._due:
            found += self._look(now)
        return found

    def finish(self, now: Moment) -> list[Sighting]:
        """Nothing more will come: what is there is complete."""
        found = self._take(self._incoming.rest(), now, old=False)
        return found + (self._look(now, final=True) if self._pending is not None else [])

    def _take(self, data: bytes, now: Moment, old: bool) -> list[Sighting]:
        found: list[Sighting] = []
        for part, hot in self._gated(without_escapes(data)):
            block = self._recent.add(part, now, hot, old)
            if hot:
                self._hot = block
            if self._hot is not None and self._goes_on(block, self._hot) and self._pending is None:
                self._pending, self._due = self._hot.first, now.steady + QUIET
            self._due = min(self._due, now.steady + QUIET)
            if self._pending is not None and self._fills(self._pending):
                found += self._look(now)
            self._recent.trim(self._recent.next if self._pending is None else self._pending)
        return found

    def _gated(self, data: bytes) -> Iterator[tuple[bytes, list[HotLine]]]:
        """The lines in parts with their hot ones; where there are any, the parts are small."""
        for part in _parts(data, _COARSE):
            hot, start = self._gate.hot(part), 0
            for fine in _parts(part, _FINE) if hot else (part,):
                end = start + len(fine)
                yield fine, [(at - start, shape) for at, shape in hot if start <= at < end]
                start = end

    @staticmethod
    def _goes_on(block: Block, hot: Block) -> bool:
        """Whether lines may belong to what the last words of an error have begun."""
        return block.arrived.steady - hot.arrived.steady <= PATIENCE and block.first - hot.last <= AFTER

    def _fills(self, line: int) -> bool:
        """Whether the lines from one on take up all that may be remembered."""
        return self._recent.next - line > LINES or self._recent.size_from(line) > BYTES

    def _look(self, now: Moment, final: bool = False) -> list[Sighting]:
        """The faults that are complete by now; and when to look again."""
        assert self._pending is not None
        everything = [(self._recent.first, self._recent.last)]
        near = self._near(self._pending)
        seen = self._seen(near, now, final)
        if near != everything and not all(self._known(one.fault) for one in seen.sightings):
            seen = self._seen(everything, now, final)
        looked_from, self._told = self._pending, seen.told
        self._pending, self._due = seen.cut, max(seen.due, now.steady + _PAUSE)
        if seen.cut is None and not final and self._hot is not None and self._may_go_on(self._hot, now):
            self._pending, self._due = self._hot.first, self._hot.arrived.steady + QUIET
        self._learn(looked_from, seen.faults)
        return [self._echo(one, seen.sightings) for one in seen.sightings]

    def _echo(self, sighting: Sighting, others: Sequence[Sighting]) -> Sighting:
        """The sighting as an echo of a known fault of its class, where it is one."""
        if not self._known(sighting.fault):
            for other in others:
                if self._known(other.fault) and echoes(sighting.fault, sighting.spans, other.fault, other.spans):
                    return replace(sighting, echo_of=other.fault)
        return sighting

    def _may_go_on(self, hot: Block, now: Moment) -> bool:
        """Whether the last words of an error are so new that what they begin may not be there yet."""
        return hot.arrived.steady + QUIET > now.steady and self._recent.last - hot.last < AFTER

    def _near(self, pending: int) -> list[Range]:
        """What to look at first: the words of errors with what is around them, and the end."""
        first, last = self._recent.first, self._recent.last

        def above(line: int) -> int:
            start = max(first, line - AROUND)
            return self._told + 1 if start <= self._told < line else start  # half of a fault would pass for this one

        around = [(above(line), min(last, line + AROUND)) for line, _ in self._recent.hot_from(pending)]
        if last - pending <= AFTER:
            around.append((above(pending), last))
        return joined(around)

    def _seen(self, ranges: Sequence[Range], now: Moment, final: bool) -> _Seen:
        """What stands in some of the lines and was not told."""
        faults = faults_of(self._diagnose(self._recent.lines(ranges)))
        extents = extents_of(faults)
        new = [one for one in extents if one.span.first_line > self._told]
        times = {one: self._settles(one) for one in new}
        late = [time for time in times.values() if time > now.steady]
        cut = None if final else cut_of(new, lambda one: times[one] <= now.steady)
        if cut is not None and self._fills(cut):
            cut = None
        told = max((one.span.last_line for one in new if _before(one.span, cut)), default=self._told)
        sightings = (self._sighting(fault, cut) for fault in faults)
        found = tuple(one for one in sightings if one is not None)
        return _Seen(found, told, cut, min(late, default=0.0), joined([_range(one.span) for one in extents]))

    def _learn(self, first: int, faults: Sequence[Range]) -> None:
        """Which words of errors were none, in the lines from one on that will not be looked at again."""
        for line, shape in self._recent.hot_from(first):
            if self._pending is None or line < self._pending:
                self._gate.learn(shape, in_faults=meets(faults, line, line))

    def _settles(self, extent: Extent) -> float:
        """The steady second at which it is complete if nothing comes to it."""
        behind = self._recent.last - extent.span.last_line
        if behind >= AFTER:
            return 0.0
        cut_off = extent.open or (self._incoming.waiting and behind < _NEAR_END)
        arrived = self._recent.block_of(extent.span.last_line).arrived.steady
        if cut_off:
            return arrived + PATIENCE
        own = self._recent.last_hot(*_range(extent.span))
        stated = own.arrived.steady if own is not None else arrived
        words = self._hot.arrived.steady if self._hot is not None else stated
        return max(min(arrived + QUIET, stated + TAIL), min(words + QUIET, stated + MURMUR))

    def _sighting(self, fault: Fault, cut: int | None) -> Sighting | None:
        """The fault with its occurrences that were not told, None where there are none."""
        new = [span for span in fault.places or (fault.span,) if span.first_line > self._told and _before(span, cut)]
        if not new:
            return None
        new.sort(key=lambda span: span.first_line)
        return Sighting(fault, len(new), self._place(new[0]), self._place(new[-1]), tuple(new))

    def _place(self, span: Span) -> Place:
        block = self._recent.block_of(span.last_line)
        return Place(span.source, span.first_line, None if block.old else block.arrived.wall)


def _range(span: Span) -> Range:
    return span.first_line, span.last_line


def _before(span: Span, cut: int | None) -> bool:
    return cut is None or span.last_line < cut


def _parts(data: bytes, size: int) -> Iterator[bytes]:
    """The lines in parts of about such a size; a longer line is a part of its own."""
    at = 0
    while at < len(data):
        end = data.rfind(b"\n", at, at + size) + 1 or data.find(b"\n", at + size) + 1 or len(data)
        if len(data) - at <= size:
            end = len(data)
        yield data[at:end]
        at = end
