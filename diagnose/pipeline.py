"""Text in, report out. Read this file first.

``bytes → Line → LogEntry → TraceEvent → Evidence → Match → Diagnosis → Report → text``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from diagnose.model.lines import Line, Skipped
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Diagnosis, Report, Unrecognised

Progress = Callable[[int], None]
"""Is told how many bytes of an input have been read so far."""


class Reading:
    """One input on its way through: bytes in, whole or in pieces of any size, and its report out."""

    def __init__(self, name: str, known: PlaybookSet) -> None:
        self._name = name
        self._known = known
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """The next bytes of the input, as they are."""
        self._held += data

    def report(self) -> Report:
        """The report on what was fed. Raises InputError where that is no text."""
        from diagnose.input import source_of

        return diagnose_lines(source_of(bytes(self._held), self._name).lines, self._known)


def diagnose_file(path: str, known: PlaybookSet, progress: Progress | None = None) -> Report:
    """The report on a file, or on standard input for ``-``. Raises InputError where it cannot be read."""
    from diagnose.input import STDIN, read_raw

    reading = Reading(STDIN if path == "-" else path, known)
    raw = read_raw(path)
    if progress is not None:
        progress(len(raw))
    reading.feed(raw)
    return reading.report()


def joined(reports: Iterable[Report], skipped: Sequence[Skipped] = ()) -> Report:
    """One report on several inputs; the diagnoses of each keep their order, the inputs theirs."""
    diagnoses: list[Diagnosis] = []
    unrecognised: list[Unrecognised] = []
    for report in reports:
        diagnoses += report.diagnoses
        unrecognised += report.unrecognised
    return Report(tuple(diagnoses), tuple(unrecognised), tuple(skipped))


def diagnose_sources(sources: Iterable[Sequence[Line]], known: PlaybookSet, skipped: Sequence[Skipped] = ()) -> Report:
    """The report on the lines of several inputs."""
    return joined((diagnose_lines(lines, known) for lines in sources), skipped)


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
