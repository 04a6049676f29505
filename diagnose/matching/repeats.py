"""Occurrences of a fault that were left out of a long log's excerpt: how many there are, and where the last one is."""

from __future__ import annotations

from collections.abc import Callable

from diagnose.matching.faults import Fault
from diagnose.model.events import TraceEvent
from diagnose.model.lines import Span
from diagnose.model.repeats import Repeat, Repeats

TimeOf = Callable[[str], "str | None"]
"""The time that a line states in front of its words, None where it states none."""


def count_repeats(fault: Fault, repeats: Repeats, time_of: TimeOf) -> None:
    """Add to a fault what its lines stand for besides themselves.

    An event is told from others by its headline, which names the exception and its message.
    """
    direct = [strand for strand in fault.strands if not strand.embedded] or fault.strands
    told = {id(strand.event): strand.event for strand in direct}
    found = [(event, told_by(event, repeats)) for event in told.values()]
    shares = sum(line[1].share for _, line in found if line is not None)
    if not shares:
        return
    fault.folded = round(shares * fault.occurrences / len(told))
    event, (number, repeat) = max(
        ((event, line) for event, line in found if line is not None),
        key=lambda pair: (pair[1][1].last, pair[0].span.last_line - pair[0].span.first_line),
    )
    moved = repeat.last - number
    if moved > 0 and event.span.first_line + moved > fault.strands[-1].event.span.first_line:
        span = event.span
        fault.last_span = Span(span.source, span.first_line + moved, span.last_line + moved)
        fault.last_time = next(filter(None, map(time_of, repeat.texts)), None)


def told_by(event: TraceEvent, repeats: Repeats) -> tuple[int, Repeat] | None:
    """The line that tells an event from others, and what is known of it: its headline, else the rarest of its lines."""
    head = event.last.head.first_line
    if head in repeats:
        return head, repeats[head]
    span = event.span
    lines = ((number, repeats[number]) for number in range(span.first_line, span.last_line + 1) if number in repeats)
    return min(lines, key=lambda line: (line[1].seen, line[0]), default=None)
