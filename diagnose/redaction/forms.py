"""Keys and tokens that show by their own form what they are."""

from __future__ import annotations

import re
from functools import cache

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.prefixes import FORMS, Form

_BEGINNING = 2
_BY_BEGINNING = {
    prefix[:_BEGINNING]: sorted((other for other in FORMS if other[:_BEGINNING] == prefix[:_BEGINNING]), key=len)[::-1]
    for prefix in FORMS
}
_STRUCTURED = frozenset("eMNO0123456789")
"""With these begin the forms that have no prefix."""
_JWT = regex(r"eyJ[A-Za-z0-9_*-]{8,}(?:\.[A-Za-z0-9_*-]*){0,4}")
_TELEGRAM = regex(r"[0-9]{8,10}:AA[A-Za-z0-9_*-]{8,}")
_DISCORD = regex(r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{20,}")
_OPENAI_MARK = "T3BlbkFJ"
"""Stands in the middle of OpenAI's keys, whatever their prefix."""
_LEAST_OF_ORDINARY_WORDS = 16
_LONG_BASE64 = 24
"""Letters from which the base64 of a JSON object counts without its second part, which may be cut off."""
_JUDGED = 72
"""Characters by which a key is told from words."""


def form_at(text: str, start: int) -> tuple[str, int] | None:
    """The kind of the key that begins there, and where it ends; None where none does."""
    for prefix in _BY_BEGINNING.get(text[start : start + _BEGINNING], ()):
        if text.startswith(prefix, start):
            found = _body(FORMS[prefix], text, start, start + len(prefix))
            if found is not None:
                return found
    return _structured(text, start) if text[start : start + 1] in _STRUCTURED else None


def kind_of(value: str) -> str | None:
    """The kind of a value that is such a key and nothing else."""
    found = form_at(value, 0)
    return found[0] if found and found[1] == len(value) else None


def _body(form: Form, text: str, start: int, at: int) -> tuple[str, int] | None:
    body = _compiled(form.body)
    head = body.match(text, at, at + _JUDGED)  # what is no key must not be read to its end again and again
    if head is None or not (form.sure or looks_random(head[0], words=_LEAST_OF_ORDINARY_WORDS)):
        return None
    hit = body.match(text, at) or head
    end = start + len(text[start : hit.end()].rstrip("-_."))
    kind = "openai-key" if form.kind == "api-key" and _OPENAI_MARK in hit[0] else form.kind
    return kind, end


def _structured(text: str, start: int) -> tuple[str, int] | None:
    for pattern, kind in ((_JWT, "jwt"), (_TELEGRAM, "telegram-token"), (_DISCORD, "discord-token")):
        hit = pattern.match(text, start)
        if hit is not None and _fits(kind, hit[0]):
            return kind, start + len(hit[0].rstrip("-_."))
    return None


def _fits(kind: str, held: str) -> bool:
    if kind == "jwt":
        return "." in held or len(held) >= _LONG_BASE64
    return kind != "discord-token" or looks_random(held.partition(".")[0])


@cache
def _compiled(body: str) -> re.Pattern[str]:
    return regex(body)
