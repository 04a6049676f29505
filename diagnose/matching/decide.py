"""From one source's events to its diagnoses: the joint of this package."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import field
from itertools import islice

from diagnose.lazy import regex
from diagnose.matching.answered import answered_steps
from diagnose.matching.classify import GENERIC, Classifier
from diagnose.matching.conditions import Scene
from diagnose.matching.factfinding import derive, find_facts
from diagnose.matching.faults import Fault, find_faults
from diagnose.matching.framework import framework_of
from diagnose.matching.log import Log, read_log
from diagnose.matching.nearest import nearest
from diagnose.matching.observations import Observed, observe
from diagnose.matching.outcome import outcome, went_on
from diagnose.matching.rank import RunsOf, ambiguity, facts_for_sentences, rank
from diagnose.matching.repeats import TimeOf, count_repeats
from diagnose.matching.sentences import say
from diagnose.matching.strands import application_frame
from diagnose.model.causes import by_id
from diagnose.model.dataclass import dataclass
from diagnose.model.entries import Level, LogEntry
from diagnose.model.events import EventKind, Frame, RaisedException, Surfaced, TraceEvent
from diagnose.model.playbook import PlaybookSet, Role
from diagnose.model.recorded import NOTHING, Recorded
from diagnose.model.repeats import Repeats
from diagnose.model.report import Diagnosis, Framework, Status, Unrecognised
from diagnose.model.versions import Remark
from diagnose.model.vocabulary import OBSERVATIONS
from diagnose.times import instant


@dataclass(frozen=True)
class Verdict:
    """What one source says: its diagnoses, the root fault first, and the errors that no playbook knows."""

    diagnoses: tuple[Diagnosis, ...]
    unrecognised: tuple[Unrecognised, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass
class _Sorted:
    """The faults of a source, told apart."""

    told: list[Fault] = field(default_factory=list)
    unknown: list[Fault] = field(default_factory=list)


Fingerprint = Callable[[TraceEvent, "RaisedException | None"], str]
"""Names an event, or a member of it, so that the same error has the same name again."""


def decide(
    source: str,
    entries: Sequence[LogEntry],
    events: Sequence[TraceEvent],
    known: PlaybookSet,
    fingerprint: Fingerprint,
    repeats: Repeats | None = None,
    time_of: TimeOf = lambda _: None,
    near: bool = False,
    recorded: Recorded = NOTHING,
) -> Verdict:
    """The verdict on one source. Same input, same verdict.

    ``repeats`` says what was left out of the log; ``time_of`` tells the time that a line states;
    ``near`` lets only what is near an error speak about its causes; ``recorded`` is what is known of versions.
    """
    classifier = _classifier(known)
    log = read_log(source, entries, classifier.scanner, near)
    framework = framework_of(events, log, recorded.frames)
    faults = find_faults(events, log, classifier, framework.name)
    for fault in faults if repeats else ():
        count_repeats(fault, repeats or {}, time_of)
    groups = _attach_fallout(faults, classifier)
    failures = sorted(fault.last.first_line for fault in groups.told + groups.unknown if not _is_noise(fault))
    diagnoses = [
        _diagnosis(
            fault, log, framework, classifier, _failed_later(fault, failures), _name(fault, fingerprint), recorded.runs
        )
        for fault in groups.told
    ]
    unknown = [
        _unrecognised(fault, log, known, _name(fault, fingerprint))
        for fault in groups.unknown
        if _is_error(fault.first, log)
    ]
    ordered = tuple(sorted(diagnoses, key=lambda one: _place(one, log)))
    return Verdict(ordered, tuple(unknown), framework.remarks)


_kept: list[Classifier] = []


def _classifier(known: PlaybookSet) -> Classifier:
    """The classifier of a set. The last one is kept: making it takes longer than reading a small log of many."""
    if not _kept or _kept[0].known is not known:
        _kept[:] = [Classifier(known)]
    return _kept[0]


def _is_error(event: TraceEvent, log: Log) -> bool:
    """Whether an unknown event is one that the user must hear of.

    Words below the level of an error are none, nor is a cancellation that an orderly shutdown brings.
    """
    if event.last.short_type == "CancelledError" and log.search_text(_SHUTDOWN, event.span.last_line):
        return False
    return event.level is None or event.level >= Level.ERROR or bool(event.last.type)


_ORDER = {Status.FAILED: 0, Status.RECOVERED: 1, Status.HARMLESS: 2}
_CERTAIN = 0.8
_PIECES = 20
"""Pieces of one input line that are asked for its time."""
_SHUTDOWN = regex(r"(?i)\bshutting down\b|\bapplication shutdown\b|\bSIG(?:TERM|INT)\b")


def _place(diagnosis: Diagnosis, log: Log) -> tuple[int, bool, bool, int, bool, int]:
    """The order of diagnoses: what failed before what did not, errors before warnings, what is certain before what is
    vague, traces before mere words, what ended the program before what it survived, and then as in the log: the root
    comes before what follows from it."""
    return (
        _ORDER[diagnosis.status],
        diagnosis.playbook.severity != "error",
        diagnosis.confidence < _CERTAIN,
        _voice(diagnosis.event),
        diagnosis.event is not None and went_on(diagnosis.event, log),
        diagnosis.span.first_line,
    )


def _voice(event: TraceEvent | None) -> int:
    """How loudly an event states an error: 0 a trace or the system's own words, 1 an error record, 2 anything else."""
    if event is None or event.surfaced is Surfaced.RESULT:
        return 2
    if event.level is not None and event.level < Level.ERROR:
        return 2
    if event.kind is EventKind.LOGGED and not event.last.type:
        return 1 if event.level is not None else 2
    return 0


