"""Heads of text log records, read token by token: time, level, logger, process, in whatever order a format has them.

Python's ``logging`` can be given any format, so this knows the tokens and not the formats: a head is a time followed
soon by a level, or a level in one of the forms that stand at the beginning of a line.
"""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.headforms import TIME, bracket_time, fixed_form
from diagnose.logformats.levels import HEAD_WORDS, level_of_word
from diagnose.logformats.records import Head
from diagnose.model import Level
from diagnose.model.dataclass import dataclass

_TIME = regex(rf"(?P<open>[\[(]?)(?P<time>{TIME})(?P<extra>(?: \w{{2,5}})?)(?P<close>[\])]?)")
_LEVEL = regex(rf"(?P<word>{HEAD_WORDS})(?=[\s:\])|/,>-]|$)")
_BRACKET_LEVEL = regex(rf"[\[(<] ?(?P<word>(?i:{HEAD_WORDS})) {{0,8}}[\])>]:?(?=\s|$)")
_LOWER_LEVEL = regex(rf"(?P<word>(?i:{HEAD_WORDS}))(?=: | {{0,8}}(?:\[|\|))")
# In a Node stack behind a time: the name of an error, or a property of that name.
_NO_LEVEL = regex(r"Error \[\w{1,80}\]: |\w{1,20}: (?:undefined|null|\{|\[)")
_SEPARATOR = regex(r"[ \t]{0,12}(?:[-|:–][ \t]{1,2}|:|,)?[ \t]{0,12}")
_GROUP = regex(
    r"\[(?P<square>[^\[\]\"'{}]{0,100})\]|\((?P<round>[\w .:#-]{1,80})\)"
    r"|<(?P<angle>[\w .:#-]{1,80})>|\{(?P<curly>[\w./:<>-]{1,120})\}"
)
_WORD = regex(r"[A-Za-z_][\w.$/#@-]{0,99}(?::\d+)?|\d{1,10}")
_WORD_END = regex(r"(?: [-|–] | ?\| ?|: | {1,20}|$)")

_LOGGER_GROUP = regex(
    r"\[(?P<name>[\w.\-/:<>@#=]{1,100}(?: \([\w<>.]{1,60}\))?)\](?::(?= )| ?-(?= ))?(?: |$)"
    r"|\((?P<round>[\w.\-/:]{1,80})\)(?: -|:)?(?: |$)"
)
_LOGURU = regex(r"(?P<name>[\w.<>-]{1,120}):(?P<function>[\w<>.]{1,120}):(?P<line>\d+) - ?")
_LOGGER_DASH = regex(r"(?P<name>[A-Za-z_][\w.\-/:]{0,99})(?: {1,20}[-|–] | {0,20}\| ?)")
_LOGGER_COLON = regex(r"(?P<name>[A-Za-z_][\w.\-]{0,99}): (?=\S)|(?P<bare>[A-Za-z_][\w.\-]{0,99}):$")
_PLACE = regex(
    r"(?P<name>[\w.-]{1,80}):(?P<file>[\w./\\-]{1,120}\.\w{2,3}):\d+:? "
    r"|(?P<only>[\w./\\-]{1,120}\.(?:py|js|ts|go|cc|cpp|rs)):\d+(?:\]| -|:)? "
)
_MODULE = regex(r"in (?P<name>\w{1,80}): ")
_THREAD = regex(
    r"(?i:MainThread|Thread-\d+(?: \([^)]*\))?|ThreadPoolExecutor-[\d_]+|Task-\d+"
    r"|(?:Fork|Spawn)?\w*Process-?\d*(?::\d+)?"
    r"|(?:Fork)?PoolWorker-\d+|AnyIO worker thread|asyncio_\d+"
    r"|(?:pid|tid|thread|task)[ :=#-]?\w+|\d{1,10}|0x[0-9a-f]+)$"
)
_NOT_LOGGERS = frozenset(
    {
        "error", "warning", "exception", "failed", "failure", "fatal", "timeout", "caused", "reason", "detail",
        "details", "message", "status", "code", "exitcode", "exit", "cause", "hint", "note", "input",
        "output", "result", "response", "request", "http", "https", "file", "model", "usage",
    }
)  # fmt: skip

