"""Traces in the fields of a structured record: as text, as a list of lines, or taken apart into frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnose.logformats.shapes import TRACEBACK

_STACKS = ("stack_trace", "stackTrace", "stack", "stacktrace", "traceback", "exc_info", "trace")
_TYPES = ("type", "name", "kind", "class", "exc_type", "errorType")
_VALUES = ("message", "msg", "value", "exc_value", "errorMessage", "description")
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"


def trace_texts(record: Mapping[str, object], names: Sequence[str]) -> Iterator[str]:
    """The traces and error texts of a record, in the order of ``names``."""
    if isinstance(record.get("stackTrace"), list) and ("errorType" in record or "errorMessage" in record):
        yield _assembled(record["stackTrace"], _titled(record))
        return
    for name in names:
        text = _text(record.get(name))
        if text:
            yield text


def _text(value: object) -> str:
    """The text of one field: empty for what says nothing (a flag, a number, an unknown object)."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, list) and value:
        if all(isinstance(item, str) for item in value):
            return _joined([str(item) for item in value])
        if all(isinstance(item, dict) and "frames" in item for item in value):
            return structlog_trace([item for item in value if isinstance(item, dict)])
    return ""


def _of_object(value: Mapping[str, object]) -> str:
    """An error as an object: its stack, which names the error itself, or else its type and message."""
    title = _titled(value)
    for name in _STACKS:
        stack = value.get(name)
        if isinstance(stack, list):
            text = _assembled(stack, title)
        elif isinstance(stack, str):
            text = stack
        else:
            continue
        if text.strip():
            return (
                text
                if _names(text, value)
                else f"{text.rstrip()}\n{title}"
                if "  File " in text
                else f"{title}\n{text}"
            )
    return title


def _names(text: str, value: Mapping[str, object]) -> bool:
    """Whether a stack's text already says what was raised."""
    message = next((str(value[name]) for name in _VALUES if isinstance(value.get(name), str)), "")
    return not message or message.split("\n", 1)[0] in text


def _titled(value: Mapping[str, object]) -> str:
    kind = next((value[name] for name in _TYPES if isinstance(value.get(name), str)), "")
    message = next((value[name] for name in _VALUES if isinstance(value.get(name), str)), "")
    if kind and message:
        return f"{kind}: {message}"
    return str(kind or message)


def _joined(items: Sequence[str]) -> str:
    return "".join(items) if any(item.endswith("\n") for item in items) else "\n".join(items)


def _assembled(stack: object, title: str) -> str:
    """A stack that is a list of lines, with Python's or Node's head and foot where they are missing."""
    items = [str(item) for item in stack] if isinstance(stack, list) else []
    text = _joined(items).rstrip("\n")
    if 'File "' not in text:
        return text if title and text.startswith(title.split(":")[0]) else f"{title}\n{text}"
    if TRACEBACK not in text:
        text = f"{TRACEBACK}\n{text}"
    return text if title and text.endswith(title) else f"{text}\n{title}"


def structlog_trace(stacks: Sequence[Mapping[str, object]]) -> str:
    """The traceback that structlog's ``dict_tracebacks`` took apart; its list has the newest exception first."""
    pieces: list[str] = []
    for index in range(len(stacks) - 1, -1, -1):
        pieces.append(_stack(stacks[index]))
        if index:
            pieces.append(_CAUSE if stacks[index].get("is_cause") else _CONTEXT)
    return "".join(pieces)


def _stack(stack: Mapping[str, object]) -> str:
    lines = [TRACEBACK]
    frames = stack.get("frames")
    for frame in frames if isinstance(frames, list) else []:
        if isinstance(frame, dict):
            lines.append(
                f'  File "{frame.get("filename", "?")}", line {frame.get("lineno", 0)}, in {frame.get("name", "?")}'
            )
            code = frame.get("line")
            if isinstance(code, str) and code.strip():
                lines.append(f"    {code.strip()}")
    value = str(stack.get("exc_value") or "")
    lines.append(f"{stack.get('exc_type', '')}: {value}" if value else str(stack.get("exc_type", "")))
    notes = stack.get("exc_notes")
    lines.extend(str(note) for note in (notes if isinstance(notes, list) else []))
    members = stack.get("exceptions")
    for member in members if isinstance(members, list) else []:
        if isinstance(member, list):
            lines.extend(_member(member))
    return "\n".join(lines) + "\n"


def _member(member: list[object]) -> Iterator[str]:
    """A member of an exception group; groups inside it are named only, so that depth does not recurse."""
    yield "  +---------------- 1 ----------------"
    flat = [
        {key: value for key, value in item.items() if key != "exceptions"} for item in member if isinstance(item, dict)
    ]
    for line in structlog_trace(flat).splitlines():
        yield f"    | {line}".rstrip()
    yield "    +------------------------------------"
