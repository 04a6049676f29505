"""The same few characters before every line, whatever they are: ``+`` of a diff, ``app.log:`` of grep, ``stderr: ``."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.heads import is_head
from diagnose.logformats.shapes import hints_at_trace, is_opening
from diagnose.model import LogEntry

_FEWEST = 3
_LONGEST = 100
_CLOCK = regex(r"\d:\d\d|\d{4}-\d\d")
_DIFF = regex(r"@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|diff --git |(?:---|\+\+\+) |new file mode |index [0-9a-f]{7,}")


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block without the label, None where there is none, or where it hides no trace."""
    lines = block.lines
    first = 0
    while first < min(len(lines), 8) and (not lines[first].text.strip() or _DIFF.match(lines[first].text)):
        first += 1
    label = _label([line.text for line in lines[first:] if line.text.strip()])
    if not label:
        return None
    rests = [line.text[len(label) :] for line in lines[first:]]
    if all(rest.startswith(" ") for rest in rests if rest.strip()):
        rests = [rest[1:] for rest in rests]
    if not any(_tells(rest) for rest in rests) or any(_tells(line.text) for line in lines[first:]):
        return None
    body = part(block, [with_text(line, rest) for line, rest in zip(lines[first:], rests, strict=True)], "label")
    return [part(block, lines[:first]), body] if first else [body]


def _label(texts: list[str]) -> str:
    """What all texts begin with, up to the last mark in it; empty where that is nothing, or a time."""
    if len(texts) < _FEWEST or texts[0][0].isspace():
        return ""
    low, high = min(texts), max(texts)
    length = 0
    while length < min(len(low), len(high), _LONGEST) and low[length] == high[length]:
        length += 1
    label = low[:length].rstrip(" ")
    while label and (label[-1].isalnum() or label[-1] in "_\"'([{<@$/\\."):
        label = label[:-1]
    return "" if _CLOCK.search(label) or not label.strip() else label


def _tells(text: str) -> bool:
    return hints_at_trace(text) or is_head(text) or is_opening(text)


FORMAT = LogFormat("label", entries)
