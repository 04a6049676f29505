"""From what a program printed and how it ended to one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.errors import DoctorError
from diagnose.live.program.kills import statement
from diagnose.model.ending import Ending
from diagnose.model.lines import ENDING, Skipped, Span
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Candidate, Diagnosis, Report, Unrecognised
from diagnose.pipeline import Reading

_OURS = "CRITICAL:autogen-doctor:"
"""A record's head of our own, so that what we add is part of nothing that the program was in the middle of."""


class Verdict:
    """Takes in what is printed, and says at the end what it was."""

    def __init__(self, name: str, known: PlaybookSet) -> None:
        self._name, self._known = name, known
        self._reading = Reading(name, known)
        self._unreadable = ""

    def take(self, data: bytes) -> None:
        """The next piece of the output."""
        if self._unreadable:
            return
        try:
            self._reading.feed(data)
        except DoctorError as error:
            self._unreadable = str(error)

    def report(self, ending: Ending) -> Report:
        """The report; what it rests on beside the output has the source ``ENDING``."""
        said = statement(ending)
        if said is not None:
            self.take(f"{chr(10) if ending.open_line else ''}{_OURS}{said}\n".encode())
        report, lines = self._read(ending, said)
        return settled(report, lines, ending)

    def _read(self, ending: Ending, said: str | None) -> tuple[Report, int]:
        """The report as read, and how many of the lines it speaks of were the program's."""
        try:
            if self._unreadable:
                raise DoctorError(self._unreadable)
            report = self._reading.report()
            return report, self._reading.lines - (said is not None)
        except DoctorError as error:
            skipped = (Skipped(self._name, str(error)),) if ending.printed else ()
        if said is None:
            return Report((), (), skipped), 0
        alone = Reading(self._name, self._known)
        alone.feed(f"{_OURS}{said}\n".encode())
        return replace(alone.report(), skipped=skipped), 0


def settled(report: Report, lines: int, ending: Ending) -> Report:
    """The report with what stands beyond the program's own lines marked as ours, and without what came of being asked
    to end."""
    asked = ending.asked is not None and ending.timeout is None
    last = lines - ending.since_asked if asked else lines + 1
    diagnoses = [_settled(one, lines) for one in report.diagnoses if one.span.first_line <= last]
    unknown = [
        one
        for one in report.unrecognised
        if one.span.first_line <= min(last, lines) and not (asked and _interrupted(one))
    ]
    return replace(report, diagnoses=tuple(diagnoses), unrecognised=tuple(unknown), ending=ending)


def _interrupted(fault: Unrecognised) -> bool:
    """Whether a fault is only that somebody pressed Ctrl-C."""
    return fault.exception.short_type == "KeyboardInterrupt"


def _settled(diagnosis: Diagnosis, lines: int) -> Diagnosis:
    if diagnosis.last_span.last_line <= lines and not any(
        span.last_line > lines for candidate in diagnosis.candidates for span in _spans(candidate)
    ):
        return diagnosis
    raised = diagnosis.exception
    return replace(
        diagnosis,
        span=_placed(diagnosis.span, lines),
        decisive=_placed(diagnosis.decisive, lines),
        last_span=_placed(diagnosis.last_span, lines),
        exception=replace(raised, span=_placed(raised.span, lines), head=_placed(raised.head, lines)),
        candidates=tuple(_candidate(one, lines) for one in diagnosis.candidates),
        fallout=tuple(_placed(span, lines) for span in diagnosis.fallout),
        answered=tuple(replace(one, span=_placed(one.span, lines) if one.span else None) for one in diagnosis.answered),
    )


def _spans(candidate: Candidate) -> Sequence[Span]:
    return [evidence.span for evidence in candidate.evidence if evidence.span is not None]


def _candidate(candidate: Candidate, lines: int) -> Candidate:
    evidence = (replace(one, span=_placed(one.span, lines) if one.span else None) for one in candidate.evidence)
    return replace(candidate, evidence=tuple(evidence))


def _placed(span: Span, lines: int) -> Span:
    """The span as it is to be shown: beyond the program's lines stands what we added, and one across is cut there."""
    if span.first_line > lines:
        return Span(ENDING, 1, 1)
    return replace(span, last_line=min(span.last_line, lines))
