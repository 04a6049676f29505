"""What is kept of a line of megabytes: the text around a trigger, as a small record of its own where it is JSON."""

from __future__ import annotations

import re

_PAIR = re.compile(
    rb'[{,]\s{0,9}"\w{1,60}"\s{0,9}:\s{0,9}(?:"(?:[^"\\]|\\.){0,2000}"|-?\d[\d.eE+-]{0,30}|true|false|null)'
)
_KEY = re.compile(rb'"([^"\\]{1,80})"\s{0,9}:\s{0,9}"\Z')
_LONGEST_KEY = 120


def fields_of(head: bytes) -> bytes:
    """The first fields of a JSON object that begins so, as long as they are plain: ``{"time": "…", "level": 3``."""
    at = 0
    while (pair := _PAIR.match(head, at)) is not None:
        at = pair.end()
    return head[:at]


def part_of(fields: bytes, text: bytes, hit: int) -> tuple[bytes, int]:
    """What to keep of a stretch of a long line for a trigger that ends at an index, and the index where that ends.

    Inside of a JSON string: an object with the line's first fields and this one. Else the whole stretch.
    """
    begin, end = _opening(text, hit), _closing(text, hit)
    if begin < 0:
        return text, len(text)
    value = text[begin + 1 : end]
    key = _KEY.search(text, max(0, begin + 1 - _LONGEST_KEY), begin + 1)
    if key is None:
        return value, end
    whole = value[:-1] if end == len(text) and _escaped(text, end) else value
    return (fields + b"," if fields else b"{") + b'"%s": "%s"}' % (key[1], whole), end


def _opening(text: bytes, at: int) -> int:
    """The index of the quote that opens the string around an index, -1 where there is none."""
    place = text.rfind(b'"', 0, at)
    while place > 0 and _escaped(text, place):
        place = text.rfind(b'"', 0, place)
    return place


def _closing(text: bytes, at: int) -> int:
    place = text.find(b'"', at)
    while place >= 0 and _escaped(text, place):
        place = text.find(b'"', place + 1)
    return place if place >= 0 else len(text)


def _escaped(text: bytes, place: int) -> bool:
    backslashes = place
    while backslashes and text[backslashes - 1 : backslashes] == b"\\":
        backslashes -= 1
    return (place - backslashes) % 2 == 1
