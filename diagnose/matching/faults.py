"""From events to faults: copies of one error folded, fallout attached to its root, bare lines given their due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from functools import lru_cache

from diagnose.lazy import regex
from diagnose.matching.bare import NAMED, NEIGHBOUR, bare_events, loud, only_mentions, states_failure
from diagnose.matching.classify import GENERIC, Classifier, Match
from diagnose.matching.log import Log
from diagnose.matching.patterns import fold
from diagnose.matching.strands import Strand, strands
from diagnose.model.dataclass import dataclass
from diagnose.model.events import EventKind, RaisedException, TraceEvent
from diagnose.model.lines import Span
from diagnose.model.playbook import Role

_NEAR_START = 2000
"""Characters of a statement in which a name is looked for."""
_TELLING = 12
"""Characters from which on a message is no accident when another one contains it."""
_VARYING = regex(r"\b[a-z_]*\d\w*|\b[0-9a-f]{12,}\b", re.IGNORECASE)


@dataclass
class Fault:
    """One fault: the best fit, every place where it stands, and what followed from it."""

    fit: Match | None
    strands: list[Strand]
    raised: RaisedException
    fallout: list[Span] = field(default_factory=list)
    copies: int = 0
    """How many of its strands only repeat it in other words."""
    folded: int = 0
    """How often it occurred besides, in lines that were left out."""
    last_span: Span | None = None
    """The last of those, if it comes after all others, and the time that is stated there."""
    last_time: str | None = None

    @property
    def first(self) -> TraceEvent:
        """The event where it shows first."""
        return self.strands[0].event

    @property
    def occurrences(self) -> int:
        """How often it happened: copies that a wrapper's message carries along are not counted again."""
        direct = [strand for strand in self.strands if not strand.embedded]
        return max(1, len({id(strand.event) for strand in direct or self.strands}) - self.copies) + self.folded

    @property
    def last(self) -> Span:
        """Where it occurred last."""
        return self.last_span or self.strands[-1].event.span

    @property
    def places(self) -> tuple[Span, ...]:
        """Where it stands, once for each occurrence; the copies are the last of the strands."""
        direct = [strand for strand in self.strands if not strand.embedded]
        events = {id(strand.event): strand.event.span for strand in direct or self.strands}
        return tuple(events.values())[: self.occurrences]


def find_faults(events: Sequence[TraceEvent], log: Log, classifier: Classifier, framework: str | None) -> list[Fault]:
    """All distinct faults of one source in the order of their first lines."""
    faults: dict[tuple[str, str, str], Fault] = {}
    bare = [*bare_events(events, log, classifier, loud)]
    everything = [*events, *bare]
    if not any(_is_specific(event, log, classifier, framework) for event in everything):
        everything += bare_events(everything, log, classifier, states_failure)
    everything = [_named(event) for event in everything if not _is_mention(event)]
    for event in _joined(sorted(everything, key=lambda one: (one.span.first_line, one.span.last_line))):
        for strand, fit in _told(event, log, classifier, framework):
            if fit is None and event.kind is EventKind.WARNING:
                continue
            raised = fit.raised if fit is not None else _telling(strand, classifier)
            key = (fit.playbook.id if fit else "", raised.short_type, wording(raised))
            if key in faults:
                faults[key].strands.append(strand)
            else:
                faults[key] = Fault(fit, [strand], raised)
    return _without_copies(list(faults.values()))


def _named(event: TraceEvent) -> TraceEvent:
    """A statement that carries an exception as its repr gets that exception's type: ``raised: RuntimeError('…')``."""
    raised = event.last
    if raised.type or event.kind is not EventKind.LOGGED or len(event.chain) > 1:
        return event
    found = NAMED.search(raised.message[:_NEAR_START])
    return replace(event, chain=(replace(raised, type=found[1]),)) if found else event


def _joined(events: Sequence[TraceEvent]) -> Iterable[TraceEvent]:
    """The events, a stack without an exception's name given to the exception that is named right above it.

    AWS Lambda prints its errors so.
    """
    waiting: TraceEvent | None = None
    for event in events:
        if waiting is not None and _completes(waiting, event):
            whole = replace(waiting.last, frames=event.last.frames)
            span = Span.over(waiting.span.source, waiting.span.first_line, event.span.last_line)
            waiting = replace(waiting, chain=(*waiting.chain[:-1], whole), span=span)
            continue
        if waiting is not None:
            yield waiting
        waiting = event
    if waiting is not None:
        yield waiting


