"""JSON around each line of output: Docker's json-file driver, journald's export, a cloud's ``textPayload``."""

from __future__ import annotations

from diagnose.logformats.block import LogFormat, in_order, part, with_text
from diagnose.logformats.jsonlines import object_in
from diagnose.logformats.jsonrecord import JsonObject
from diagnose.model import Line, LogEntry


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each stream, its lines bare again, and one for each run of other lines."""
    rows = [_row(line) for line in block.lines]
    if not any(rows):
        return None
    streams: dict[str, list[Line]] = {}
    times: dict[str, str] = {}
    parts: list[LogEntry] = []
    for line, row in zip(block.lines, rows, strict=True):
        if row is None:
            parts.append(part(block, [line]))
            continue
        stream, time, text = row
        times.setdefault(stream, time)
        streams.setdefault(stream, []).extend(
            with_text(line, piece, time or None) for piece in text.rstrip("\n").split("\n")
        )
    parts += [
        part(block, lines, "json-stream", stream=name, timestamp=times[name] or None) for name, lines in streams.items()
    ]
    return in_order(parts)


def _row(line: Line) -> tuple[str, str, str] | None:
    """Stream, time and text of one line of output in JSON."""
    if not any(name in line.text for name in ('"log"', '"MESSAGE"', '"textPayload"')):
        return None
    found = object_in(line.text)
    if found is None:
        return None
    if isinstance(found.get("log"), str) and "stream" in found:
        return _picked(found, "log", "stream", "time")
    if isinstance(found.get("MESSAGE"), str):
        return _picked(found, "MESSAGE", "_SYSTEMD_UNIT", "__REALTIME_TIMESTAMP")
    if isinstance(found.get("textPayload"), str):
        return _picked(found, "textPayload", "logName", "timestamp")
    return None


def _picked(found: JsonObject, text: str, stream: str, time: str) -> tuple[str, str, str]:
    return str(found.get(stream) or ""), str(found.get(time) or ""), str(found[text])


FORMAT = LogFormat("json-stream", entries)
