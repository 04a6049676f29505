"""Which agent framework a log comes from, read from its frames, its loggers and the shape of its conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from diagnose.lazy import regex
from diagnose.matching.conditions import frame_text
from diagnose.matching.log import Log
from diagnose.matching.strands import strands
from diagnose.model.events import EventKind, TraceEvent
from diagnose.model.lines import Line
from diagnose.model.reach import BELOW, HEAD, above
from diagnose.model.report import Framework

_Rules = tuple[tuple[str, re.Pattern[str], int], ...]
_AG2_PARTS = "agentchat/group|tools|llm_config|events|io/processors|fast_depends"
_FRAMES: _Rules = (
    ("autogen-0.4", regex(r"/autogen_(?:agentchat|core|ext)/"), 4),
    ("ag2", regex(rf"/site-packages/ag2/|/autogen/(?:{_AG2_PARTS})/"), 4),
    ("autogen-0.2", regex(r"/autogen/(?:agentchat|oai|coding|code_utils)"), 3),
)
_LINES: _Rules = (
    ("autogen-0.4", regex(r"autogen_(?:agentchat|core|ext)[./]|^Error processing publish message"), 3),
    ("autogen-0.4", regex(r"^-{10} (?:\w+ \(|Summary)"), 3),
    (
        "ag2",
        regex(r"site-packages/ag2/|\bag2(?:==|\[)|^Call ID: |\[autogen\.oai\.client: [^\]]*\] \{[4-9]\d\d\}"),
        5,
    ),
    ("autogen-0.2", regex(r"flaml\.automl is not available|site-packages/autogen/"), 2),
    ("autogen-0.2", regex(r"^>>>>>>>> (?:EXECUTING|USING)|^[\w.-]+ \(to [\w.-]+\):$"), 1),
    ("autogen-0.2", regex(r"\[autogen\.oai\.client: [^\]]*\] \{\d{2,3}\}"), 1),
    ("node", regex(r"^Node\.js v\d|node:internal/"), 2),
)
_DISTRIBUTION = r"(?:pyautogen|autogen-agentchat|autogen-core|autogen-ext|\bag2|\bautogen)"
_VERSION = regex(rf"{_DISTRIBUTION}(?:\[[\w,-]*\])?[= @v]+(\d+\.\d+(?:\.\d+)?)")
_NODE_VERSION = regex(r"^Node\.js v(\d+\.\d+\.\d+)")
_MOST_LINES = 20_000
_MOST_EVENTS = 5


def framework_of(events: Sequence[TraceEvent], log: Log) -> Framework:
    """The framework that most speaks for itself; ``Framework(None)`` where nothing does."""
    score: dict[str, int] = {}
    for event in events:
        if event.kind in (EventKind.NODE, EventKind.V8_FATAL):
            score["node"] = score.get("node", 0) + 3
        for text in {frame_text(frame) for strand in strands(event) for frame in strand.frames()}:
            _count(score, _FRAMES, text)
    lines = (line for entry in log.entries for line in entry.lines)
    texts = (line.text for line in (_near(lines, events) if log.near else lines))
    version: str | None = None
    for _, text in zip(range(_MOST_LINES), texts, strict=False):
        short = text[:400]
        _count(score, _LINES, short)
        version = version or _version(short)
    if not score:
        return Framework(None, None)
    name = max(sorted(score), key=lambda key: score[key])
    if name == "autogen-0.2" and score.get("ag2"):
        name = "ag2"
    return Framework(name, version)


def _near(lines: Iterable[Line], events: Sequence[TraceEvent]) -> Iterator[Line]:
    """The lines at the beginning of a log, and those around its first errors."""
    spans = [event.span for event in events[:_MOST_EVENTS]]
    close = [range(span.first_line - above(span.first_line), span.last_line + BELOW) for span in spans]
    return (line for line in lines if line.number <= HEAD or any(line.number in lines for lines in close))


def _count(score: dict[str, int], rules: _Rules, text: str) -> None:
    for name, pattern, weight in rules:
        if pattern.search(text):
            score[name] = score.get(name, 0) + weight


def _version(text: str) -> str | None:
    hit = _VERSION.search(text) or _NODE_VERSION.match(text)
    return hit.group(1) if hit else None