_COLON = regex(rf"(?P<level>{HEAD_WORDS}): (?P<pad> {{0,8}})")
_COLUMN = regex(rf"(?P<level>{HEAD_WORDS})(?P<pad> {{1,8}})")
_BRACKETED = regex(rf"\[(?P<level>(?i:{HEAD_WORDS})) {{0,8}}\](?P<sep>:? )")
_DASHED = regex(rf"(?P<level>{HEAD_WORDS}) {{1,8}}[-|] ?")
_STRUCTLOG_TAIL = regex(
    r"(?P<event>.*?\S)(?: {2,}| (?=\[[\w.]+\] ))(?:\[(?P<name>[\w.]+)\] ?)?(?P<pairs>(?:[\w.]+=.*)?)$"
)
_PAIR = regex(r"(?<![\w.])([\w.]+)=('[^']*'|\"[^\"]*\"|\S+)")

_FIRST = frozenset("0123456789[(TDINSWECFPAIJMOx#:") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(slots=True)
class _Reading:
    """A head while it is read: where, and what was found."""

    text: str
    at: int
    time: str | None = None
    level: Level | None = None
    logger: str | None = None
    stream: str = ""


def head_of(text: str) -> Head | None:
    """The head that a line begins with, None where it has none. Cheap for lines that have none."""
    if not text or text[0] not in _FIRST:
        return None
    for reader in (fixed_form, _timed, _levelled, bracket_time):
        head = reader(text)
        if head is not None:
            return head
    return None


def is_head(text: str) -> bool:
    """Whether a log record begins at this line."""
    return head_of(text) is not None


