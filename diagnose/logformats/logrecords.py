"""Records of Python's logging, loguru, structlog, uvicorn, celery, vLLM and others: a head, then lines."""

from __future__ import annotations

from diagnose.logformats.block import LogFormat, with_text
from diagnose.logformats.heads import head_of
from diagnose.logformats.records import Recorder
from diagnose.model import LogEntry


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each record, one for the lines before the first."""
    if not any(head_of(line.text) for line in block.lines):
        return None
    recorder = Recorder(block)
    for line in block.lines:
        head = head_of(line.text)
        if head is None:
            recorder.raw(line)
        else:
            recorder.head(head, [with_text(line, head.text)])
    return recorder.entries()


FORMAT = LogFormat("records", entries)