def _failed_later(fault: Fault, failures: Sequence[int]) -> bool:
    """Whether a failure begins after the fault's last line; ``failures`` are first lines in order."""
    return bool(failures) and failures[-1] > fault.last.last_line


def _attach_fallout(faults: Sequence[Fault], classifier: Classifier) -> _Sorted:
    """The faults that stand for themselves; the others' lines go to the fault that they follow from."""
    roots = [fault for fault in faults if not _is_fallout(fault, classifier) and not _is_noise(fault)]
    if not roots:
        roots = [fault for fault in faults if not _is_noise(fault)] or list(faults)
        specific = [fault for fault in roots if fault.fit is not None]
        roots = specific[:1] or roots[:1]
    result = _Sorted()
    standing = {id(root) for root in roots}
    for fault in faults:
        if id(fault) in standing:
            (result.told if fault.fit is not None else result.unknown).append(fault)
            continue
        owner = _owner(fault, roots)
        owner.fallout.extend(strand.event.span for strand in fault.strands)
    return result


def _owner(fault: Fault, roots: Sequence[Fault]) -> Fault:
    """The root that a fallout belongs to: the last one before it, or the first of all."""
    at = bisect_right(roots, fault.first.span.first_line, key=lambda root: root.first.span.first_line)
    return roots[max(0, at - 1)]


def _is_noise(fault: Fault) -> bool:
    """Warnings of coroutines never awaited and errors in finalisers: they trail real errors, and stand alone rarely."""
    if fault.fit is not None and fault.fit.signature.status == "harmless":
        return True
    return all(
        strand.event.kind is EventKind.WARNING or strand.event.surfaced is Surfaced.IGNORED for strand in fault.strands
    )


def _is_fallout(fault: Fault, classifier: Classifier) -> bool:
    if fault.fit is not None and fault.fit.signature.certainty >= GENERIC:
        return False
    if fault.fit is not None:
        return True
    return classifier.types.role(fault.raised.type, fault.raised.message) is Role.FALLOUT


def _diagnosis(
    fault: Fault, log: Log, framework: Framework, classifier: Classifier, later: bool, fingerprint: str, runs: RunsOf
) -> Diagnosis:
    fit = fault.fit
    assert fit is not None
    facts = derive(find_facts(fit, fault.strands, log, classifier.known.facts))
    observations = observe(log, fault.first.span.first_line)
    group = max((len(raised.members) for raised in fit.strand.path), default=0)
    if group:
        observations["group_size"] = Observed(group, fit.strand.event.span)
    if fault.occurrences > 1:
        observations["repeats"] = Observed(fault.occurrences, fault.last)
    scene = Scene(fit.strand, fit.raised, log, classifier.types, framework.name, facts, observations)
    causes = by_id(classifier.known.causes)
    candidates = rank(fit.playbook, causes, scene, fit.signature.certainty, framework, runs)
    sentences = facts_for_sentences(scene)
    advice = next((text for line in fit.playbook.advice if (text := say(line, sentences))), "")
    for derived in OBSERVATIONS:
        facts.pop(derived, None)
    return Diagnosis(
        playbook=fit.playbook,
        confidence=fit.signature.certainty,
        status=outcome(fault, log, later),
        fingerprint=fingerprint,
        occurrences=fault.occurrences,
        span=fault.first.span,
        decisive=fit.raised.head,
        last_span=fault.last,
        exception=fit.raised,
        chain=tuple((raised, classifier.types.role(raised.type, raised.message)) for raised in fit.strand.path),
        application_frame=_frame(fault),
        framework=framework,
        facts=tuple(facts.items()),
        advice=advice,
        candidates=candidates,
        ambiguity=ambiguity(candidates),
        fallout=tuple(fault.fallout),
        event=fault.first,
        answered=answered_steps(fit.playbook, causes, scene),
        first_seen=_time(fault.first, log),
        last_seen=_last_time(fault, log),
        places=fault.places,
    )


def _frame(fault: Fault) -> Frame | None:
    """The user's frame, from whichever copy of the fault has one."""
    for strand in fault.strands:
        same = [raised for raised in strand.path if raised.type == fault.raised.type and raised.type]
        frame = application_frame(strand.path, same[-1] if same else fault.raised)
        if frame is not None:
            return frame
    return None


def _name(fault: Fault, fingerprint: Fingerprint) -> str:
    """The fingerprint of the copy that decided the class: copies in other words come and go with the log's level."""
    strand = fault.fit.strand if fault.fit is not None else fault.strands[0]
    return fingerprint(strand.event, strand.path[strand.inner - 1] if strand.inner else None)


def _last_time(fault: Fault, log: Log) -> str | None:
    return fault.last_time if fault.last_span is not None else _time(fault.strands[-1].event, log)


def _time(event: TraceEvent, log: Log) -> str | None:
    """The time that the log states for the event's first line; of two the one that says the date too."""
    line = event.span.first_line
    stated = list(dict.fromkeys(time for item in islice(log.between(line, line), _PIECES) for time in item.times))
    if len(stated) < 2:
        return stated[0] if stated else None
    return next((time for time in stated if instant(time)), stated[0])


def _unrecognised(fault: Fault, log: Log, known: PlaybookSet, fingerprint: str) -> Unrecognised:
    return Unrecognised(
        exception=fault.raised,
        span=fault.first.span,
        application_frame=_frame(fault),
        nearest=nearest(fault.raised, known),
        occurrences=fault.occurrences,
        fingerprint=fingerprint,
        first_seen=_time(fault.first, log),
        last_seen=_last_time(fault, log),
        places=fault.places,
    )


__all__ = ["Verdict", "decide"]
