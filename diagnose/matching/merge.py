"""Reports on the parts of one long log as one report: a fault that several of them have is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from diagnose.matching.faults import wording
from diagnose.model.lines import Skipped, Span
from diagnose.model.repeats import Repeat, Repeats
from diagnose.model.report import Diagnosis, Report, Status, Unrecognised
from diagnose.model.versions import Remark

Found = Diagnosis | Unrecognised
Key = tuple[str, str, str]
One = TypeVar("One", Diagnosis, Unrecognised)

MOST = 500
"""Distinct faults of one log that are kept, of those that are known and of those that are not."""
_MOST_LINES = 50_000
"""Lines of faults that are remembered, for repeats that are counted later."""


class Merged:
    """Gathers the reports on the parts of a log, in its order."""

    def __init__(self) -> None:
        self._diagnoses: dict[Key, Diagnosis] = {}
        self._unrecognised: dict[Key, Unrecognised] = {}
        self._lines: dict[int, Key] = {}
        self._parts = 0
        self._source = ""
        self._left_out = 0
        self._remarks: dict[str, Remark] = {}

    @property
    def full(self) -> bool:
        """Whether there are more distinct faults than are kept."""
        return self._left_out > 0

    def add(self, report: Report, repeats: Repeats, later: Iterable[tuple[int, Repeat]]) -> None:
        """The report on the next part, and what repeats lines of it and of earlier parts."""
        self._parts += 1
        for remark in report.remarks:
            self._remarks.setdefault(remark.id, remark)
        for line, repeat in later:
            self._count(line, repeat)
        for diagnosis in report.diagnoses:
            self._put(self._diagnoses, diagnosis, (diagnosis.playbook.id, *_words(diagnosis)), repeats)
        for unknown in report.unrecognised:
            self._put(self._unrecognised, unknown, ("", *_words(unknown)), repeats)

    def report(self) -> Report:
        """All parts as one; where there was only one, that one's."""
        diagnoses = list(self._diagnoses.values())
        if self._parts > 1:
            diagnoses.sort(key=_place)
        skipped = (Skipped(self._source, _many(self._left_out)),) if self._left_out else ()
        remarks = tuple(self._remarks.values())
        return Report(tuple(diagnoses), tuple(self._unrecognised.values()), skipped, remarks=remarks)

    def _put(self, found: dict[Key, One], fault: One, key: Key, repeats: Repeats) -> None:
        self._source = fault.span.source
        if key in found:
            found[key] = _both(found[key], fault)
        elif len(found) < MOST:
            found[key] = fault
        else:
            self._left_out += 1
            return
        for place in fault.places:
            told = min((line for line in _lines(place, repeats)), key=lambda line: repeats[line].seen, default=None)
            if told is not None and len(self._lines) < _MOST_LINES:
                self._lines[told] = key

    def _count(self, line: int, repeat: Repeat) -> None:
        key = self._lines.get(line)
        if key in self._diagnoses:
            self._diagnoses[key] = _more(self._diagnoses[key], line, repeat)
        elif key in self._unrecognised:
            self._unrecognised[key] = replace(
                self._unrecognised[key], occurrences=self._unrecognised[key].occurrences + round(repeat.share)
            )


def _lines(span: Span, repeats: Repeats) -> Iterable[int]:
    return (line for line in islice(range(span.first_line, span.last_line + 1), 1000) if line in repeats)


def _words(fault: Found) -> tuple[str, str]:
    return fault.exception.short_type, wording(fault.exception)


def _both(one: One, other: One) -> One:
    """One fault that two parts have."""
    total = one.occurrences + other.occurrences
    if not isinstance(one, Diagnosis) or not isinstance(other, Diagnosis):
        return replace(one, occurrences=total, last_seen=other.last_seen)
    failed = Status.FAILED in (one.status, other.status)
    return replace(
        one,
        occurrences=total,
        last_seen=other.last_seen,
        last_span=other.last_span,
        status=Status.FAILED if failed else other.status,
        fallout=(*one.fallout, *other.fallout)[:MOST],
    )


def _more(one: Diagnosis, line: int, repeat: Repeat) -> Diagnosis:
    """A fault with repeats that came after the part in which it stands."""
    moved = repeat.last - line
    span = Span(one.span.source, one.span.first_line + moved, one.span.last_line + moved)
    last = span if span.first_line > one.last_span.first_line else one.last_span
    return replace(one, occurrences=one.occurrences + round(repeat.share), last_span=last)


_ORDER = {Status.FAILED: 0, Status.RECOVERED: 1, Status.HARMLESS: 2}


def _place(diagnosis: Diagnosis) -> tuple[int, bool, int]:
    return _ORDER[diagnosis.status], diagnosis.playbook.severity != "error", diagnosis.span.first_line


def _many(count: int) -> str:
    return f"holds more than {MOST} distinct faults: the {count:,} next ones are not listed, nor what comes after them."


__all__: Sequence[str] = ["MOST", "Merged"]
