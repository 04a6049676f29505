"""Pastes that were shifted to the right as a whole: a code block of Markdown, a chat's quote, pip's indented output."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import TRACEBACK
from diagnose.model import Line, LogEntry

_FRAME = regex(r"([ \t\u00a0]*)File \"[^\"]*\", line \d+")
_BLANKS = " \t\u00a0"


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each shifted stretch with a traceback in it, shifted back, and for each stretch between."""
    shift = _shift(block.lines)
    if not shift:
        return None
    parts: list[LogEntry] = []
    for shifted, run in _runs(block.lines, shift):
        if shifted:
            parts.append(part(block, [with_text(line, _moved(line.text, shift)) for line in run], "indent"))
        else:
            parts.append(part(block, run))
    return parts


def _shift(lines: tuple[Line, ...]) -> int:
    """By how many columns tracebacks are shifted; 0 where any stands at the left edge."""
    heads = [_indent(line.text) for line in lines if TRACEBACK in line.text and line.text.strip(_BLANKS) == TRACEBACK]
    if heads:
        return min(heads)
    frames = [len(found[1]) for line in lines if 'File "' in line.text and (found := _FRAME.match(line.text))]
    if not frames or min(frames) <= 2:
        return 0
    shift = min(frames) - 2
    filled = [_indent(line.text) for line in lines if line.text.strip(_BLANKS)]
    return shift if min(filled) >= shift else 0


def _runs(lines: tuple[Line, ...], shift: int) -> list[tuple[bool, list[Line]]]:
    """Stretches that are indented at least so far, where they hold a piece of a trace, and those that are not."""
    runs: list[tuple[bool, list[Line]]] = []
    for line in lines:
        deep = _indent(line.text) >= shift if line.text.strip(_BLANKS) else None
        if (deep is None and runs) or (runs and runs[-1][0] == bool(deep)):
            runs[-1][1].append(line)
        else:
            runs.append((bool(deep), [line]))
    return runs


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(_BLANKS))


def _moved(text: str, shift: int) -> str:
    kept = text[min(shift, _indent(text)) :]
    blank = _indent(kept)
    return kept[:blank].replace("\u00a0", " ") + kept[blank:]


FORMAT = LogFormat("indent", entries)
