"""The error of a log that a playbook is to be drafted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.authoring.naming import COMMON
from diagnose.errors import DoctorError
from diagnose.logformats import entries
from diagnose.matching.strands import application_frame, strands
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Link, RaisedException, TraceEvent
from diagnose.model.lines import Line, Span
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Diagnosis, Report, Unrecognised
from diagnose.pipeline import Reading
from diagnose.streams import open_stream
from diagnose.tracebacks import events


@dataclass(frozen=True, slots=True)
class Read:
    """A log: its report, and the lines that were parsed, in stretches between which some may be left out."""

    report: Report
    stretches: Sequence[Sequence[Line]]

    def lines(self, span: Span, around: int = 0) -> list[Line]:
        """The lines of an error, and so many before and after it."""
        first, last = span.first_line - around, span.last_line + around
        for stretch in self.stretches:
            if stretch and stretch[0].number <= span.first_line <= stretch[-1].number:
                return [line for line in stretch if first <= line.number <= last]
        return []


@dataclass(frozen=True, slots=True)
class Target:
    """An error. ``chain`` are the exceptions of its event, root first; ``recognised`` and ``certainty`` say what knows
    it already."""

    raised: RaisedException
    chain: tuple[RaisedException, ...]
    span: Span
    frame: Frame | None
    recognised: str = ""
    certainty: float = 0.0

    @property
    def line(self) -> int:
        """The line in which it is named."""
        return self.raised.head.first_line


def read_log(path: str, known: PlaybookSet) -> Read:
    """A log as these playbooks see it. Raises InputError where it cannot be read."""
    with open_stream(path) as stream:
        reading = Reading(stream.name, known, keep=True)
        while count := stream.read_into(reading.room()):
            reading.took(count)
        report = reading.report()
    return Read(report, reading.stretches)


def targets(read: Read) -> list[Target]:
    """The errors of a log, those that no playbook knows first, each group in the order of the log."""
    unknown = [_unknown(one, read) for one in read.report.unrecognised]
    known = [_known(one) for one in read.report.diagnoses]
    return [*sorted(unknown, key=lambda one: one.line), *sorted(known, key=lambda one: one.line)]


def chosen(found: Sequence[Target], line: int | None) -> Target:
    """The error at a line, else the first. Raises DoctorError where there is none at that line."""
    if line is None:
        return found[0]
    there = [one for one in found if one.span.first_line <= line <= one.span.last_line]
    if not there:
        lines = ", ".join(str(one.line) for one in sorted(found, key=lambda one: one.line))
        raise DoctorError(f"no error stands at line {line}; there are errors at line {lines}")
    return min(there, key=lambda one: abs(one.line - line))


def inside(target: Target) -> Target:
    """The error that a general one was raised from: its type and its words tell more."""
    at = next((at for at, raised in enumerate(target.chain) if raised is target.raised), 0)
    while at and target.chain[at].link is Link.CAUSE and target.chain[at].short_type in COMMON:
        at -= 1
    told = target.chain[at] if target.chain else target.raised
    if told.short_type in COMMON or not told.type:
        return target
    return replace(target, raised=told, frame=application_frame(target.chain, told) or target.frame)


def _known(diagnosis: Diagnosis) -> Target:
    chain = tuple(raised for raised, _ in diagnosis.chain)
    frame = diagnosis.application_frame
    name, certainty = diagnosis.playbook.id, float(diagnosis.confidence)
    return Target(diagnosis.exception, chain, diagnosis.span, frame, name, certainty)


def _unknown(found: Unrecognised, read: Read) -> Target:
    for event in _events(read, found.span):
        for strand in strands(event):
            for raised in strand.path:
                if raised == found.exception:
                    return inside(Target(raised, strand.path, found.span, found.application_frame))
    return Target(found.exception, (found.exception,), found.span, found.application_frame)


def _events(read: Read, span: Span) -> list[TraceEvent]:
    lines = read.lines(span)
    return events(entries(lines)) if lines else []
