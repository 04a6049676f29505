"""From one source's events to its diagnoses: the joint of this package."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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
from diagnose.matching.rank import ambiguity, facts_for_sentences, rank
from diagnose.matching.sentences import say
from diagnose.matching.strands import application_frame
from diagnose.model.entries import Level, LogEntry
from diagnose.model.events import EventKind, Frame, Surfaced, TraceEvent
from diagnose.model.playbook import PlaybookSet, Role
from diagnose.model.report import Diagnosis, Framework, Status, Unrecognised
from diagnose.model.vocabulary import OBSERVATIONS


@dataclass(frozen=True)
class Verdict:
    """What one source says: its diagnoses, the root fault first, and the errors that no playbook knows."""

    diagnoses: tuple[Diagnosis, ...]
    unrecognised: tuple[Unrecognised, ...]


@dataclass
class _Sorted:
    """The faults of a source, told apart."""

    told: list[Fault] = field(default_factory=list)
    unknown: list[Fault] = field(default_factory=list)


Fingerprint = Callable[[TraceEvent], str]
"""Names an event so that the same error has the same name again."""


def decide(
    source: str,
    entries: Sequence[LogEntry],
    events: Sequence[TraceEvent],
    known: PlaybookSet,
    fingerprint: Fingerprint,
) -> Verdict:
    """The verdict on one source. Same input, same verdict."""
    classifier = Classifier(known)
    log = read_log(source, entries, classifier.scanner)
    framework = framework_of(events, log)
    faults = find_faults(events, log, classifier, framework.name)
    groups = _attach_fallout(faults, classifier)
    failures = sorted(
        fault.strands[-1].event.span.first_line for fault in groups.told + groups.unknown if not _is_noise(fault)
    )
    diagnoses = [
        _diagnosis(fault, log, framework, classifier, _failed_later(fault, failures), fingerprint(fault.first))
        for fault in groups.told
    ]
    unknown = [_unrecognised(fault, known) for fault in groups.unknown if _is_error(fault.first, log)]
    return Verdict(tuple(sorted(diagnoses, key=lambda one: _place(one, log))), tuple(unknown))


def _is_error(event: TraceEvent, log: Log) -> bool:
    """Whether an unknown event is one that the user must hear of.

    Words below the level of an error are none, nor is a cancellation that an orderly shutdown brings.
    """
    if event.last.short_type == "CancelledError" and log.search_text(_SHUTDOWN, event.span.last_line):
        return False
    return event.level is None or event.level >= Level.ERROR or bool(event.last.type)


_ORDER = {Status.FAILED: 0, Status.RECOVERED: 1, Status.HARMLESS: 2}
_CERTAIN = 0.8
_SHUTDOWN = re.compile(r"(?i)\bshutting down\b|\bapplication shutdown\b|\bSIG(?:TERM|INT)\b")


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
    return bool(failures) and failures[-1] > fault.strands[-1].event.span.last_line


def _attach_fallout(faults: Sequence[Fault], classifier: Classifier) -> _Sorted:
    """The faults that stand for themselves; the others' lines go to the fault that they follow from."""
    roots = [fault for fault in faults if not _is_fallout(fault, classifier) and not _is_noise(fault)]
    if not roots:
        roots = [fault for fault in faults if not _is_noise(fault)] or list(faults)
        specific = [fault for fault in roots if fault.fit is not None]
        roots = specific[:1] or roots[:1]
    result = _Sorted()
    for fault in faults:
        if any(fault is root for root in roots):
            (result.told if fault.fit is not None else result.unknown).append(fault)
            continue
        owner = _owner(fault, roots)
        owner.fallout.extend(strand.event.span for strand in fault.strands)
    return result


def _owner(fault: Fault, roots: Sequence[Fault]) -> Fault:
    """The root that a fallout belongs to: the last one before it, or the first of all."""
    line = fault.first.span.first_line
    before = [root for root in roots if root.first.span.first_line <= line]
    return (before or list(roots))[-1 if before else 0]


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
    fault: Fault, log: Log, framework: Framework, classifier: Classifier, later: bool, fingerprint: str
) -> Diagnosis:
    fit = fault.fit
    assert fit is not None
    facts = derive(find_facts(fit, fault.strands, log, classifier.known.facts))
    observations = observe(log, fault.first.span.first_line)
    group = max((len(raised.members) for raised in fit.strand.path), default=0)
    if group:
        observations["group_size"] = Observed(group, fit.strand.event.span)
    if fault.occurrences > 1:
        observations["repeats"] = Observed(fault.occurrences, fault.strands[-1].event.span)
    scene = Scene(fit.strand, fit.raised, log, classifier.types, framework.name, facts, observations)
    causes = {cause.id: cause for cause in classifier.known.causes}
    candidates = rank(fit.playbook, causes, scene, fit.signature.certainty)
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
        last_span=fault.strands[-1].event.span,
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
    )


def _frame(fault: Fault) -> Frame | None:
    """The user's frame, from whichever copy of the fault has one."""
    for strand in fault.strands:
        same = [raised for raised in strand.path if raised.type == fault.raised.type and raised.type]
        frame = application_frame(strand.path, same[-1] if same else fault.raised)
        if frame is not None:
            return frame
    return None


def _unrecognised(fault: Fault, known: PlaybookSet) -> Unrecognised:
    return Unrecognised(
        exception=fault.raised,
        span=fault.first.span,
        application_frame=_frame(fault),
        nearest=nearest(fault.raised, known),
        occurrences=fault.occurrences,
    )


__all__ = ["Verdict", "decide"]
