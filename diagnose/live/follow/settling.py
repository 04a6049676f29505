"""Which faults are complete: nothing more can come to them. The others are still being written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from diagnose.model.dataclass import dataclass
from diagnose.model.events import RaisedException
from diagnose.model.lines import Span
from diagnose.model.report import Diagnosis, Report, Unrecognised

Fault = Diagnosis | Unrecognised

_BESIDE = 3
"""Lines between two statements of one error."""
_LEADS_ON = ("another exception occurred:", "direct cause of the following exception:")


@dataclass(frozen=True, slots=True)
class Extent:
    """Lines that a fault takes up; ``open`` where the last thing in them cannot be their end."""

    span: Span
    open: bool


def faults_of(report: Report) -> tuple[Fault, ...]:
    """Everything that a report tells, in the order of the log."""
    faults: tuple[Fault, ...] = (*report.diagnoses, *report.unrecognised)
    return tuple(sorted(faults, key=lambda fault: fault.span.first_line))


def extents_of(faults: Iterable[Fault]) -> list[Extent]:
    """All lines that some faults take up: their occurrences, their copies, and what followed from them."""
    found: list[Extent] = []
    for fault in faults:
        leads_on = is_open(fault.exception)
        found += [Extent(span, leads_on) for span in fault.places or (fault.span,)]
        if isinstance(fault, Diagnosis):
            found += [Extent(span, False) for span in (fault.last_span, *fault.fallout)]
    return found


def echoes(fault: Fault, spans: Sequence[Span], other: Fault, others: Sequence[Span]) -> bool:
    """Whether one fault only stands right beside another one of its class, each time: it tells the same."""
    if not (isinstance(fault, Diagnosis) and isinstance(other, Diagnosis)) or fault.playbook.id != other.playbook.id:
        return False
    return all(any(_beside(span, place) for place in others) for span in spans)


def _beside(one: Span, other: Span) -> bool:
    return one.first_line - other.last_line <= _BESIDE and other.first_line - one.last_line <= _BESIDE


def is_open(raised: RaisedException) -> bool:
    """Whether an exception was cut off: its frames stand there without its name, or words that announce another one."""
    if not raised.type:
        return bool(raised.frames)
    return raised.message.rstrip().endswith(_LEADS_ON)


def cut_of(extents: Sequence[Extent], settled: Callable[[Extent], bool]) -> int | None:
    """The line before which everything is complete, None where everything is.

    What is complete but reaches behind the beginning of something that is not has to wait with it: the lines of two
    programs may be mixed.
    """
    cut = min((one.span.first_line for one in extents if not settled(one)), default=None)
    if cut is None:
        return None
    for one in sorted(extents, key=lambda one: one.span.last_line, reverse=True):
        if one.span.last_line >= cut:
            cut = min(cut, one.span.first_line)
    return cut