def _timed(text: str) -> Head | None:
    """Time first, a level within a few tokens, then perhaps a logger."""
    found = _TIME.match(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    reading = _Reading(text, found.end(), time=found["time"])
    if found["extra"] and not found["open"]:
        reading.at = found.start("extra")
    if not _seek_level(reading):
        return None
    return _finished(reading, "loguru" if " | " in text[reading.at : reading.at + 12] else "logging")


def _seek_level(reading: _Reading) -> bool:
    """Move past the level; loggers and threads on the way are kept."""
    text = reading.text
    words = 0
    for _ in range(7):
        reading.at = _past(_SEPARATOR, text, reading.at)
        for pattern in (_LEVEL, _BRACKET_LEVEL, _LOWER_LEVEL):
            if (found := pattern.match(text, reading.at)) and not _NO_LEVEL.match(text, reading.at):
                reading.level = level_of_word(found["word"])
                reading.at = found.end()
                return True
        if found := _GROUP.match(text, reading.at):
            _name(reading, next(name for name in found.groups() if name is not None))
            reading.at = found.end()
            continue
        found = _WORD.match(text, reading.at)
        end = _WORD_END.match(text, found.end()) if found else None
        if not found or not end:
            return False
        words += not end[0].strip() and not _THREAD.match(found[0])
        if words > 1:
            return False
        _name(reading, found[0])
        reading.at = end.end()
    return False


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _name(reading: _Reading, name: str) -> None:
    """Keep a token of the head as the thread or process, or as the logger."""
    name = name.strip()
    if _THREAD.match(name):
        reading.stream = reading.stream or name
    elif name and not reading.logger:
        reading.logger = name


def _levelled(text: str) -> Head | None:
    """A level first, without a time or with the time after it."""
    if found := _BRACKETED.match(text):
        reading = _Reading(text, found.end("sep") - 1, level=level_of_word(found["level"]))
        return _finished(reading, "logging", keep_space=True)
    if found := _COLON.match(text):
        pad = min(len(found["pad"]), max(0, 8 - len(found["level"])))
        rest = text[found.end() - len(found["pad"]) + pad :]
        return Head(rest, level_of_word(found["level"]), format="uvicorn", padding=pad)
    if found := _DASHED.match(text):
        reading = _Reading(text, found.end(), level=level_of_word(found["level"]))
        return _finished(reading, "logging", keep_space=True)
    found = _COLUMN.match(text)
    if not found:
        return None
    after = found.end()
    level = level_of_word(found["level"])
    time = _TIME.match(text, after)
    if time and bool(time["open"]) == bool(time["close"]):
        end = time.start("extra") if time["extra"] and not time["open"] else time.end()
        return _finished(_Reading(text, end, time=time["time"], level=level), "logging")
    padded = len(found["level"]) + len(found["pad"]) == 9
    if _LOGGER_GROUP.match(text, after) or (_PLACE.match(text, after) and padded):
        return _finished(_Reading(text, found.end("level"), level=level), "logging")
    if padded and len(found["pad"]) > 1:
        return Head(text[after:], level, format="logging", padding=len(found["pad"]) - 1)
    return None


def _finished(reading: _Reading, form: str, keep_space: bool = False) -> Head:
    """Read what stands between the level and the message."""
    text = reading.text
    separator = reading.at if keep_space else _past(_AFTER_LEVEL, text, reading.at)
    at = _skip_padding(text, separator)
    padding = max(0, at - separator - 1)
    for _ in range(3):
        moved = _logger_at(reading, at)
        if moved == at:
            break
        at, padding = moved, 0
    rest = text[at:]
    fields: tuple[tuple[str, str], ...] = ()
    if "=" in rest or rest.endswith(" ") or "  [" in rest:
        rest, fields = _structlog(reading, rest)
    return Head(rest, reading.level, reading.logger, reading.time, reading.stream, fields, form, padding)


_AFTER_LEVEL = regex(r"[\])>]?(?:[ \t]{0,8}[-|–:/,](?=\s|$)|:)?")


def _skip_padding(text: str, at: int) -> int:
    """The position after the spaces at ``at``."""
    end = at
    while end < len(text) and text[end] in " \t" and end - at < 10:
        end += 1
    return end


def _logger_at(reading: _Reading, at: int) -> int:
    """The position after a logger, thread or place at ``at``; ``at`` itself where there is none."""
    text = reading.text
    if found := _LOGURU.match(text, at):
        reading.logger = reading.logger or found["name"]
        return found.end()
    if found := _LOGGER_GROUP.match(text, at):
        _name(reading, found["name"] or found["round"])
        return found.end()
    if found := _PLACE.match(text, at):
        reading.logger = reading.logger or found["name"] or found["only"]
        return found.end()
    if reading.logger:
        return at
    if found := _MODULE.match(text, at):
        reading.logger = found["name"]
        return found.end()
    if found := _LOGGER_DASH.match(text, at):
        _name(reading, found["name"])
        return found.end()
    found = _LOGGER_COLON.match(text, at)
    if found and found["name"] and _is_logger_name(found["name"]):
        reading.logger = found["name"]
        return found.end()
    return at


def _is_logger_name(name: str) -> bool:
    """Whether the word before a colon is a logger's name rather than an exception's type or a word of the message."""
    last = name.rpartition(".")[2]
    return not last[:1].isupper() and last.lower() not in _NOT_LOGGERS


def _structlog(reading: _Reading, rest: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """structlog's console form: the event, padded to a column, the logger, then pairs."""
    if len(rest) > 4000 or rest[:1].isspace():
        return rest, ()
    found = _STRUCTLOG_TAIL.match(rest)
    if not found or not (found["name"] or found["pairs"]):
        return rest, ()
    reading.logger = reading.logger or found["name"]
    return found["event"], tuple((name, value.strip("'\"")) for name, value in _PAIR.findall(found["pairs"]))
