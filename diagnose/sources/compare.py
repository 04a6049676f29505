"""A line that a trace prints, held against the file of today."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.sources.source import State

_REACH = 400
"""So many lines up or down a line may have moved."""
_CUT = ("…", "...")
_LEAST = 12
"""Of a line that the trace has cut off, at least so many characters must be there."""
_OUTSIDE_NAME = regex(r"[^\w$]")


def compared(lines: Sequence[str], lineno: int | None, printed: str | None) -> tuple[int, State] | None:
    """Where the line stands now, and how that fits; None where the trace gives neither a number nor a line found."""
    wanted = folded(printed or "")
    if not wanted:
        if lineno is None:
            return None
        return (lineno, State.UNKNOWN) if 1 <= lineno <= len(lines) else (len(lines), State.CHANGED)
    if lineno is not None and 1 <= lineno <= len(lines) and _fits(wanted, lines[lineno - 1]):
        return lineno, State.SAME
    first = max(1, lineno - _REACH) if lineno is not None else 1
    last = min(len(lines), lineno + _REACH) if lineno is not None else len(lines)
    found = [number for number in range(first, last + 1) if _fits(wanted, lines[number - 1])]
    if lineno is None:
        return (found[0], State.SAME) if len(found) == 1 else None
    if len(found) == 1:
        return found[0], State.MOVED
    return min(max(lineno, 1), len(lines)), State.CHANGED


def folded(line: str) -> str:
    """The line with single spaces."""
    return " ".join(line.split())


def names(text: str, function: str | None, *, else_: bool) -> bool:
    """Whether the function of a frame stands in the text; ``else_`` where the frame names none."""
    last = _OUTSIDE_NAME.split(function or "")[-1].lstrip("0123456789")
    if not last:
        return else_
    at = text.find(last)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(last) : at + len(last) + 1]
        if not any(char.isalnum() or char in "_$" for char in around):
            return True
        at = text.find(last, at + 1)
    return False


def _fits(wanted: str, line: str) -> bool:
    # Most lines differ in their first character: folding all of them would take most of the time.
    stripped = line.lstrip()
    if stripped[:1] != wanted[:1]:
        return False
    own = folded(stripped)
    if own == wanted:
        return True
    for mark in _CUT:
        head = wanted.removesuffix(mark).rstrip()
        if wanted.endswith(mark) and len(head) >= _LEAST and own.startswith(head):
            return True
    return False
