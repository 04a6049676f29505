"""Text in, report out. Read this file first.

``bytes → Line → LogEntry → TraceEvent → Evidence → Match → Diagnosis → Report → text``
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.model.lines import Line, Skipped
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Diagnosis, Report, Unrecognised


def diagnose_sources(sources: Iterable[Sequence[Line]], known: PlaybookSet, skipped: Sequence[Skipped] = ()) -> Report:
    """The report on several inputs; the diagnoses of each keep their order, the inputs theirs."""
    diagnoses: list[Diagnosis] = []
    unrecognised: list[Unrecognised] = []
    for lines in sources:
        report = diagnose_lines(lines, known)
        diagnoses += report.diagnoses
        unrecognised += report.unrecognised
    return Report(tuple(diagnoses), tuple(unrecognised), tuple(skipped))


def diagnose_lines(lines: Sequence[Line], known: PlaybookSet) -> Report:
    """The report on one input's lines. Never raises for any text."""
    from diagnose.logformats import entries
    from diagnose.matching.decide import decide
    from diagnose.tracebacks import events
    from diagnose.tracebacks.fingerprint import fingerprint

    if not lines:
        return Report((), (), ())
    records = entries(lines)
    verdict = decide(lines[0].source, records, events(records), known, fingerprint)
    return Report(verdict.diagnoses, verdict.unrecognised, ())
