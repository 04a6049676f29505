"""What became of an error: the end of the program, a retry that succeeded, or noise."""

from __future__ import annotations

from itertools import islice

from diagnose.lazy import regex
from diagnose.matching.faults import Fault
from diagnose.matching.log import Log
from diagnose.matching.patterns import clip
from diagnose.model.entries import Level
from diagnose.model.events import Surfaced, TraceEvent
from diagnose.model.reach import BELOW, above
from diagnose.model.report import Status

_RETRIED = regex(
    r"(?i)\bretry(?:ing|ies)?\b|\bretried\b|\battempt\s*#?\d+(?:\s*(?:/|of)\s*\d+)?|\bbacking off\b"
    r"|\b(?:will try|trying|tries|tried) (?:it )?again\b|\bretries left\b|\bfall(?:ing)? ?back\b"
)
_NEAR = 400
"""Lines on either side of an event that are looked at."""
_NUMBER = regex(r"\d+")
_SUCCEEDED = regex(
    r"(?i)\bstatus[=: ]+[\"']?(?:ok|success|succeeded|done|completed)\b|\b(?:succeeded|recovered)\b"
    r"|\bsuccess(?:fully|ful)?\b|\b(?:completed?|finished|done|ok)\b(?! with (?:error|failure))"
    r"|HTTP/1\.[01] 200\b|\bexitcode: 0\b|\bexit (?:code|status)[: ]+0\b"
)
_NONE_FAILED = regex(r"(?i)\b(?:0|no) (?:\w+ )?(?:failed|failures?|errors?)\b|without errors?\b")
_NOT_SUCCEEDED = regex(r"(?i)\b(?:not|never|un|failed|failure|error|without)\b|\bunsuccess|\bwith errors?\b")
_CARRIED = frozenset({Surfaced.LOGGED, Surfaced.RESULT, Surfaced.IGNORED})
"""Ways to reach the log after which the program goes on."""


def outcome(fault: Fault, log: Log, later_failures: bool) -> Status:
    """The fault's status.

    Harmless where its signature says so. Recovered where it was carried by a log record (or a tool's or executor's
    result) and not raised to the end, a retry was announced or the record is below ERROR, and the log states success
    after its last occurrence with no other failure behind it.
    """
    if fault.fit is not None and fault.fit.signature.status == "harmless":
        return Status.HARMLESS
    events = [strand.event for strand in fault.strands]
    if later_failures or not all(_carried(event) for event in events):
        return Status.FAILED
    last = events[-1]
    announced = last.level is not None and last.level <= Level.WARNING
    announced = announced or any(_RETRIED.search(text) for text in _around(last, log))
    if announced and _succeeds_after(fault.last.last_line, log):
        return Status.RECOVERED
    return Status.FAILED


def went_on(event: TraceEvent, log: Log) -> bool:
    """Whether the program goes on after the event as it did before: lines of one wording stand on both sides of it."""
    first, last = event.span.first_line, event.span.last_line
    lowest = first - above(first) if log.near else 0
    before = {_wording(item.line.text) for item in log.before(first)[-_NEAR:] if item.line.number >= lowest}
    below = islice(log.between(last + 1, last + BELOW if log.near else None), _NEAR)
    return any(_wording(item.line.text) in before for item in below if _NUMBER.search(item.line.text))


def _wording(text: str) -> str:
    return _NUMBER.sub("#", text[:200])


def _carried(event: TraceEvent) -> bool:
    return event.surfaced in _CARRIED


def _around(event: TraceEvent, log: Log) -> list[str]:
    first, last = event.span.first_line, event.span.last_line
    near = [*log.between(first - 2, first), *log.between(last + 1, last + 3)]
    return [event.heading, *(clip(item.line.text) for item in near)]


def _succeeds_after(line: int, log: Log) -> bool:
    if log.near and any(_states_success(clip(item.line.text)) for item in log.between(line + 1, line + BELOW)):
        return True
    return log.last_where(_states_success) > line


def _states_success(text: str) -> bool:
    said = _NONE_FAILED.sub("", text)
    return _SUCCEEDED.search(text) is not None and _NOT_SUCCEEDED.search(said) is None
