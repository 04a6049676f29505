"""Private keys as blocks of lines, whole or cut off, on lines of their own or escaped inside a text."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.redaction.secret import Secret

KIND = "private-key"
_BEGIN = regex(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_END = regex(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_BEGINS, _ENDS = "-----BEGIN", "-----END"
_LINE = regex(r"\r?\n|(?<!\\)\\+(?:r\\+n|[nrt])")
_HEADER = regex(r"[A-Z][A-Za-z-]{2,30}: ")
_RUN = regex(r"[A-Za-z0-9+/=_-]+")
_QUOTE = regex("[\"']")
_LONG = 16
_FEWEST_LETTERS = 4
_LONG_RUN = regex(r"[A-Za-z0-9+/]{40,}={0,2}")
_PLACEHOLDER = "[redacted"
_LONGEST = 1 << 15


def block_from(text: str, start: int) -> Secret | None:
    """The block that begins there, to its end or as far as it goes."""
    begin = _BEGIN.match(text, start)
    if begin is None:
        return None
    stop = text.find(_BEGINS, begin.end(), begin.end() + _LONGEST)
    end = _END.search(text, begin.end(), stop if stop >= 0 else begin.end() + _LONGEST)
    if end is not None or stop < 0:
        stop = end.start() if end is not None else begin.end() + _LONGEST
    pieces = tuple(_rows(text, begin.end(), stop, whole=end is not None))
    return Secret(KIND, pieces) if pieces else None


def block_before(text: str, at: int, floor: int) -> Secret | None:
    """The rest of a block of which only the end is there."""
    if _END.match(text, at) is None:
        return None
    found: list[tuple[int, int]] = []
    floor = max(floor, at - _LONGEST)
    floor = max(floor, text.rfind(_ENDS, floor, at))
    for begin, stop in reversed(list(_lines(text, floor, at))):
        runs = [hit.span() for hit in _RUN.finditer(text, begin, stop)]
        long = _LONG_RUN.search(text, begin, stop)
        if text.find(_PLACEHOLDER, begin, stop) >= 0:
            return None
        if long is None and found:
            break
        if runs and (long is not None or not found):
            found.append(long.span() if long is not None else runs[-1])
    longest = any(stop - begin >= 40 for begin, stop in found)
    return Secret(KIND, tuple(reversed(found))) if longest else None


def _rows(text: str, start: int, stop: int, whole: bool) -> Iterator[tuple[int, int]]:
    """What of each line is key: the last run of its letters, behind whatever a logger puts before it.

    Where quotes stand in the line, it is a list or code, of which only what is long is key.
    """
    found = False
    for begin, end in _lines(text, start, min(stop, len(text))):
        if _HEADER.search(text, begin, end) or text.find(_PLACEHOLDER, begin, end) >= 0:
            continue
        runs = [hit.span() for hit in _RUN.finditer(text, begin, end) if not _escaped(text, hit.start(), begin)]
        long = [run for run in runs if run[1] - run[0] >= _LONG and _letters(text[slice(*run)])]
        if _QUOTE.search(text, begin, end):
            runs = long
        else:
            runs = runs[-1:] if whole else [run for run in long if run == runs[-1]]
        if not runs and found and not whole:
            return
        found = found or bool(runs)
        yield from runs


def _letters(run: str) -> bool:
    """Whether it is more than a number."""
    return sum(map(str.isalpha, run)) >= _FEWEST_LETTERS


def _escaped(text: str, at: int, begin: int) -> bool:
    """Whether a backslash stands before it: what follows is no key but a character's name."""
    return at > begin and text[at - 1] == "\\"


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    for hit in _LINE.finditer(text, start, stop):
        yield at, hit.start()
        at = hit.end()
    yield at, stop
