"""From the frames of a diagnosis to the user's own files, and from their code to evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from diagnose.evidence.weighing import CHANGED, Read, weighed
from diagnose.matching.strands import own_frames
from diagnose.model.events import TraceEvent
from diagnose.model.lines import Span
from diagnose.model.report import Candidate, Diagnosis, OwnPlace, Patch, Report
from diagnose.sources import Place, Project, Source, State

if TYPE_CHECKING:
    from diagnose.patterns import Hit

_LIKELY = 0.2
"""From this confidence on the change of one's own code is worth showing."""
_MOST_FRAMES = 50
_MOST_FILES = 200
_IMPORTED = 0.8
_ELSEWHERE = 0.5
"""How much code counts that the trace does not run through: in a file that is imported, in one of the project."""


class CodeReader:
    """Reads the source of a project for evidence. ``wide`` reads all of it, not only what the trace runs through."""

    def __init__(self, project: Project, wide: bool = False) -> None:
        self._project = project
        self._wide = wide
        self._offered: dict[object, Hit] = {}

    @property
    def offered(self) -> tuple[Hit, ...]:
        """The places of the likely causes in all diagnoses read so far: what their changes, if any, would mend."""
        return tuple(self._offered.values())

    def report(self, report: Report) -> Report:
        """The report with what the code says; the same one where no file of the project is in it."""
        return replace(report, diagnoses=tuple(map(self.diagnosis, report.diagnoses)))

    def diagnosis(self, diagnosis: Diagnosis) -> Diagnosis:
        """One diagnosis with what the code says."""
        places = self._places(diagnosis.event)
        own = diagnosis.application_frame
        place = self._project.resolve(own) if own is not None else None
        if place is not None:
            told = OwnPlace(place.source.path, place.line, place.state.value)
            diagnosis = replace(diagnosis, own_place=told)
        if not any(candidate.cause.code for candidate in diagnosis.candidates) or not (places or self._wide):
            return diagnosis
        read = self._read(places, place, diagnosis)
        moved = weighed(diagnosis, read)
        mended = (self._mended(candidate, read) for candidate in moved.candidates)
        return replace(moved, candidates=tuple(mended))

    def _mended(self, candidate: Candidate, read: Read) -> Candidate:
        """A likely cause with the changes that would take its hits out of the code."""
        hits = [hit for hit in read.hits if hit.cause == candidate.cause.id]
        if not hits or candidate.confidence < _LIKELY:
            return candidate
        self._offered.update({hit.key: hit for hit in hits})
        from diagnose.fixes import fixes_for, patch_of

        patches = tuple(
            Patch(
                change.path,
                change.label,
                " ".join(change.say),
                patch_of([change]).decode(change.encoding, "replace"),
                change.patterns,
            )
            for change in fixes_for(hits, self._project).changes
        )
        return replace(candidate, patches=patches)

    def _places(self, event: TraceEvent | None) -> list[Place]:
        frames = dict.fromkeys(own_frames(event)) if event is not None else {}
        found = (self._project.resolve(frame) for frame in list(frames)[:_MOST_FRAMES])
        return [place for place in found if place is not None]

    def _read(self, places: list[Place], own: Place | None, diagnosis: Diagnosis) -> Read:
        from diagnose.patterns import belongs, scan, scan_ran, scan_tools

        patterns = {candidate.cause.id: candidate.cause.code for candidate in diagnosis.candidates}
        used = frozenset({diagnosis.framework.name or "any"})
        functions = _functions(diagnosis.event)
        near: dict[str, float] = {}
        ran: dict[Source, None] = {}
        for place in places:
            weight = CHANGED if place.state is State.CHANGED else 1.0
            near[place.source.path] = max(weight, near.get(place.source.path, 0.0))
            ran.setdefault(place.source)
        found: dict[object, Hit] = {}
        for source in ran:
            found.update({hit.key: hit for hit in scan_ran(source, patterns, self._project, used, functions)})
        others = ((source, weight) for source, weight in self._others(ran) if source not in ran)
        for source, weight in islice(others, _MOST_FILES):
            near.setdefault(source.path, weight)
            found.update({hit.key: hit for hit in scan(source, patterns, self._project)})
        for source in ran:
            for hit in scan_tools(source, patterns, self._project):
                near.setdefault(hit.source.path, _IMPORTED)
                found.setdefault(hit.key, hit)
        judged = [(source.language, belongs(source) or used) for source in ran if near[source.path] == 1.0]
        at = own or (places[0] if places else None)
        span = Span(at.source.path, at.line, at.line) if at is not None else None
        return Read(tuple(found.values()), near, judged, span)

    def _others(self, ran: Iterable[Source]) -> Iterator[tuple[Source, float]]:
        """Files that those import from the project, then, where it is asked for, the rest of it."""
        for source in ran:
            for other in self._project.imported(source):
                yield other, _IMPORTED
        for source in self._everything if self._wide else ():
            yield source, _ELSEWHERE

    @cached_property
    def _everything(self) -> tuple[Source, ...]:
        return tuple(source for path in self._project.files() for source in self._project.sources(path))


def _functions(event: TraceEvent | None) -> frozenset[str]:
    """The names of the user's own functions that ran, without what they belong to."""
    names = (frame.name for frame in own_frames(event)) if event is not None else ()
    return frozenset(name.rsplit(".", 1)[-1] for name in names if name)
