"""Findings without the secrets of the code that they quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.lint.judged import Judged
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import Finding
from diagnose.redaction import Redactor

_PLACEHOLDER = regex(r"\[redacted[^\[\]]*\]")


def redacted(judged: Sequence[Judged], redactor: Redactor) -> list[tuple[Finding, ...]]:
    """The findings of each file, redacted.

    Files that hold secrets are gone through first: one that shows only there what it is is replaced everywhere.
    """
    lines = [{cell: redactor.text(text).split("\n") for cell, text in one.secrets} for one in judged]
    return [
        tuple(_redacted(finding, shown, redactor) for finding in one.findings)
        for one, shown in zip(judged, lines, strict=True)
    ]


def _redacted(finding: Finding, lines: Mapping[int | None, Sequence[str]], redactor: Redactor) -> Finding:
    shown = lines.get(finding.cell, ())
    line = shown[finding.line - 1] if finding.line <= len(shown) else finding.source
    line = redactor.text(line)
    return replace(
        finding,
        path=redactor.text(finding.path),
        message=redactor.text(finding.message),
        detail=redactor.text(finding.detail),
        source=line,
        marked=_marked(finding, line),
    )


def _marked(finding: Finding, shown: str) -> tuple[int, int]:
    """What is meant in the line as it is shown: a placeholder for a secret that lies across an end is part of it."""
    start, stop = finding.marked
    if shown == finding.source:
        return start, stop
    kept = _kept(finding.source, shown)
    if kept is None:
        return 0, len(shown)
    before = [piece for piece in kept if piece.start <= start]
    behind = [piece for piece in kept if piece.stop >= stop]
    first, last = before[-1], behind[0]
    return first.shown + min(start, first.stop) - first.start, last.shown + max(stop, last.start) - last.start


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a line was not redacted: from ``start`` to ``stop``; in the line that is shown it begins at ``shown``."""

    start: int
    stop: int
    shown: int


def _kept(source: str, shown: str) -> list[_Piece] | None:
    """What stands around the placeholders, in both lines; None where that cannot be told."""
    pieces, at, begin = [], 0, 0
    ends = [(hit.start(), hit.end()) for hit in _PLACEHOLDER.finditer(shown)]
    for end, following in (*ends, (len(shown), len(shown))):
        text = shown[begin:end]
        place = len(source) - len(text) if end == len(shown) else source.find(text, at)
        if place < at or not source.startswith(text, place):
            return None
        pieces.append(_Piece(place, place + len(text), begin))
        at, begin = place + len(text), following
    return pieces
