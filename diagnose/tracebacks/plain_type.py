"""The last line of a trace, standing alone: ``openai.BadRequestError: Error code: 400 - …``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model.events import EventKind, TraceEvent
from diagnose.tracebacks.chain import HEADINGS, Chain, find_link, read_chain
from diagnose.tracebacks.frames import is_frame, read_frames
from diagnose.tracebacks.heads import is_exception_name, is_foreign, read_head
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.rows import OpenRows, next_where

_JUNK = regex(r"(?:E {3,40}|-{2,30} |> |\* |• |✗ |❌ |! |→ |Uncaught |\[\d{1,3}\] |[│|] )")
_LOOKAHEAD = 200


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The exception that a line names at its very beginning, perhaps behind a mark; prose does not count."""
    text = lines[start].text
    if ":" not in text and (len(text) > 120 or not text.strip() or " " in text.strip()):
        return None
    junk = _JUNK.match(text)
    prefix = junk[0] if junk else text[: len(text) - len(text.lstrip())]
    head = read_head(text[len(prefix) :])
    if head is None:
        return None
    chained = _is_chained(lines, start, prefix)
    if not chained and not _is_alone(head, prefix):
        return None
    rows = OpenRows(lines, prefix)
    chain = read_chain(rows, start, lone=not chained)
    if not chain.exceptions:
        return None
    chain = _with_stack_below(rows, chain)
    kind = EventKind.NODE if all(is_foreign(exception.type) for exception in chain.exceptions) else EventKind.PYTHON
    event = TraceEvent(kind, chain.exceptions, rows.span(start, chain.stop), truncated=True)
    return event, chain.stop


def _with_stack_below(rows: OpenRows, chain: Chain) -> Chain:
    """The stack where it is printed after the message, as Streamlit does: ``Traceback:`` and frames."""
    label = chain.stop
    while (text := rows.text(label)) is not None and not text.strip() and label < chain.stop + 2:
        label += 1
    if text is None or text.strip() != "Traceback:" or not is_frame(rows.text(label + 1) or ""):
        return chain
    stack = read_frames(rows, label + 1)
    last = chain.exceptions[-1]
    with_frames = replace(last, frames=stack.frames, span=rows.span(chain.stop - 1, stack.stop))
    return Chain((*chain.exceptions[:-1], with_frames), stack.stop)


def _is_heading(text: str) -> bool:
    return text.strip() in HEADINGS


def _is_alone(head: tuple[str, str], prefix: str) -> bool:
    return is_exception_name(head[0]) and len(prefix) <= 40


def _is_chained(lines: Sequence[PayloadLine], start: int, prefix: str) -> bool:
    """Whether a chain heading follows the line, a blank row between: an exception that was never raised."""
    if prefix or (start and lines[start - 1].text.strip()):
        return False
    first = next_where(lines, _is_heading, start + 1)
    if first >= min(len(lines) - 1, start + _LOOKAHEAD):
        return False
    rows = OpenRows(lines)
    for index in range(start + 1, min(len(lines) - 1, start + _LOOKAHEAD)):
        text = lines[index].text
        if text.strip() in HEADINGS and find_link(rows, index - 1) is not None:
            return not lines[index - 1].text.strip()
        if text.startswith("Traceback (most recent") and lines[index + 1].text.startswith('  File "'):
            return False
    return False