def _completes(head: TraceEvent, stack: TraceEvent) -> bool:
    bare = not stack.last.type and not stack.last.message and bool(stack.last.frames) and len(stack.chain) == 1
    adjacent = 0 < stack.span.first_line - head.span.last_line <= 1
    return bare and adjacent and bool(head.last.type) and not head.last.frames


def _is_mention(event: TraceEvent) -> bool:
    """Whether one line of words without a level only speaks of an error."""
    wordy = event.kind in (EventKind.SYSTEM, EventKind.LOGGED) and event.level is None and not event.last.type
    return wordy and "\n" not in event.last.message and only_mentions(event.last.message)


def _without_copies(faults: Sequence[Fault]) -> list[Fault]:
    """The faults with those folded together that only tell the same error twice.

    Two faults of one class are one if the message of one quotes the other, or if they stand right after one another:
    a chain whose links were cut out of the paste.
    """
    kept: list[Fault] = []
    classes: dict[str, list[Fault]] = {}
    for fault in faults:
        same_class = fault.fit.playbook.id if fault.fit is not None else ""
        rivals = classes.setdefault(same_class, [])
        twin = next((other for other in rivals if _same_story(other, fault)), None) if fault.fit is not None else None
        if twin is None:
            kept.append(fault)
            rivals.append(fault)
            continue
        best = max((twin, fault), key=lambda one: (not _quotes(one, twin if one is fault else fault), _rank(one)))
        twin.fit, twin.raised = _worst(best, fault if best is twin else twin), best.raised
        twin.strands.extend(fault.strands)
        twin.copies += fault.occurrences
    return kept


def _worst(best: Fault, other: Fault) -> Match | None:
    """The best copy's fit; but where another copy says that something failed, it is no noise."""
    if best.fit is None or other.fit is None or other.fit.signature.status == "harmless":
        return best.fit
    if best.fit.signature.status != "harmless":
        return best.fit
    return replace(best.fit, signature=replace(best.fit.signature, status=other.fit.signature.status))


def _rank(fault: Fault) -> tuple[float, bool, int]:
    """Of copies the surest tells the fault; of exceptions then the last, which wraps the others, of words the first."""
    assert fault.fit is not None
    line = fault.first.span.first_line
    typed = bool(fault.raised.type)
    return fault.fit.signature.certainty, typed, line if typed else -line


def _same_story(one: Fault, other: Fault) -> bool:
    gap = other.first.span.first_line - one.strands[-1].event.span.last_line
    return 0 < gap <= NEIGHBOUR or _quotes(one, other) or _quotes(other, one)


def _quotes(one: Fault, other: Fault) -> bool:
    """Whether the message of one fault carries the type and the words of the other."""
    words, said = _folded(other.raised.message), _folded(one.raised.message)
    if len(words) < _TELLING or len(said) <= len(words):
        return False
    return words in said and (not other.raised.type or other.raised.short_type in said)


@lru_cache(maxsize=4096)
def _folded(message: str) -> str:
    return fold(message)


def _told(
    event: TraceEvent, log: Log, classifier: Classifier, framework: str | None
) -> list[tuple[Strand, Match | None]]:
    """The strands of an event that say something: of several, those that were recognised."""
    found = [(strand, classifier.classify(strand, log, framework)) for strand in strands(event)]
    known = [(strand, fit) for strand, fit in found if fit is not None]
    inner = [(strand, fit) for strand, fit in known if strand.inner]
    if inner:
        return list(inner)
    return list(known[:1] or found[:1])


def _telling(strand: Strand, classifier: Classifier) -> RaisedException:
    """The exception that an unrecognised strand is about: the last that is neither wrapper nor fallout."""
    plain = [raised for raised in strand.path if classifier.types.role(raised.type) is Role.ROOT]
    return (plain or list(strand.path))[-1]


def wording(raised: RaisedException) -> str:
    """The words of an exception without what varies: the same error has the same wording again."""
    return _VARYING.sub("#", fold(raised.message)[:300])


def _is_specific(event: TraceEvent, log: Log, classifier: Classifier, framework: str | None) -> bool:
    """Whether an event says what failed, and not only that something did; one with a trace always does."""
    if event.last.type and event.kind is not EventKind.WARNING:
        return True
    fits = (classifier.classify(strand, log, framework) for strand in strands(event))
    return any(fit is not None and fit.signature.certainty >= GENERIC for fit in fits)
