"""Header fields that hold more than a bare secret: ``Authorization`` and cookies."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.forms import kind_of
from diagnose.redaction.secret import Secret
from diagnose.redaction.values import Value, is_no_secret, line_end, placeholder_end, value_at
from diagnose.redaction.wraps import over_lines

_SCHEME = regex(
    r"(?i)(bearer|basic|token|api-?key|key|digest|negotiate|ntlm|sharedkey(?:lite)?|sharedaccesssignature|aws4-[a-z0-9-]+"
    r"|googlelogin|bot|splunk|snowflake token)[ \t]+(?:token=)?"
)
_REST = regex(r"[^\s\"'`\\│|<>]+")
_CREDENTIALS = regex(r"(?i)(bearer|basic)[ \t]{1,8}([A-Za-z0-9._~+/*-]{6,}=*)")
_LONG = 20
_KINDS = {"bearer": "bearer-token", "basic": "basic-credentials"}

_COOKIE = regex(
    r"(?P<name>[^\s=;,\"'\\{}\[\]<>]{1,128})=(?:(?P<open>\\*\")(?P<in>(?![:\]}])[^\s\",;\\]*)(?P=open)|(?P<bare>[^\s;,\"'\\]*))"
)
_BETWEEN = regex(r"[ \t]*[;,][ \t]*(?:(?i:secure|httponly|partitioned)(?=[;,\s]|\Z)[ \t]*[;,]?[ \t]*)*")
_DATE = regex(r"(?i)expires=[a-z]{3,9},?[ \t][^;,\"'\\\n]{0,40}")
_ATTRIBUTES = frozenset(("path", "domain", "expires", "max-age", "samesite", "version", "priority", "comment"))
_ITEM = regex(r"[ \t\r\n]{0,40}[{,][ \t\r\n]{0,40}[bu]?(\\*[\"'])[^\"'\\\n]{1,128}\1[ \t]*:[ \t]*")
_MOST_COOKIES = 200
_LEAST = 3


def authorization(text: str, at: int, quoted: bool) -> Iterator[Secret]:
    """The credentials of an Authorization field whose value begins there; the scheme before them stays.

    Where the name is ``quoted`` its value is too, or is no text.
    """
    value = value_at(text, at) or Value(at, at)
    if not value.quote and (quoted or text[at : at + 1] in ("{", "[", "(")):
        return
    start, stop = value.start, value.stop
    scheme = _SCHEME.match(text, start)
    if scheme is not None:
        start = scheme.end()
    if not value.quote:
        wide = scheme is not None and scheme[1].lower().startswith(("digest", "aws4"))
        stop = _rest(text, start, wide)
    held = text[start:stop]
    if placeholder_end(text, start):
        return
    if stop <= start or is_no_secret(held) or len(held) < _LEAST:
        return
    kind = kind_of(held) or (_KINDS.get(scheme[1].lower(), "authorization") if scheme else "authorization")
    yield Secret(kind, over_lines(text, start, stop, "" if value.closed else value.quote))


def _rest(text: str, start: int, wide: bool) -> int:
    """Where a bare value ends: with its word, or with its line where it has several parts."""
    end = line_end(text, start)
    if wide:
        return start + min((len(part) for part in (text[start:end].partition(mark)[0] for mark in "\"'\\")), default=0)
    hit = _REST.match(text, start, end)
    if hit is None or any(opening in hit[0] for opening in "{(["):
        return hit.end() if hit is not None else start
    return start + len(hit[0].rstrip(",;)}]"))


def credentials(text: str, start: int) -> Secret | None:
    """``Bearer …`` or ``Basic …`` that stands somewhere; None for words such as ``bearer token``."""
    hit = _CREDENTIALS.match(text, start)
    if hit is None or is_no_secret(hit[2]):
        return None
    basic = hit[1].lower() == "basic"
    if not (_is_basic(hit[2]) if basic else len(hit[2]) >= _LONG or looks_random(hit[2])):
        return None
    kind = kind_of(hit[2]) or _KINDS[hit[1].lower()]
    return Secret(kind, over_lines(text, hit.start(2), hit.start(2) + len(hit[2].rstrip("."))))


def _is_basic(held: str) -> bool:
    from base64 import b64decode

    try:
        return b":" in b64decode(held[:4000] + "=" * (-len(held[:4000]) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False


def cookie_pairs(text: str, at: int, stop: int) -> Iterator[Secret]:
    """The values of ``name=value; name=value``; what only says how a cookie is kept stays."""
    for _ in range(_MOST_COOKIES):
        date = _DATE.match(text, at, stop)
        pair = None if date else _COOKIE.match(text, at, stop)
        if pair is not None and pair["name"].lower() not in _ATTRIBUTES:
            group = "in" if pair["open"] else "bare"
            known = placeholder_end(text, pair.start(group))
            if pair[group] and not known:
                yield Secret("cookie", ((pair.start(group), pair.end(group)),))
            at = max(at, known)
        found = date or pair
        if found is None:
            return
        between = _BETWEEN.match(text, max(at, found.end()), stop)
        if between is None:
            return
        at = between.end()


def cookie_table(text: str, at: int) -> Iterator[Secret]:
    """The values of ``{'name': 'value', …}``."""
    for _ in range(_MOST_COOKIES):
        item = _ITEM.match(text, at)
        value = value_at(text, item.end()) if item is not None else None
        if value is None or not value.quote:
            return
        if value.of(text) and not is_no_secret(value.of(text)):
            yield Secret("cookie", ((value.start, value.stop),))
        at = value.stop + len(value.quote)
