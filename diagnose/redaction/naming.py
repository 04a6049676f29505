"""The name of a field, and where its value begins."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_LONGEST_NAME = 80
_IN_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
_NAME = regex(r"[A-Za-z0-9_.-]+")
_PROSE_NAME = regex(
    r"(?i)(?:api|access|secret|auth|account)[ ](?:key|token)"
    r"(?:[ ](?:provided|used|is|was|given|received|found|in use))?"
)
_BEHIND = regex(
    r"(?P<close>\\*[\"'`])?(?P<index>\])?[ \t]{0,8}"
    r"(?:(?P<sep>=>|:=|==|[:=>]|%3[DdAa])"
    r"|(?P<comma>,)[ \t\r\n]{0,24}(?:(?:\\*[\"'])?(?i:value)(?:\\*[\"'])?[ \t]{0,8}:)?"
    r"|\r?\n[ \t]{0,40}(?P<below>value):"
    r"|(?P<blank>(?=[ \t])))"
    r"[ \t]{0,8}(?P<list>\[[ \t\r\n]{0,40})?"
)
_COMMAND = regex(r"(?:\b(?:ENV|setx|setenv|set -[a-zA-Z]+)[ \t]+|--[A-Za-z0-9.-]{0,40}|\blogin \S{1,80} )\Z")
_PAIR = regex(r"(?:^|[^\w\]])[(\[][ \t\r\n]{0,24}(?:\{[ \t]*)?b?\\*[\"']\Z")
_NAMED_BEFORE = regex(r"(?i)\\*[\"']?\b(?:name|key|header)\\*[\"']?[ \t]*[:=][ \t]*\\*[\"']?\Z")
_BACK = 120


@dataclass(frozen=True, slots=True)
class Field:
    """A name and where its value begins."""

    name: str
    start: int
    value_at: int
    quote: str
    separator: str
    listed: bool


def field_at(text: str, stem: int, floor: int) -> Field | None:
    """The field in whose name ``stem`` lies, None where it is no name of one; nothing before ``floor`` is looked at."""
    start = stem
    while start > max(floor, stem - _LONGEST_NAME) and text[start - 1] in _IN_NAME:
        start -= 1
    if start and text[start - 1] == "\\" and text[start] in "nrt":
        start += 1  # an escaped line end, not a letter of the name
    while start < stem and text[start] in "-.":
        start += 1
    prose = _PROSE_NAME.match(text, start)
    name = prose or _NAME.match(text, start, stem + _LONGEST_NAME)
    if name is None or name.end() <= stem:
        return None
    behind = _BEHIND.match(text, name.end())
    if behind is None:
        return None
    separator = behind["sep"] or ("," if behind["comma"] else "value" if behind["below"] else " ")
    before = text[max(floor, start - _BACK) : start]
    if separator == " " and (_COMMAND.search(before) is None or behind["close"]):
        return None
    if separator == "," and not _is_pair(before, behind["close"]):
        return None
    if separator == ">" and not before.endswith("<"):
        return None
    words = " ".join(name[0].split()[:2]) if prose else name[0].rstrip(".-")
    separator = "prose" if prose else separator
    return Field(words, start, behind.end(), behind["close"] or "", separator, bool(behind["list"]))


def _is_pair(before: str, close: str | None) -> bool:
    """``('x-api-key', '…')``, ``["--token", "…"]`` or ``{"name": "X-Api-Key", "value": "…"}``; no call's arguments."""
    return bool(close) and (
        _PAIR.search(before) is not None or _NAMED_BEFORE.search(before) is not None or before.endswith("--")
    )
