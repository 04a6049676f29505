"""Text in, report out. Read this file first.

``bytes → Line → LogEntry → TraceEvent → Evidence → Match → Diagnosis → Report → text``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnose.intake import Intake
from diagnose.model.lines import Line, Skipped
from diagnose.model.playbook import PlaybookSet
from diagnose.model.repeats import Repeats
from diagnose.model.report import Diagnosis, Report, Unrecognised

if TYPE_CHECKING:
    from diagnose.condensed import Condensed
    from diagnose.model.versions import Remark
    from diagnose.prefilter.excerpt import Excerpt
    from diagnose.streams import Stream

Progress = Callable[[int], None]
"""Is told how many bytes of an input have been read so far."""


SMALL = 1 << 20
"""Bytes up to which an input is parsed as a whole. Of a longer one only what may belong to an error is."""


class Reading(Intake):
    """One input on its way through: bytes in, whole or in pieces of any size, and its report out.

    ``whole`` parses every line of it, however long that takes and however much memory (up to 2 GiB of input).
    ``keep`` keeps the lines that were parsed in ``stretches``: all of a small log, those near an error of a long one.
    ``small`` and ``engine`` (``hyperscan``, ``re2``) are there for tests.
    """

    def __init__(
        self,
        name: str,
        known: PlaybookSet,
        *,
        whole: bool = False,
        keep: bool = False,
        small: int = SMALL,
        engine: str = "",
    ) -> None:
        self._name = name
        self._known = known
        self._whole = whole
        self._engine = engine
        self._held = bytearray(small)
        self._size = 0
        self._is_long = False
        self._condensed: Condensed | None = None
        self._keep = keep
        self.stretches: list[Sequence[Line]] = []

    def room(self) -> memoryview:
        """Where the next bytes may be written; never empty. ``took`` says how many they were."""
        if self._condensed is not None:
            return self._condensed.room()
        if self._size == len(self._held):
            self._outgrown()
            return self.room()
        return memoryview(self._held)[self._size :]

    def took(self, count: int) -> None:
        """So many bytes were written into ``room()``."""
        if self._condensed is not None:
            self._condensed.took(count)
        else:
            self._size += count

    @property
    def lines(self) -> int:
        """How many lines were fed, one without an end among them, once the report is made."""
        if self._condensed is not None:
            return self._condensed.lines
        held, size = self._held, self._size
        return held.count(b"\n", 0, size) + (size > 0 and held[size - 1 : size] != b"\n")

    def report(self) -> Report:
        """The report on what was fed. Raises InputError where that is no text."""
        from diagnose.input import unpacked_source_of

        if self._condensed is not None:
            return self._condensed.report()
        data = bytes(memoryview(self._held)[: self._size])
        lines = unpacked_source_of(data, self._name).lines
        self.stretches += [lines] if self._keep else []
        return diagnose_lines(lines, self._known, near=self._is_long)

    def _outgrown(self) -> None:
        """The input is no small one."""
        self._is_long = True
        from diagnose.condensed import Condensed
        from diagnose.input import refuse_binary
        from diagnose.prefilter import triggers_of
        from diagnose.streams import MAX_BYTES, InputError

        triggers = triggers_of(self._known)
        if triggers.complete and not self._whole:
            head = bytes(self._held)
            refuse_binary(head, self._name)
            self._condensed = Condensed(self._name, triggers, self._diagnose, self._engine, head)
            self._condensed.feed(head)
            self._held = bytearray()
        elif self._size >= MAX_BYTES:
            raise InputError(f"{self._name} is too long to be parsed as a whole: cut out the part around the error.")
        else:
            self._held = self._held + bytearray(max(len(self._held), 1))

    def _diagnose(self, excerpt: Excerpt) -> Report:
        self.stretches += excerpt.stretches if self._keep else []
        return _diagnosed(excerpt.stretches, self._known, excerpt.repeats, near=True)


def diagnose_file(path: str, known: PlaybookSet, progress: Progress | None = None, *, whole: bool = False) -> Report:
    """The report on a file, or on standard input for ``-``. Raises InputError where it cannot be read."""
    from diagnose.streams import open_stream

    return _diagnose_stream(open_stream(path), known, progress, whole)


def diagnose_bytes(data: bytes, name: str, known: PlaybookSet) -> Report:
    """The report on the bytes of a file, compressed or not. Raises InputError where they are no text."""
    import io

    from diagnose.streams import Stream

    return _diagnose_stream(Stream(name, io.BytesIO(data), len(data)), known, None, False)


def _diagnose_stream(opened: Stream, known: PlaybookSet, progress: Progress | None, whole: bool) -> Report:
    with opened as stream:
        reading = Reading(stream.name, known, whole=whole)
        while count := stream.read_into(reading.room()):
            reading.took(count)
            if progress is not None:
                progress(stream.position)
        report = reading.report()
    if not stream.damage:
        return report
    return replace(report, skipped=(*report.skipped, Skipped(stream.name, stream.damage)))


def joined(reports: Iterable[Report], skipped: Sequence[Skipped] = ()) -> Report:
    """One report on several inputs; the diagnoses of each keep their order, the inputs theirs."""
    diagnoses: list[Diagnosis] = []
    unrecognised: list[Unrecognised] = []
    unread = list(skipped)
    remarks: list[Remark] = []
    for report in reports:
        diagnoses += report.diagnoses
        unrecognised += report.unrecognised
        unread += report.skipped
        remarks += report.remarks
    return Report(tuple(diagnoses), tuple(unrecognised), tuple(unread), remarks=tuple(remarks))


def diagnose_sources(sources: Iterable[Sequence[Line]], known: PlaybookSet, skipped: Sequence[Skipped] = ()) -> Report:
    """The report on the lines of several inputs."""
    return joined((diagnose_lines(lines, known) for lines in sources), skipped)


def diagnose_lines(lines: Sequence[Line], known: PlaybookSet, *, near: bool = False) -> Report:
    """The report on one input's lines. Never raises for any text.

    ``near`` is for the lines of a long log: only those near an error speak about its causes.
    """
    return _diagnosed([lines] if lines else [], known, None, near)


def _diagnosed(stretches: Sequence[Sequence[Line]], known: PlaybookSet, repeats: Repeats | None, near: bool) -> Report:
    """The report on stretches of a log, between which lines are left out that ``repeats`` tells of."""
    from diagnose.logformats import entries
    from diagnose.matching.decide import decide
    from diagnose.playbook.recorded import recorded
    from diagnose.tracebacks import events
    from diagnose.tracebacks.fingerprint import fingerprint

    if not stretches:
        return Report((), (), ())
    records = [entries(lines) for lines in stretches]
    found = [event for some in records for event in events(some)]
    flat = [record for some in records for record in some]
    verdict = decide(stretches[0][0].source, flat, found, known, fingerprint, repeats, _time_of, near, recorded())
    return Report(verdict.diagnoses, verdict.unrecognised, (), remarks=verdict.remarks)


def _time_of(text: str) -> str | None:
    """The time that a line states in front of its words."""
    from diagnose.logformats import entries

    lines = [Line(1, text, "")]
    return next((record.timestamp or record.lines[0].time for record in entries(lines)), None)
