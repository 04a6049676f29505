"""Which faults were told, how often each has come, and when that is worth a line. Bounded, however long it runs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import field

from diagnose.live.follow.moment import Moment
from diagnose.live.follow.settling import Fault
from diagnose.live.follow.watch import Sighting
from diagnose.model.dataclass import dataclass
from diagnose.model.following import Again, Found, Known, Place, Tallied
from diagnose.model.report import Diagnosis
from diagnose.tracebacks.fingerprint import masked

MOST = 1_000
"""Faults that are remembered; the one that was seen the longest ago makes room."""
_MOST_KEYS = 16
"""Names under which one fault is known again."""
REMIND = 300.0
"""Seconds after which a fault that goes on coming is told of again, however many there were."""

Key = tuple[str, ...]


@dataclass
class _Entry:
    known: Known
    occurrences: int
    first: Place
    last: Place
    said: int
    said_at: float
    keys: set[Key] = field(default_factory=set)


class Tally:
    """The faults of all logs that are followed together: the same error in two of them is one."""

    def __init__(self) -> None:
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._numbers: dict[Key, int] = {}
        self._told = 0

    @property
    def forgotten(self) -> int:
        """How many faults were told that are not remembered any more."""
        return self._told - len(self._entries)

    def knows(self, fault: Fault) -> bool:
        """Whether the fault was told."""
        return self._number(fault) is not None

    def note(self, sighting: Sighting, now: Moment) -> Found | Again | None:
        """What is to be said of a sighting; None where it is one repetition among many."""
        number = self._number(sighting.fault)
        if number is None and sighting.echo_of is not None:
            echoed = self._number(sighting.echo_of)
            if echoed is not None:
                self._name(self._entries[echoed], sighting.fault)
            return None
        if number is None:
            return self._new(sighting, now)
        entry = self._entries[number]
        self._entries.move_to_end(number)
        self._name(entry, sighting.fault)
        entry.occurrences += sighting.occurrences
        entry.last = sighting.last
        return self._say(entry, now) if _step(entry.occurrences) > _step(entry.said) else None

    def tick(self, now: Moment) -> list[Again]:
        """Reminders of faults that went on coming without a word."""
        return [
            self._say(entry, now)
            for entry in self._entries.values()
            if entry.occurrences > entry.said and now.steady - entry.said_at >= REMIND
        ]

    def faults(self) -> tuple[Tallied, ...]:
        """All faults that are remembered, in the order in which they were told."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.known.number)
        return tuple(Tallied(entry.known, entry.occurrences, entry.first, entry.last) for entry in entries)

    def _number(self, fault: Fault) -> int | None:
        return next((self._numbers[key] for key in _keys(fault) if key in self._numbers), None)

    def _new(self, sighting: Sighting, now: Moment) -> Found:
        self._told += 1
        fault, place = sighting.fault, sighting.first
        known = _in_short(self._told, fault)
        entry = _Entry(known, sighting.occurrences, place, sighting.last, sighting.occurrences, now.steady)
        self._entries[known.number] = entry
        self._name(entry, fault)
        if len(self._entries) > MOST:
            _, oldest = self._entries.popitem(last=False)
            for key in oldest.keys:
                del self._numbers[key]
        return Found(known, fault, sighting.occurrences, place)

    def _name(self, entry: _Entry, fault: Fault) -> None:
        for key in _keys(fault):
            if key not in self._numbers and len(entry.keys) < _MOST_KEYS:
                entry.keys.add(key)
                self._numbers[key] = entry.known.number

    @staticmethod
    def _say(entry: _Entry, now: Moment) -> Again:
        entry.said, entry.said_at = entry.occurrences, now.steady
        return Again(entry.known, entry.occurrences, entry.last)


def _in_short(number: int, fault: Fault) -> Known:
    if isinstance(fault, Diagnosis):
        return Known(number, fault.playbook.id, fault.playbook.title, fault.fingerprint)
    return Known(number, None, fault.exception.type or fault.exception.message[:200], fault.fingerprint)


def _keys(fault: Fault) -> tuple[Key, ...]:
    """Names of a fault, equal for the same error again: its fingerprint; its type and words, wherever it was raised."""
    name = fault.playbook.id if isinstance(fault, Diagnosis) else ""
    raised = fault.exception
    return (name, fault.fingerprint), (name, raised.short_type, masked(raised.message))


def _step(count: int) -> int:
    """How many of 2, 10, 100, 1000 … a count has reached."""
    return len(str(count)) if count >= 10 else min(count, 2) - 1
