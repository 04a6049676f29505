"""Errors that stand in a log without a trace; asked only for lines that no trace took."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.model import Level, TraceEvent, Zone
from diagnose.tracebacks import statements_body, statements_logged, statements_results, statements_system
from diagnose.tracebacks.protocol import PayloadLine


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The error that a line states, and the index after it.

    Results first, then the words of a system, then a server's answer, then what a program or a logger calls an error.
    """
    payload = lines[start]
    text, record = payload.text, payload.record
    if record.zone.quotes or not text.strip():
        return None
    result = statements_results.parse_tool(lines, start) or statements_results.parse_code(lines, start)
    if result is not None or record.zone in (Zone.TOOL_RESULT, Zone.CODE_RESULT):
        return result
    found = statements_system.parse(lines, start)
    if found is not None:
        return found
    if record.level is not None and record.level <= Level.INFO:
        return statements_logged.parse_access(lines, start)
    return statements_body.parse(lines, start) or statements_logged.parse(lines, start)
