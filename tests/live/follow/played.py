"""Logs played to the rules of following, with a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from diagnose.live.follow.engine import Follow
from diagnose.live.follow.gate import Hits, hits_of
from diagnose.live.follow.moment import Moment
from diagnose.model.following import Again, Found, Summary, Told
from diagnose.model.lines import Line
from diagnose.model.report import Report
from diagnose.pipeline import diagnose_lines
from tests.corpus import SAMPLES, answer, known

NOON = datetime(2025, 1, 1, 12, tzinfo=timezone.utc)
LOG = "app.log"
PLAIN = b"".join(
    b"2025-01-01 12:00:00,123 INFO app.worker: step %d of the plan done\n" % step for step in range(200, 500)
)
FEW = b"".join(PLAIN.splitlines(keepends=True)[:10])


def sample(name: str) -> bytes:
    """The bytes of a sample trace."""
    return (SAMPLES / name).read_bytes()


def trace(message: str = "no seat left", function: str = "book") -> bytes:
    """A traceback that no playbook knows."""
    frames = f'  File "/srv/app/app.py", line 7, in {function}\n    seat = first(seats)\n'
    return f"Traceback (most recent call last):\n{frames}ValueError: {message}\n".encode()


@lru_cache(maxsize=1)
def hits() -> Hits:
    """Where the words of errors are."""
    return hits_of(known())


def at(seconds: float) -> Moment:
    """So many seconds after noon."""
    return Moment(seconds, NOON + timedelta(seconds=seconds))


class Played:
    """A run with its clock; ``told`` is all that it told so far, ``looks`` how many lines each look parsed."""

    def __init__(self, *sources: str) -> None:
        self.clock = 0.0
        self.told: list[Told] = []
        self.looks: list[int] = []
        self.follow = Follow(sources or (LOG,), self._diagnose, hits(), at(0))

    def write(self, data: bytes, source: str = LOG) -> None:
        """Bytes come."""
        self.told += self.follow.feed(source, data, at(self.clock))

    def wait(self, seconds: float) -> None:
        """Time passes, in steps as the program would take them."""
        ends = self.clock + seconds
        while self.clock < ends:
            self.clock = min(ends, self.clock + 0.1)
            self.told += self.follow.tick(at(self.clock))

    def slowly(self, parts: Iterable[bytes], pause: float) -> None:
        """Bytes with a pause behind each part."""
        for part in parts:
            self.write(part)
            self.wait(pause)

    def end(self) -> Summary:
        """Ctrl-C."""
        self.told += self.follow.finish(at(self.clock))
        last = self.told[-1]
        assert isinstance(last, Summary)
        return last

    def found(self) -> list[str]:
        """The faults that were told as new: class, or type, and line."""
        return [f"{_name(one)}:{one.place.line}" for one in self.told if isinstance(one, Found)]

    def again(self) -> list[int]:
        """The counts that were told."""
        return [one.occurrences for one in self.told if isinstance(one, Again)]

    def _diagnose(self, lines: Sequence[Line]) -> Report:
        self.looks.append(len(lines))
        return diagnose_lines(lines, known())


def _name(found: Found) -> str:
    return found.known.playbook or found.known.title


Names = set[tuple[str, str]]


def names(told: Iterable[Told]) -> Names:
    """The faults that were told as new, by class and fingerprint."""
    return {(one.known.playbook or "", one.known.fingerprint) for one in told if isinstance(one, Found)}


def names_of(sample_name: str) -> Names:
    """Those of the answer on the whole file."""
    report = answer(SAMPLES / sample_name)
    known_ones = {(one.playbook.id, one.fingerprint) for one in report.diagnoses}
    return known_ones | {("", one.fingerprint) for one in report.unrecognised}
