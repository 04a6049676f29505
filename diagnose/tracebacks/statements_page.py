"""A gateway's HTML page instead of an answer, and the HTTP status that stands near an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.statements_event import Read, single

_STATUS_LINE = regex(r"(?:[<*] )?HTTP/\d(?:\.\d)? ([1-5]\d\d)\b")
_PAGE = regex(r"<!doctype html|<html[\s>]", re.IGNORECASE)
_TITLE = regex(r"<(title|h1)[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_PAGE_STATUS = regex(r"\b([45]\d\d)\b")
_PAGE_LINES = 80
_STATUS_WORD = regex(
    r"(?:[Ss]tatus(?: ?[Cc]ode)?|[Ee]rror(?: code)?|HTTP)[ :=]{1,3}([45]\d\d)\b|\b([45]\d\d)(?= ?[-:]? ?$)"
)


def parse(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """The page that begins at a line, perhaps behind words, where its title says that a request failed."""
    begins = _PAGE.search(lines[start].text[:2000])
    if begins is None:
        return None
    from html import unescape

    begin = begins.start()
    title, stop = None, None
    for index in range(start, min(len(lines), start + _PAGE_LINES)):
        text = lines[index].text[:20_000]
        found = _TITLE.search(text)
        if found and title is None:
            title = unescape(found[2]).strip()
        if "</html>" in text.lower():
            stop = index + 1
            break
    if title is None:
        return None
    if stop is None:
        stop = min(len(lines), start + _PAGE_LINES)
    status = _PAGE_STATUS.search(title)
    before = lines[start].text[:begin].strip()
    word = status[1] if status else status_of(lines, start, before)
    if word is None or not word.startswith(("4", "5")):
        return None
    return single(EventKind.HTTP_BODY, lines, start, stop, title, properties=[("status", word)], heading=before)


def status_of(lines: Sequence[PayloadLine], start: int, before: str) -> str | None:
    """The HTTP status that the words before an answer name, or the status line above it."""
    words = [match[1] or match[2] for match in _STATUS_WORD.finditer(before[-300:])]
    if words:
        return words[-1]
    for index in range(start - 1, max(-1, start - 15), -1):
        match = _STATUS_LINE.match(lines[index].text)
        if match:
            return match[1]
    return None
