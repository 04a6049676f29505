"""Lines of a program's text by offset: where they begin and end, how they are indented, what ends them."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.lazy import regex

_BLANKS = regex(r"[ \t\f]*")
_INDENTED = regex(r"(?m)^([ \t]+)\S")
_ENDS = ("\r\n", "\n", "\r")
_LOOKED_AT = 400
"""Indented lines that tell how a file is indented."""


def line_start(text: str, offset: int) -> int:
    """Where the line begins that this character is on."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_stop(text: str, offset: int) -> int:
    """Where the line ends, its end not counted."""
    stops = [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0]
    return min(stops, default=len(text))


def next_line(text: str, offset: int) -> int:
    """Where the next line begins, the text's end where there is none."""
    stop = line_stop(text, offset)
    return stop + len(end_at(text, stop))


def end_at(text: str, stop: int) -> str:
    """What ends the line that stops here; nothing at the text's end."""
    return next((end for end in _ENDS if text.startswith(end, stop)), "")


def newline_near(text: str, offset: int) -> str:
    """How lines end around here: as this line does, else the one before it, else as the first."""
    start = line_start(text, offset)
    before = next((end for end in _ENDS if text.endswith(end, 0, start)), "")
    return end_at(text, line_stop(text, offset)) or before or end_at(text, line_stop(text, 0)) or "\n"


def indentation(text: str, offset: int) -> str:
    """The blanks at the beginning of the line."""
    hit = _BLANKS.match(text, line_start(text, offset))
    return hit[0] if hit else ""


def begins_line(text: str, offset: int) -> bool:
    """Whether nothing but blanks stands before it on its line."""
    return line_start(text, offset) + len(indentation(text, offset)) >= offset


def unit_of(text: str, usual: str) -> str:
    """One step of indentation as the text has it; ``usual`` where nothing in it is indented."""
    steps = set(_steps(text))
    if not steps:
        return usual
    return "\t" if any(step.startswith("\t") for step in steps) else min(steps, key=len)


def _steps(text: str) -> Iterator[str]:
    for count, hit in enumerate(_INDENTED.finditer(text)):
        if count >= _LOOKED_AT:
            return
        if len(hit[1]) > 1 or hit[1] == "\t":  # one blank is a continued comment, not a step
            yield hit[1]
