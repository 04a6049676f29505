"""Lines to log records: every wrapping is taken off, whatever order they are nested in.

A new format is a module with a ``LogFormat`` and one line in the registry below.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.logformats import (
    containers,
    conversation,
    cri,
    documents,
    glued,
    indented,
    jsonlines,
    jsonstreams,
    labelled,
    lambdatrace,
    literal,
    logfmt,
    logrecords,
    markdown,
    numbered,
    powershell,
    processes,
    prompts,
    quoted,
    retyped,
    system,
    timestamps,
    wrapped,
)
from diagnose.logformats.block import LogFormat
from diagnose.logformats.levels import HEAD_WORDS
from diagnose.model import Line, LogEntry, Zone

__all__ = ["entries"]

_DEPTH = 12

_OUTER: tuple[LogFormat, ...] = (
    documents.FORMAT,
    retyped.FORMAT,
    cri.FORMAT,
    wrapped.FORMAT,
    powershell.FORMAT,
    markdown.FORMAT,
    quoted.FORMAT,
    numbered.FORMAT,
    indented.FORMAT,
    jsonstreams.FORMAT,
    containers.KUBECTL.format(),
    processes.PM2.format(),
    processes.FOREMAN.format(),
    containers.COMPOSE.format(),
    containers.PODMAN.format(),
    processes.HEROKU.format(),
    processes.FLY.format(),
    timestamps.CLOUDWATCH.format(),
    timestamps.GH_RUN.format(),
    timestamps.EXACT.format(),
    system.JOURNAL.format(),
    system.SYSLOG.format(),
    system.DMESG.format(),
    processes.WORKERS.format(),
    processes.TURBO.format(),
    containers.STERN.format(),
    processes.CONCURRENTLY.format(),
    containers.COMPOSE_NAMED.format(),
    labelled.FORMAT,
    conversation.FORMAT,
)
"""What wraps lines or stretches of them; the outermost and the surest first."""

_RECORDS: tuple[LogFormat, ...] = (
    lambdatrace.FORMAT,
    prompts.FORMAT,
    jsonlines.FORMAT,
    logfmt.FORMAT,
    logrecords.FORMAT,
    glued.FORMAT,
    literal.FORMAT,
)
"""What begins records. Inside a record only these are looked for again."""

_LAST: tuple[LogFormat, ...] = (timestamps.ANY.format(),)

_MAY_NEST = regex(
    rf"[{{\[\d<(#:]|[A-Za-z@]{{1,9}}=|(?:{HEAD_WORDS})\b|[IWEF]\d{{4}}|Publishing|Sending|Resolving|Calling|Re|HTTP R"
)
"""How the message of a one-line record begins that could be wrapped once more."""

_ALL = (*_OUTER, *_RECORDS, *_LAST)


def entries(lines: Sequence[Line]) -> list[LogEntry]:
    """The log records of one source, in the order of their first lines; the wrappings are taken off."""
    if not lines:
        return []
    done: list[LogEntry] = []
    todo = [(LogEntry(tuple(lines)), _ALL, _DEPTH)]
    while todo:
        block, formats, depth = todo.pop()
        parts = _peeled(block, formats) if depth and block.zone is Zone.PLAIN else None
        if parts is None:
            done.append(block)
            continue
        for found, inner in reversed(parts):
            if inner is _RECORDS and len(found.lines) == 1 and not _MAY_NEST.match(found.lines[0].text):
                done.append(found)
            else:
                todo.append((found, inner, depth - 1))
    return sorted(done, key=lambda entry: entry.lines[0].number)


def _peeled(block: LogEntry, formats: tuple[LogFormat, ...]) -> list[tuple[LogEntry, tuple[LogFormat, ...]]] | None:
    """The parts that the first fitting format makes of a block, and the formats to try on each."""
    for index, each in enumerate(formats):
        found = each.entries(block)
        if found is None:
            continue
        kept = formats[index + 1 :] if len(found) == 1 and found[0].lines == block.lines else formats
        inner = _RECORDS if each in _RECORDS else kept
        return [(entry, inner) for entry in found]
    return None
