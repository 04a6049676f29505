"""What stands at a place where a secret may begin, by the kind of the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diagnose.lazy import regex
from diagnose.redaction.blocks import block_before, block_from
from diagnose.redaction.fields import secrets_of_field
from diagnose.redaction.forms import form_at
from diagnose.redaction.headers import credentials
from diagnose.redaction.places import STEMS
from diagnose.redaction.secret import Secret
from diagnose.redaction.urls import address_at, query_at, webhook_at
from diagnose.redaction.wraps import over_lines

_CURL = regex(r"(?: -u|--user)[ =]{1,4}[\"']?[^\s:\"']{1,64}:(?P<secret>[^\s:\"'\\][^\s\"'\\]{2,200})")
_STEM = regex(rf"(?i)(?:{STEMS})")
_ESCAPE = regex(r"(?:\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})\Z")
_BEFORE = 6


def _field(text: str, start: int, done: int) -> Iterator[Secret]:
    stem = _STEM.search(text, start, start + 200)
    if stem is not None:
        yield from secrets_of_field(text, stem.start(), done)


def _form(text: str, start: int) -> Secret | None:
    before = text[max(0, start - _BEFORE) : start]
    if before[-1:].isascii() and before[-1:].isalnum() and _ESCAPE.search(before) is None and before[-3:] != "bot":
        return None
    found = form_at(text, start)
    return Secret(found[0], over_lines(text, start, found[1])) if found is not None else None


def _one(find: Callable[[str, int], Secret | None]) -> Callable[[str, int, int], Iterator[Secret]]:
    def finder(text: str, start: int, _done: int) -> Iterator[Secret]:
        secret = find(text, start)
        if secret is not None:
            yield secret

    return finder


def _end(text: str, start: int, done: int) -> Iterator[Secret]:
    secret = block_before(text, start, done)
    if secret is not None:
        yield secret


def _curl(text: str, start: int) -> Secret | None:
    hit = _CURL.match(text, start)
    line = text[max(0, text.rfind("\n", max(0, start - 300), start) + 1) : start]
    if hit is None or not any(word in line for word in ("curl", "wget", "http")) or hit["secret"].startswith("["):
        return None
    return Secret("password", (hit.span("secret"),))


FINDERS: dict[str, Callable[[str, int, int], Iterator[Secret]]] = {
    "field": _field,
    "form": _one(_form),
    "credentials": _one(credentials),
    "address": _one(address_at),
    "webhook": _one(webhook_at),
    "query": _one(query_at),
    "begin": _one(block_from),
    "end": _end,
    "curl": _one(_curl),
}
