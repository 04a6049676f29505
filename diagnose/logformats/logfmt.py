"""logfmt: ``time=… level=error msg="…" error="…"``, as Go's slog writes it (Ollama, Docker)."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, lines_from, with_text
from diagnose.logformats.levels import level_of_word
from diagnose.logformats.records import Head, Recorder
from diagnose.model import Line, LogEntry

_PAIR = regex(r'([A-Za-z_][\w.\-/]{0,80})=("(?:[^"\\]|\\.)*"|[^\s"]*)(?: |$)')
_START = regex(r"(?:time|ts|timestamp|t|level|lvl|msg|message|source|logger|event)=\S")
_ESCAPE = regex(r'\\([nrt"\\])')
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_MESSAGES = ("msg", "message", "event")
_TRACES = ("err", "error", "exception", "exc_info", "stack", "stacktrace", "traceback")


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each record, its message and then its error as lines."""
    pairs = {index: found for index, line in enumerate(block.lines) if (found := _pairs(line.text))}
    if not pairs:
        return None
    recorder = Recorder(block)
    for index, line in enumerate(block.lines):
        if index in pairs:
            recorder.head(*_read(pairs[index], line))
        else:
            recorder.raw(line)
    return recorder.entries()


def _pairs(text: str) -> dict[str, str]:
    """The pairs of a logfmt line, nothing for any other line."""
    if not _START.match(text):
        return {}
    pairs: dict[str, str] = {}
    at = 0
    while found := _PAIR.match(text, at):
        pairs.setdefault(found[1], _unquoted(found[2]))
        at = found.end()
    levelled = "level" in pairs or "lvl" in pairs
    return pairs if levelled and any(name in pairs for name in (*_MESSAGES, *_TRACES)) else {}


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], value[1:-1])


def _read(pairs: dict[str, str], line: Line) -> tuple[Head, list[Line]]:
    message = next((pairs[name] for name in _MESSAGES if name in pairs), "")
    texts = [message, *(pairs[name] for name in _TRACES if name in pairs)]
    known = {*_MESSAGES, *_TRACES, "time", "ts", "timestamp", "t", "level", "lvl", "logger", "source"}
    head = Head(
        text=message,
        level=level_of_word(pairs.get("level") or pairs.get("lvl") or ""),
        logger=pairs.get("logger") or pairs.get("source"),
        timestamp=next((pairs[name] for name in ("time", "ts", "timestamp", "t") if name in pairs), None),
        fields=tuple((name, value) for name, value in pairs.items() if name not in known),
        format="logfmt",
        complete=True,
    )
    return head, [each for text in texts for each in lines_from(text, line)] or [with_text(line, "")]


FORMAT = LogFormat("logfmt", entries)
