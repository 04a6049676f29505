"""JSON lines: python-json-logger, structlog, loguru's serialised form, pino, winston, bunyan, clouds'."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat
from diagnose.logformats.jsonrecord import JsonObject, is_record, read_record
from diagnose.logformats.records import Recorder
from diagnose.model import LogEntry

_HALVES = regex(r"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each JSON record, its message and its trace as lines, and one for each run of other lines."""
    found = ((index, object_in(line.text)) for index, line in enumerate(block.lines))
    records = {index: record for index, record in found if record is not None and is_record(record)}
    if not records:
        return None
    recorder = Recorder(block)
    for index, line in enumerate(block.lines):
        record = records.get(index)
        if record is None:
            recorder.raw(line)
        else:
            head, lines = read_record(record, line)
            recorder.head(head, lines)
    return recorder.entries()


def object_in(text: str) -> JsonObject | None:
    """The JSON object that makes up the whole line, None where it is something else."""
    text = text.strip()
    if not text.startswith("{") or not text.endswith("}") or ('":' not in text and '" :' not in text):
        return None
    import json

    try:
        found = json.loads(_HALVES.sub(_joined, text) if "\\u" in text else text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _joined(escape: re.Match[str]) -> str:
    """A surrogate pair as it is; a half without the other is no character, and no pattern could be tried on it."""
    return escape["pair"] or "\\ufffd"


FORMAT = LogFormat("json", entries)
