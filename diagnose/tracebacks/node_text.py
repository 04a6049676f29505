"""The lines of a log as the program printed them."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.tracebacks.protocol import PayloadLine

_PREFIX = regex(r"(?:npm (?:ERR!|error) ?|\[\d{1,3}\] |> )")


def bare(text: str) -> str:
    """The line without the mark of the tool that ran the program (npm, concurrently) in front."""
    if text[:1] not in "n[>":
        return text
    match = _PREFIX.match(text)
    return text[match.end() :] if match else text


def said(lines: Sequence[PayloadLine], index: int) -> str | None:
    """The text of a line without tool marks, None behind the end."""
    return bare(lines[index].text) if index < len(lines) else None
