"""Terminal escape sequences and control characters, taken off."""

from __future__ import annotations

from diagnose.lazy import regex

_ESCAPES = regex(
    r"\x1b(?:"
    r"\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, erase
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, links
    r"|\][^\x07\x1b]*$"  # OSC that never ends
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|[ -/]*[0-~]"  # two or three characters
    r")?"
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
# With the C1 controls, and characters that are invisible or turn the writing direction round.
_CONTROLS = regex(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Colours whose escape character was lost on the way through a web form, or was written in caret notation.
_CARET = regex(r"\^\[\[[0-9;]{0,20}[A-Za-z]")
_ORPHAN = regex(r"\[(?:0|[0-9]{1,3}(?:;[0-9]{1,3}){0,5})m")


def without_escapes(text: str) -> str:
    """``text`` as a terminal shows it: no escape sequences, no control characters but tab, VT and form feed."""
    if text.isprintable():
        return text
    if "\x1b" in text or "\x9b" in text:
        text = _ESCAPES.sub("", text)
    return _CONTROLS.sub("", text)


def has_orphans(text: str) -> bool:
    """Whether colours were printed in ``text`` and their escape characters got lost (``[31m…[0m``, ``^[[31m``)."""
    return "^[[" in text or ("[0m" in text and "\x1b[" not in text and text.count("[0m") >= 2)


def without_orphans(line: str) -> str:
    """``line`` without colour sequences that lost their escape character."""
    if "[" not in line:
        return line
    return _ORPHAN.sub("", _CARET.sub("", line))
