"""One structured record: which of its fields are message, level, logger, time and trace, in all the dialects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagnose.logformats.block import lines_from, with_text
from diagnose.logformats.jsontrace import trace_texts
from diagnose.logformats.levels import level_of_number, level_of_pino, level_of_syslog, level_of_word
from diagnose.logformats.records import Head
from diagnose.model import Level, Line

JsonObject = dict[str, object]

_MESSAGES = (
    "message", "msg", "event", "log", "text", "body", "textPayload", "MESSAGE", "@message", "@m", "short_message",
    "log_message", "errorMessage",
)  # fmt: skip
_LEVELS = ("level", "levelname", "severity", "lvl", "log.level", "@level", "@l", "log_level", "levelno",
           "PRIORITY", "status",
           "severity_text", "severityText", "loglevel")  # fmt: skip
_LOGGERS = (
    "logger",
    "logger_name",
    "log.logger",
    "loggerName",
    "name",
    "module",
    "component",
    "SYSLOG_IDENTIFIER",
    "scope",
)
_TIMES = (
    "timestamp", "time", "asctime", "ts", "@timestamp", "@t", "datetime", "date", "created", "eventTime", "t",
    "__REALTIME_TIMESTAMP", "receiveTimestamp",
)  # fmt: skip
_STREAMS = ("stream", "threadName", "thread", "thread_name", "taskName", "processName", "process.thread.name",
            "container_name",
            "pod", "pod_name", "service", "_SYSTEMD_UNIT", "requestId")  # fmt: skip
_TRACES = (
    "exc_info", "exception", "exc_text", "error", "err", "stack", "stack_trace", "stackTrace", "stacktrace",
    "traceback",
    "error.stack_trace", "error.stack", "error.message", "err.stack", "exc", "stack_info", "full_message", "trace",
    "reason", "cause", "@x", "details",
)  # fmt: skip
_NESTS = ("jsonPayload", "json", "attributes", "fields", "@fields", "context", "extra", "log", "record", "data")
_LONGEST_NUMBER = 10
_LINE_SHAPES = frozenset({"log", "textPayload", "MESSAGE"})


def is_record(record: Mapping[str, object]) -> bool:
    """Whether an object is a log record, rather than an answer or a datum that was printed."""
    record = _flat(record)
    keys = record.keys()
    if isinstance(record.get("log"), str) and "stream" in keys:
        return True
    if "textPayload" in keys or "MESSAGE" in keys:
        return True
    said = any(isinstance(record.get(name), str) for name in _MESSAGES)
    carried = any(record.get(name) for name in _TRACES)
    levelled = _level(record) is not None
    timed = any(name in keys for name in _TIMES)
    if "stackTrace" in keys and ("errorMessage" in keys or "errorType" in keys):
        return True
    return (said or carried) and (levelled or timed)


def read_record(raw: Mapping[str, object], line: Line) -> tuple[Head, list[Line]]:
    """The head of a record, and its payload: the message, then the trace, each line with the number of ``line``."""
    record = _flat(raw)
    message_name, message = _message(record)
    if isinstance(raw.get("record"), dict) and isinstance(
        raw.get("text"), str
    ):  # loguru: the trace is in its text only
        message_name, message = "text", str(raw["text"])
        record = {name: value for name, value in record.items() if name not in {"exception", "message"}}
    texts = [message.rstrip("\n") if message_name in _LINE_SHAPES else message]
    for text in trace_texts(record, _TRACES):
        if text.strip() and not any(text.strip() in known for known in texts):
            texts.append(text)
    lines = [each for text in texts for each in lines_from(text, line)]
    head = Head(
        text=message,
        level=_level(record),
        logger=_first_text(record, _LOGGERS),
        timestamp=_first_text(record, _TIMES),
        stream=_first_text(record, _STREAMS) or "",
        fields=tuple(_scalars(record, message_name)),
        format="json",
        complete=True,
    )
    return head, lines or [with_text(line, "")]


def _flat(record: Mapping[str, object]) -> dict[str, object]:
    """``record`` with the objects that only nest further fields lifted up one level, its own fields first."""
    flat = dict(record)
    for name in _NESTS:
        nested = flat.get(name)
        if isinstance(nested, dict):
            del flat[name]
            for key, value in nested.items():
                flat.setdefault(str(key), value)
    return flat


def _message(record: Mapping[str, object]) -> tuple[str, str]:
    for name in _MESSAGES:
        value = record.get(name)
        if isinstance(value, str):
            return name, value
    for name in _MESSAGES:
        value = record.get(name)
        if isinstance(value, dict) and isinstance(value.get("message"), str):
            return name, str(value["message"])
    return "", ""


def _level(record: Mapping[str, object]) -> Level | None:
    for name in _LEVELS:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str):
            number = int(value) if value.isdecimal() and len(value) < _LONGEST_NUMBER else None
            if name == "PRIORITY" and number is not None:
                return level_of_syslog(number)
            if number is not None:
                value = number
            elif (level := level_of_word(value)) is not None:
                return level
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and (level := _numeric(record, name, value)) is not None
        ):
            return level
    return None


def _numeric(record: Mapping[str, object], name: str, value: int) -> Level | None:
    if name == "status":
        return None
    if "short_message" in record and value <= 7:
        return level_of_syslog(value)
    if name == "level" and "levelname" not in record and 10 <= value <= 60 and ("msg" in record or "v" in record):
        return level_of_pino(value)
    return level_of_number(value)


def _first_text(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("repr")
        if isinstance(value, str) and value:
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return None


def _scalars(record: Mapping[str, object], message: str) -> Iterator[tuple[str, str]]:
    """Further values worth reading, as text; those of an error object under their dotted names."""
    known = {message, *_LEVELS, *_LOGGERS, *_TIMES, *_STREAMS}
    for name, value in record.items():
        if name in {"err", "error", "exception"} and isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, (str, int, float)) and key not in {"stack", "stack_trace", "message"}:
                    yield f"{name}.{key}", str(inner)
        elif name not in known and name not in _TRACES and isinstance(value, (str, int, float)):
            yield name, str(value)[:2000]
