"""Versions that follow from how something is worded: what only some versions print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnose.lazy import regex
from diagnose.matching.strands import strands
from diagnose.matching.versions.rows import Rows
from diagnose.model.events import EventKind, RaisedException, TraceEvent
from diagnose.model.versions import Version

_BODY = regex(r"Error code: \d{3} - \{'")
_MESSAGE = regex(r"Error code: \d{3} - [A-Za-z]\S* \S+ \S")
_CARETS = regex(
    r"(?m)\n[ |]*File \"[^\n]+, line \d+, in [^\n]+\n([ |]*)\S[^\n]*\n\1[ ]*(?:\^{2,}|~+\^+~*|\^+~+|~{2,})[ ]*$"
)
_GROUP = regex(r"\n +\| (?:Base)?ExceptionGroup: ")
_REMOVED = regex(r"no longer supported in openai>=1\.0\.0")
_WORDS = "the wording"


def worded(events: Sequence[TraceEvent], rows: Rows) -> Iterator[Version]:
    """The bounds that follow from the wordings of the errors and the form of their traces."""
    yield from _openai(events)
    for words, pattern, of, least, by in (
        (("^^", "~~"), _CARETS, "python", "3.11", "the marks below its frames"),
        (("ExceptionGroup: ",), _GROUP, "python", "3.11", "the form of its groups"),
        (("no longer supported in openai>=1",), _REMOVED, "openai", "1.0.0", _WORDS),
    ):
        for hit in rows.hits(words, pattern, 1):
            yield Version(of, None, least, None, False, by, rows.span(hit))


def _openai(events: Sequence[TraceEvent]) -> Iterator[Version]:
    """Of several errors that bound it in the same way, the first."""
    seen: set[tuple[str | None, str | None]] = set()
    raised = (
        one for event in events if event.kind is EventKind.PYTHON for strand in strands(event) for one in strand.path
    )
    for one in raised:
        bounds = _bounds(one)
        if bounds != (None, None) and bounds not in seen:
            seen.add(bounds)
            yield Version("openai", None, bounds[0], bounds[1], False, _WORDS, one.head)


def _bounds(raised: RaisedException) -> tuple[str | None, str | None]:
    """Of the Python client: up to 0.28 its errors stood in openai.error; since 3.38 it prints the message without the
    body around it."""
    if raised.type.startswith("openai.error."):
        return None, "0.28"
    if not raised.type.startswith("openai.") or raised.type.count(".") != 1:
        return None, None
    if _BODY.match(raised.message):
        return "1.0.0", _LAST_WITH_BODY
    return (_FIRST_WITHOUT_BODY if _MESSAGE.match(raised.message) else "1.0.0"), None


_LAST_WITH_BODY = "3.37"
_FIRST_WITHOUT_BODY = "3.38.0"
