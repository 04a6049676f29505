"""Several logs that still grow, and what is told of them. Bytes and time in, events out: nothing here waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.live.follow.gate import Gate, Hits
from diagnose.live.follow.moment import Moment
from diagnose.live.follow.tally import Tally
from diagnose.live.follow.watch import Diagnose, Sighting, Watch
from diagnose.model.following import Summary, Told


class Follow:
    """Tells each fault once, when it is complete; then that it came again; at the end the sum.

    ``diagnose`` gives the report on some lines, ``hits`` where words of errors stand in UTF-8 text. Memory does not
    grow with the logs.
    """

    def __init__(self, sources: Sequence[str], diagnose: Diagnose, hits: Hits, started: Moment) -> None:
        self._diagnose = diagnose
        self._gate = Gate(hits)
        self._started = started
        self._tally = Tally()
        self._watches = {source: self._watch(source) for source in sources}
        self._lines = 0
        self._interrupted = False

    def skip(self, source: str, data: bytes, now: Moment) -> int:
        """Bytes that stand in a log already and are not to be told; how many lines it has by now."""
        self._watches[source].skip(data, now)
        return self._watches[source].lines

    def feed(self, source: str, data: bytes, now: Moment, old: bool = False) -> list[Told]:
        """The next bytes of a log; ``old`` where they stood in it before it was followed."""
        return self._noted(self._watches[source].feed(data, now, old), now)

    def tick(self, now: Moment) -> list[Told]:
        """Time has passed."""
        told = [one for watch in self._watches.values() for one in self._noted(watch.tick(now), now)]
        return told + list(self._tally.tick(now))

    def end(self, source: str, now: Moment) -> list[Told]:
        """A log has ended: a pipe was closed, or another file has taken its place. What comes next is its line 1."""
        watch = self._watches[source]
        found = watch.finish(now)
        self._lines += watch.lines
        self._watches[source] = self._watch(source)
        return self._noted(found, now)

    def interrupt(self) -> None:
        """The user ends it, and maybe the programs with it: that they were interrupted is no fault from now on."""
        self._interrupted = True

    def finish(self, now: Moment) -> list[Told]:
        """The end of all of them: what was not complete yet, and the sum."""
        told = [one for source in self._watches for one in self.end(source, now)]
        sources, faults = tuple(self._watches), self._tally.faults()
        return [*told, Summary(faults, sources, self._lines, self._started.wall, now.wall, self._tally.forgotten)]

    def _noted(self, sightings: Iterable[Sighting], now: Moment) -> list[Told]:
        wanted = (one for one in sightings if not (self._interrupted and _is_interruption(one)))
        noted = (self._tally.note(sighting, now) for sighting in wanted)
        return [one for one in noted if one is not None]

    def _watch(self, source: str) -> Watch:
        return Watch(source, self._diagnose, self._gate, self._tally.knows)


def _is_interruption(sighting: Sighting) -> bool:
    return sighting.fault.exception.short_type in ("KeyboardInterrupt", "CancelledError")
