"""What web pages, word processors and screen captures do to a paste: entities, curly quotes, blanks, blank lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import is_connector
from diagnose.model import Line, LogEntry

_ENTITIES = ("&quot;", "&#x27;", "&#39;", "&#34;", "&lt;module&gt;", "&gt;&gt;&gt;")
_ENTITY = regex(r"&(?:[a-z]{2,6}|#\d{1,5}|#x[0-9a-fA-F]{1,4});")
_CURLED = regex(r"File [\u201c\u201d\u201e]")
_CURLY = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'", "\u201a": "'"})
_PADDING = " " * 8
_FEWEST = 6


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block as it was before, None where none of this was done to it. Surplus blank lines are a part."""
    lines: Sequence[Line] = block.lines
    for mend in (_unpadded, _without_entities, _straight):
        lines = mend(lines)
    if _is_double_spaced(lines):
        return [part(block, lines[::2], "retyped"), part(block, lines[1::2])]
    return None if lines is block.lines else [part(block, lines, "retyped")]


def _unpadded(lines: Sequence[Line]) -> Sequence[Line]:
    """A terminal's capture fills each line up to the width; nothing reads those blanks."""
    padded = sum(1 for line in lines if line.text.endswith(_PADDING))
    if padded < 3 or padded < 0.3 * len(lines):
        return lines
    return [with_text(line, line.text.rstrip(" ")) if line.text.endswith("  ") else line for line in lines]


def _without_entities(lines: Sequence[Line]) -> Sequence[Line]:
    if not any("&" in line.text and any(entity in line.text for entity in _ENTITIES) for line in lines):
        return lines
    return [with_text(line, _ENTITY.sub(_character, line.text)) if "&" in line.text else line for line in lines]


def _character(entity: re.Match[str]) -> str:
    from html import unescape

    found = unescape(entity[0])
    return found if found.isprintable() else " "


def _straight(lines: Sequence[Line]) -> Sequence[Line]:
    if not any("File " in line.text and _CURLED.search(line.text) for line in lines):
        return lines
    return [with_text(line, line.text.translate(_CURLY)) for line in lines]


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether every second line is blank, and hardly another: the paste doubled the line feeds."""
    if len(lines) < _FEWEST or lines[1].text.strip() or any(line.text.strip() for line in lines[1::2]):
        return False
    kept = lines[::2]
    if any(is_connector(after.text) and line.text.strip() for line, after in pairwise(kept)):
        return False  # what joins two tracebacks has a blank line on either side anyway
    return sum(1 for line in kept if line.text.strip()) >= 0.7 * len(kept)


FORMAT = LogFormat("retyped", entries)
