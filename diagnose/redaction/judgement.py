"""Whether what a field holds is a secret, or a word of a sentence, or an expression of a program."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.names import STRONG
from diagnose.redaction.naming import Field
from diagnose.redaction.values import Value, is_code, is_no_secret, is_sentence, is_telling

_ENV_LINE = regex(r"(?:^|\n|\\n)[ \t]*(?:(?:export|set|ENV|-e|\$env:|-)[ \t]*)?\Z")
_LINE_START = regex(r"(?:^|[\n\r])[^\S\n\r]*(?:[-*>│|+][^\S\n\r]*)?[\"'`]?\Z")
_LINE_STOP = regex(r"[ \t│|]*(?:$|[\n\r])|\\+[nr]")
_QUERY = regex(r"(?:[?&;]|%26|amp;)\Z")
_LEAST = 4


def is_secret(text: str, field: Field, value: Value, strength: bool) -> bool:
    """Whether the value is a secret, given what kind of name it stands behind."""
    held = value.of(text)
    if is_no_secret(held) or is_sentence(held):
        return False
    if field.name.lower().endswith(("sig", "signature")) and not _in_query(text, field):
        return False
    if strength is not STRONG:
        return is_telling(held) and not value.number
    if value.number:
        return len(held) >= _LEAST
    if value.quote:
        return field.separator != "," or field.quote.endswith(value.quote[-1]) or looks_random(held)
    return _is_bare_secret(text, field, value, held)


def _is_bare_secret(text: str, field: Field, value: Value, held: str) -> bool:
    """Without quotes it may be a word of a sentence or an expression of a program."""
    if len(held) < _LEAST:
        return False
    if field.separator in (" ", "value", ">") or field.name.isupper():
        return not held.startswith("-")
    if field.separator in (":", "prose") and not field.quote:
        alone = _LINE_START.search(text, max(0, field.start - 80), field.start) and _LINE_STOP.match(text, value.stop)
        return (bool(alone) and field.separator == ":") or _is_odd(held)
    if _in_query(text, field):
        return True
    return not is_code(held, text[value.stop : value.stop + 1])


def _in_query(text: str, field: Field) -> bool:
    """Whether it is a parameter of an address."""
    return _QUERY.search(text, max(0, field.start - 5), field.start) is not None


def _is_odd(held: str) -> bool:
    """Whether it is no plain word."""
    return (
        "*" in held
        or (any(char.isdigit() for char in held) and any(char.isalpha() for char in held))
        or (len(held) >= 16 and looks_random(held))
    )


def is_setting(text: str, field: Field) -> bool:
    """``NAME=value`` as in a file of settings, alone on its line."""
    if field.separator != "=" or field.quote or not field.name.replace("_", "").isupper():
        return False
    return _ENV_LINE.search(text, max(0, field.start - 40), field.start) is not None
