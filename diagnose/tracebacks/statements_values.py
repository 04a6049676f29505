"""JSON objects and Python dicts in the middle of a log, read as data, never run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence

from diagnose.lazy import regex
from diagnose.tracebacks.node_values import whole
from diagnose.tracebacks.protocol import PayloadLine

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

_LONGEST = 100_000
_MOST_LINES = 300
_MOST_WRAPPED = 12
_MARKS = regex(r"""\\.|["'{}\[\]]""")
_DEEPEST = 40
_WIDEST = 1024


class Braces:
    """Follows the brackets of a text that is fed in pieces. ``depth`` is how many are open."""

    def __init__(self) -> None:
        self.depth = 0
        self.deepest = 0
        self._quote = ""

    def feed(self, text: str) -> int | None:
        """The position after the bracket that closes the first one; None where it stays open."""
        for mark in _MARKS.finditer(text):
            char = mark[0]
            if self._quote:
                if char == self._quote:
                    self._quote = ""
            elif char == '"' or char == "'":
                self._quote = char
            elif char in "{[":
                self.depth += 1
                self.deepest = max(self.deepest, self.depth)
            elif char in "}]":
                self.depth -= 1
                if self.depth <= 0:
                    return mark.end()
        return None


def gather(lines: Sequence[PayloadLine], start: int, begin: int) -> tuple[str, int, str] | None:
    """The text from column ``begin`` of line ``start`` to its closing bracket, the index after it, and what follows."""
    braces = Braces()
    parts: list[str] = []
    size = 0
    most = _MOST_LINES if lines[start].text.rstrip().endswith(("{", "[", ",", "(")) else _MOST_WRAPPED
    for index in range(start, min(len(lines), start + most)):
        text = lines[index].text[begin if index == start else 0 :]
        size += len(text)
        if size > _LONGEST:
            return None
        end = braces.feed(text)
        if braces.deepest > _DEEPEST:
            return None
        if end is not None:
            parts.append(text[:end])
            return "\n".join(parts), index + 1, text[end:]
        parts.append(text)
    return None


def read_value(text: str) -> Value:
    """The value that a JSON or Python literal means; None where it is neither."""
    braces = Braces()
    if len(text) > _LONGEST or braces.feed(text) is None or braces.deepest > _DEEPEST:
        return None
    import json

    try:
        return _checked(json.loads(text, strict=False))
    except (ValueError, RecursionError):
        pass
    try:
        return _checked(_evaluated(text.strip()))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _evaluated(literal: str) -> object:
    """The value of a Python literal; Python's remarks on its spelling (``\\d``) are not for the user."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.literal_eval(literal)


def read_string(literal: str) -> str | None:
    """The text of a quoted Python string."""
    try:
        value = _evaluated(literal) if len(literal) <= _LONGEST else None
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return whole(value) if isinstance(value, str) else None


def _checked(value: object) -> Value:
    """The value itself where it is built of JSON's types, at most ``_DEEPEST`` deep."""
    if isinstance(value, dict):
        return {whole(str(key)): _checked(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_checked(item) for item in value]
    if isinstance(value, int) and value.bit_length() > _WIDEST:
        return hex(value)  # Python refuses to write such a number out in decimals
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return whole(str(value))


def leaves(value: Value, path: str = "", most: int = 100) -> Iterator[tuple[str, str]]:
    """The values of an object with their dotted paths, as text; what is empty is left out."""
    pending: list[tuple[str, Value]] = [(path, value)]
    while pending and most:
        name, item = pending.pop()
        if isinstance(item, dict):
            pending.extend((f"{name}.{key}" if name else key, each) for key, each in reversed(item.items()))
        elif isinstance(item, list):
            pending.extend(
                (f"{name}.{place}" if name else str(place), each) for place, each in reversed(list(enumerate(item)))
            )
        elif item is not None and item != "":
            most -= 1
            yield name, _text(item)


def _text(item: bool | int | float | str) -> str:
    return str(item).lower() if isinstance(item, bool) else str(item)
