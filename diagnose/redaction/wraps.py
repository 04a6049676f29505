"""Secrets that a hard wrap has cut: the rest stands on the next line, often inside a box."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.secret import Pieces

_NEXT = regex(r"[ \t]*(?:[│|┃║][ \t]*){0,2}\r?\n(?:[ \t]*[│|┃║>])?(?:[ \t]*[│|┃║])?[ \t]*(?P<rest>[A-Za-z0-9_+/=.~-]+)")
_STOP = regex(r"[ \t]*(?:[│|┃║][ \t]*){0,2}(?:\r?\n|\Z)")
_NARROWEST = 30
"""Nobody wraps lines before this column."""
_MOST_LINES = 12
_LEAST = 8


def over_lines(text: str, start: int, stop: int, quote: str = "") -> Pieces:
    """The pieces of a secret of which the first is known.

    Inside an open ``quote`` the next lines belong to it up to where that is closed. Without one only a rest that looks
    drawn by chance does: a word may be the beginning of the next line.
    """
    pieces = [(start, stop)]
    if not quote and text[max(0, start - 1) : start] in ("'", '"', "`"):
        quote = text[start - 1]
    line = text.rfind("\n", max(0, stop - 4096), stop) + 1
    if stop - line < _NARROWEST:
        return ((start, stop),)
    for _ in range(_MOST_LINES):
        hit = _NEXT.match(text, pieces[-1][1])
        if hit is None:
            break
        begin, end = hit.span("rest")
        if quote and text.startswith(quote, end):
            return (*pieces, (begin, end))
        more = _STOP.match(text, end) is not None
        if not quote and (len(hit["rest"]) < _LEAST or not looks_random(hit["rest"])):
            break
        pieces.append((begin, end))
        if not more:
            break
    return tuple(pieces) if not quote else tuple(pieces[:1])
