"""Which agent framework a log comes from, read from its frames, its loggers and the shape of its conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from diagnose.lazy import regex
from diagnose.matching.conditions import frame_text
from diagnose.matching.log import Log
from diagnose.matching.strands import strands
from diagnose.matching.versions import Rows, versions_of
from diagnose.matching.versions.mixed import mixed
from diagnose.model.events import EventKind, TraceEvent
from diagnose.model.frametable import FrameTable
from diagnose.model.lines import Line
from diagnose.model.reach import BELOW, HEAD, above
from diagnose.model.report import Framework
from diagnose.model.versions import Version

_Rules = tuple[tuple[str, re.Pattern[str], int], ...]
_AG2_PARTS = "agentchat/group|tools|llm_config|events|io/processors|fast_depends"
_FRAMES: _Rules = (
    ("autogen-0.4", regex(r"/autogen_(?:agentchat|core|ext)/"), 4),
    ("ag2", regex(rf"/site-packages/ag2/|/autogen/(?:{_AG2_PARTS})/"), 4),
    ("autogen-0.2", regex(r"/autogen/(?:agentchat|oai|coding|code_utils)"), 3),
)
_LINES: tuple[tuple[tuple[str, ...], str, re.Pattern[str], int], ...] = (
    (
        ("autogen_", "Error processing publish"),
        "autogen-0.4",
        regex(r"autogen_(?:agentchat|core|ext)[./]|^Error processing publish message"),
        3,
    ),
    (("----------",), "autogen-0.4", regex(r"^-{10} (?:\w+ \(|Summary)"), 3),
    (
        ("ag2", "Call ID: ", "[autogen.oai.client: "),
        "ag2",
        regex(r"site-packages/ag2/|\bag2\[|^Call ID: |\[autogen\.oai\.client: [^\]]*\] \{[4-9]\d\d\}"),
        5,
    ),
    (
        ("flaml.automl", "-packages/autogen/"),
        "autogen-0.2",
        regex(r"flaml\.automl is not available|site-packages/autogen/"),
        2,
    ),
    ((">>>>>>>> ", " (to "), "autogen-0.2", regex(r"^>>>>>>>> (?:EXECUTING|USING)|^[\w.-]+ \(to [\w.-]+\):$"), 1),
    (("[autogen.oai.client: ",), "autogen-0.2", regex(r"\[autogen\.oai\.client: [^\]]*\] \{\d{2,3}\}"), 1),
    (("Node.js v", "node:internal/"), "node", regex(r"^Node\.js v\d|node:internal/"), 2),
)
"""Words of which the text holds one, what a line that the pattern hits speaks for, and how loudly."""
_OLD = ("autogen-0.2", "ag2")
_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "autogen-0.4": ("autogen-agentchat", "autogen-core", "autogen-ext"),
    "autogen-0.2": ("pyautogen", "autogen-agentchat", "autogen-0.2"),
    "ag2": ("ag2", "pyautogen", "autogen"),
    "node": ("node",),
}
_MODULE = regex(r"-packages/(ag2|autogen)/")
_SURE = 3
"""What one frame counts at least."""
_STATED = 2
"""What a package counts that is stated."""
_MOST_EVENTS = 5


def framework_of(events: Sequence[TraceEvent], log: Log, table: Callable[[], FrameTable] = dict) -> Framework:
    """The framework that most speaks for itself, with its version and those of what is under it; ``Framework(None)``
    where nothing does. ``table`` gives what is known of frames' lines."""
    rows = Rows(log.source, _near(log, events))
    quoted = any(entry.zone.quotes for entry in log.entries)
    own = Rows(log.source, _near(log, events, own=True)) if quoted else rows
    versions = versions_of(events, own, table)
    remarks = mixed(events, versions)
    score = _score(events, rows)
    if len(stated := _stated_lines(versions)) == 1:
        score[next(iter(stated))] = score.get(next(iter(stated)), 0) + _STATED
    if not score:
        return Framework(None, None, versions, remarks=remarks)
    name = max(sorted(score), key=lambda key: score[key])
    old = _old(score, versions) if name in _OLD else ()
    name = old[0] if len(old) == 1 else name
    others = (one for one in sorted(score) if one not in _OLD and score[one] >= _SURE)
    lines = tuple(dict.fromkeys((name, *old, *others)))
    versions = _without_other_line(name, versions)
    if name == "ag2" and all(one.of not in _PACKAGES["ag2"] for one in versions):
        versions += _by_module(events)
    return Framework(name, _version(name, versions), versions, lines, remarks)


