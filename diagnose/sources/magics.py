"""What IPython adds to Python, made harmless: the text keeps its length and its lines, so places in it hold."""

from __future__ import annotations

from diagnose.lazy import regex

_MAGIC = regex(r"[ \t]*(?:[%!]|\?{1,2}[\w%.]|[\w.%]+\?{1,2}\s*$|(?:pip3?|conda|mamba|micromamba)[ \t]+[a-z])")
_MARKS = ("%", "!", "?", "pip", "conda", "mamba")
"""One of these is in each line that only IPython understands."""
_ASSIGNED = regex(r"[^=!%#(){}?]{1,300}=[ \t]*([!%])")
_CELL_MAGIC = regex(r"\s*%%(\w+)")
_AROUND_PYTHON = frozenset(
    {"capture", "debug", "lprun", "memit", "mprun", "prun", "python", "python3", "scalene", "time", "timeit"}
)
"""Magics of a whole cell whose body is Python; that of the others is HTML, a shell's, another file."""
_STRING = regex(r"'''|\"\"\"|['\"]|#|[()\[\]{}]")
_OPEN, _CLOSE = "([{", ")]}"


def harmless(text: str) -> str | None:
    """The cell as plain Python of the same shape, None where it is not Python at all."""
    whole = _CELL_MAGIC.match(text)
    if whole is not None and whole[1] not in _AROUND_PYTHON:
        return None
    rows = text.split("\n")
    inside, depth, continued, joined = "", 0, False, False
    for number, row in enumerate(rows):
        if continued:
            rows[number] = "#" + row[1:] if row else row
            continued = row.rstrip("\r").endswith("\\")
        elif not (inside or depth or joined) and (made := _without_magic(row)) is not None:
            rows[number] = made
            continued = row.rstrip("\r").endswith("\\")
        else:
            inside, depth = _state_after(row, inside, depth)
            joined = not inside and row.rstrip("\r").endswith("\\")
    return "\n".join(rows)


def _without_magic(row: str) -> str | None:
    """The line without what only IPython understands, None where there is no such thing."""
    if not any(mark in row for mark in _MARKS):
        return None
    if assigned := _ASSIGNED.match(row):
        at = assigned.start(1)
        return row[:at] + "0" + ("#" + row[at + 2 :] if row[at + 1 :].strip() else row[at + 1 :])
    if not _MAGIC.match(row):
        return None
    at = len(row) - len(row.lstrip(" \t"))
    if at == 0:
        return "#" + row[1:]
    # In a block a comment alone is not enough: it would be empty.
    return row[:at] + "0" + ("#" + row[at + 2 :] if row[at + 1 :].strip() else row[at + 1 :])


def _state_after(row: str, inside: str, depth: int) -> tuple[str, int]:
    """In which string and how many brackets deep the next line begins."""
    at = 0
    while True:
        if inside:
            at = _end_of_string(row, at, inside)
            if at < 0:
                continues = len(inside) == 3 or row.rstrip("\r").endswith("\\")
                return (inside if continues else ""), depth
            inside = ""
        match = _STRING.search(row, at)
        if match is None or match[0] == "#":
            return "", depth
        at = match.end()
        if match[0] in _OPEN:
            depth += 1
        elif match[0] in _CLOSE:
            depth = max(0, depth - 1)
        else:
            inside = match[0]


def _end_of_string(row: str, at: int, quote: str) -> int:
    """The place behind the closing quote, -1 where the line ends before."""
    while (found := row.find(quote, at)) >= 0:
        before = found
        while before > at and row[before - 1] == "\\":
            before -= 1
        if (found - before) % 2 == 0:
            return found + len(quote)
        at = found + 1
    return -1
