"""Fields with a name: ``api_key=…``, ``"password": "…"``, ``--token …``, ``x-api-key: …`` and their like."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.redaction.forms import kind_of
from diagnose.redaction.headers import authorization, cookie_pairs, cookie_table
from diagnose.redaction.judgement import is_secret, is_setting
from diagnose.redaction.names import secret_name
from diagnose.redaction.naming import Field, field_at
from diagnose.redaction.secret import Secret
from diagnose.redaction.values import Value, element_at, ends_text, value_at
from diagnose.redaction.wraps import over_lines

_ANNOTATION = regex(
    r"(?:typing\.)?(?:str|bytes|string|any|Any|Optional|Union|Final|Annotated|ClassVar|SecretStr)\b"
    r"[A-Za-z_0-9.\[\]| ]{0,60}?[ \t]*=(?!=)[ \t]*"
)
_NEXT_ITEM = regex(r"[ \t\r\n]{0,40},[ \t\r\n]{0,40}")


def secrets_of_field(text: str, stem: int, floor: int) -> Iterator[Secret]:
    """The secrets that the field holds in whose name ``stem`` lies; nothing before ``floor`` is looked at."""
    field = field_at(text, stem, floor)
    if field is None:
        return
    named = secret_name(field.name)
    if named is None:
        return
    kind, strength = named
    if not field.quote and ends_text(text, field.start, value_at(text, field.value_at)):
        return
    if kind == "cookies":
        yield from _cookies(text, field)
    elif kind == "authorization":
        yield from authorization(text, field.value_at, quoted=bool(field.quote))
    else:
        yield from _values(text, field, kind, strength)


def _cookies(text: str, field: Field) -> Iterator[Secret]:
    if text.startswith("{", field.value_at):
        yield from cookie_table(text, field.value_at)
        return
    value = value_at(text, field.value_at)
    if value is not None and value.quote:
        yield from cookie_pairs(text, value.start, value.stop)
    elif field.separator in (":", "="):
        yield from cookie_pairs(text, field.value_at, len(text))


def _values(text: str, field: Field, kind: str, strength: bool) -> Iterator[Secret]:
    at = _behind_annotation(text, field)
    whole_line = is_setting(text, field)
    while True:
        value = element_at(text, at) if field.separator == ">" else value_at(text, at, whole_line)
        if value is None:
            return
        if is_secret(text, field, value, strength):
            yield _secret(text, field, value, kind)
        item = _NEXT_ITEM.match(text, value.stop + len(value.quote)) if field.listed and value.quote else None
        if item is None:
            return
        at = item.end()


def _behind_annotation(text: str, field: Field) -> int:
    """Behind ``: str | None =``, where a name has its type."""
    if field.separator == ":" and not field.quote:
        hit = _ANNOTATION.match(text, field.value_at)
        if hit is not None and hit[0].rstrip(" \t=").rstrip() not in ("", field.name):
            return hit.end()
    return field.value_at


def _secret(text: str, field: Field, value: Value, kind: str) -> Secret:
    own = kind_of(value.of(text))
    pieces = over_lines(text, value.start, value.stop, "" if value.closed else value.quote)
    quote = (field.quote or '"') if value.number and field.separator == ":" else ""
    if own is not None and not (own == "api-key" and kind.endswith("-key")):
        kind = own
    return Secret(kind, pieces, quote)
