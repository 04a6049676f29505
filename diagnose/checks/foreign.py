"""JSON of strangers: a value is taken where it has the type that it should have, and left out otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

LARGEST_NUMBER = 1 << 53
LONGEST_TEXT = 120


def parsed(text: str | bytes) -> object:
    """The value of a JSON text; None for anything else, however long its numbers and deep its nesting."""
    try:
        return json.loads(text, parse_int=_whole, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= len(str(LARGEST_NUMBER)) else None


def at(value: object, *path: str) -> object:
    """What stands at a path of keys; None where there is nothing."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def text_at(value: object, *path: str) -> str:
    """A text, cut where it is long; empty where there is none."""
    found = at(value, *path)
    if not isinstance(found, str):
        return ""
    return found if len(found) <= LONGEST_TEXT else f"{found[: LONGEST_TEXT - 1]}…"


def number_at(value: object, *path: str) -> int | None:
    """A whole number above zero; None where there is none."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    return found if 0 < found <= LARGEST_NUMBER else None


def items_at(value: object, *path: str) -> Sequence[object]:
    """The items of a list; none where there is no list."""
    found = at(value, *path)
    return found if isinstance(found, list) else ()


def table_at(value: object, *path: str) -> Mapping[str, object]:
    """The entries of an object; none where there is no object."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}
