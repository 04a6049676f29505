"""The unit of peeling: a LogEntry whose outer wrappings are off, and the parts that it falls into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from diagnose.escapes import without_escapes
from diagnose.model import Level, Line, LogEntry, Zone
from diagnose.model.dataclass import dataclass

Entries = Callable[[LogEntry], "list[LogEntry] | None"]


@dataclass(frozen=True, slots=True)
class LogFormat:
    """One wrapping: its name, and a function that takes it off.

    ``entries`` gives the parts, or None where the wrapping is not there. It must make progress: fewer characters or
    fewer lines in each part.
    """

    name: str
    entries: Entries


def part(
    parent: LogEntry,
    lines: Sequence[Line],
    wrapping: str | None = None,
    *,
    level: Level | None = None,
    logger: str | None = None,
    timestamp: str | None = None,
    stream: str = "",
    zone: Zone | None = None,
    role: str | None = None,
    fields: tuple[tuple[str, str], ...] = (),
) -> LogEntry:
    """A part of ``parent``: what its own wrapping says comes before what the outer ones said."""
    return LogEntry(
        lines=tuple(lines),
        level=level if level is not None else parent.level,
        logger=logger or parent.logger,
        timestamp=timestamp or parent.timestamp,
        stream="/".join(name for name in (parent.stream, stream) if name),
        wrapping=(*parent.wrapping, wrapping) if wrapping else parent.wrapping,
        zone=zone if zone is not None else parent.zone,
        role=role or parent.role,
        fields=parent.fields + fields,
    )


def lines_from(text: str, at: Line) -> list[Line]:
    """The lines of a text that stood inside the line ``at``, all with its number. Nothing for an empty text."""
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []
    while pieces and not pieces[-1]:
        pieces.pop()
    return [Line(at.number, without_escapes(piece), at.source, at.time) for piece in pieces]


def with_text(line: Line, text: str, time: str | None = None) -> Line:
    """``line`` with another text, and the time that its prefix stated; an outer prefix's goes before."""
    return Line(line.number, text, line.source, line.time or time)


def in_order(parts: Iterable[LogEntry]) -> list[LogEntry]:
    """Parts by the line that they begin at."""
    return sorted((each for each in parts if each.lines), key=lambda each: each.lines[0].number)