def _score(events: Sequence[TraceEvent], rows: Rows) -> dict[str, int]:
    score: dict[str, int] = {}
    for event in events:
        if event.kind in (EventKind.NODE, EventKind.V8_FATAL):
            score["node"] = score.get("node", 0) + 3
        for text in {frame_text(frame) for strand in strands(event) for frame in strand.frames()}:
            for name, pattern, weight in _FRAMES:
                if pattern.search(text):
                    score[name] = score.get(name, 0) + weight
    for words, name, pattern, weight in _LINES:
        if rows.has(words):
            hits = sum(1 for text in rows.texts if pattern.search(text))
            if hits:
                score[name] = score.get(name, 0) + hits * weight
    return score


def _old(score: Mapping[str, int], versions: Iterable[Version]) -> tuple[str, ...]:
    """Which of AutoGen 0.2 and AG2 below 1.0 it may be, which share the module autogen: both where nothing tells."""
    framed = {one.of for one in versions if not one.stated}
    for certain in (framed, _stated_lines(versions)):
        if len(found := [name for name in _OLD if name in certain]) == 1:
            return tuple(found)
    return ("ag2",) if score.get("ag2") else _OLD


def _stated_lines(versions: Iterable[Version]) -> set[str]:
    """The frameworks that the stated packages are."""
    return {line for one in versions if one.stated and (line := _line_of(one)) is not None}


def _line_of(one: Version) -> str | None:
    """The framework that a package of this version is."""
    if one.of == "ag2" or (one.of in ("autogen", "pyautogen") and (0, 3) <= one.low < (0, 10)):
        return "ag2"
    if one.of in ("pyautogen", "autogen-agentchat") and (0, 2) <= one.low < (0, 3):
        return "autogen-0.2"
    is_new = one.of in _PACKAGES["autogen-0.4"] or (one.of == "pyautogen" and one.low >= (0, 10))
    return "autogen-0.4" if is_new and one.low >= (0, 4) else None


def _version(name: str, versions: Iterable[Version]) -> str | None:
    """The framework's version, where it is known as one."""
    exact = {one.of: one.exact for one in reversed([*versions]) if one.exact}
    return next((exact[package] for package in _PACKAGES[name] if package in exact), None)


def _without_other_line(name: str, versions: Iterable[Version]) -> tuple[Version, ...]:
    """Without what frames say of AG2 where it is AutoGen 0.2, and the other way round."""
    other = {"autogen-0.2": "ag2", "ag2": "autogen-0.2"}.get(name)
    return tuple(one for one in versions if one.of != other or one.stated)


def _by_module(events: Iterable[TraceEvent]) -> tuple[Version, ...]:
    """AG2 was the module autogen up to 0.14 and is the module ag2 since 1.0."""
    frames = (frame for event in events for strand in strands(event) for frame in strand.frames())
    for frame in frames:
        hit = _MODULE.search(frame_text(frame))
        if hit is not None:
            least, most = ("1.0.0", None) if hit[1] == "ag2" else (None, "0.14")
            return (Version("ag2", None, least, most, False, "its module", frame.span),)
    return ()


def _near(log: Log, events: Sequence[TraceEvent], own: bool = False) -> Iterator[Line]:
    """The lines that count: all, or of a long log those at its beginning and around its first errors.

    ``own``: without what a conversation quotes.
    """
    lines = (line for entry in log.entries if not (own and entry.zone.quotes) for line in entry.lines)
    if not log.near:
        yield from lines
        return
    spans = [event.span for event in events[:_MOST_EVENTS]]
    close = [range(span.first_line - above(span.first_line), span.last_line + BELOW) for span in spans]
    yield from (line for line in lines if line.number <= HEAD or any(line.number in some for some in close))
