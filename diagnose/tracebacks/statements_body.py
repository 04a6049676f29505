"""A server's error answer that stands alone: JSON, a Python dict of it, or a gateway's HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks import statements_page
from diagnose.tracebacks.node_drafts import Draft
from diagnose.tracebacks.node_properties import read_properties
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.statements_event import Read, single, split_type
from diagnose.tracebacks.statements_page import status_of
from diagnose.tracebacks.statements_values import Value, gather, leaves, read_value

_HINT = regex(
    r"['\"\\](?:error|errors|detail|object|__type|errorType|errorText|errorMessage|exception|name|message|type)\\?['\"]"
)
_ERROR_NAME = regex(r"(?:Error|Exception|Timeout|Failure)$")
_FAILED = frozenset({"error", "fail", "failed", "failure"})
_MOST_UNWRAPPED = 5
_SAID = frozenset({"error", "message", "detail", "object", "errorText", "errorMessage"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an error answer says."""

    message: str
    type: str
    properties: tuple[tuple[str, str], ...]


def parse(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """The error answer that a line begins, or carries behind words."""
    text = lines[start].text
    page = statements_page.parse(lines, start) if "<" in text else None
    if page is not None:
        return page
    if text.rstrip().endswith("error: {"):
        return _parse_inspected(lines, start)
    begin = _begin(text)
    if begin is None or not _looks_like_answer(lines, start, begin):
        return None
    gathered = gather(lines, start, begin)
    if gathered is None:
        return None
    literal, stop, _ = gathered
    answer = read_answer(read_value(literal))
    if answer is None:
        return None
    before = text[:begin].strip().removesuffix("b'").removesuffix("-").strip()
    properties = dict(answer.properties)
    if "status" not in properties and (status := status_of(lines, start, before)):
        properties["status"] = status
    return single(
        EventKind.HTTP_BODY,
        lines,
        start,
        stop,
        answer.message,
        type=split_type(before)[1] or answer.type,
        properties=properties.items(),
        heading=before,
    )


def _begin(text: str) -> int | None:
    """Where the object begins: at the line's first brace, with the bracket of a list before it."""
    place = text.find("{", 0, 2000)
    if place < 0:
        return None
    if place and text[place - 1] == "[" and (place == 1 or text[place - 2] in " ["):
        return place - 1
    return place if place == 0 or text[place - 1] in " \t:=('\"`," else None


def _looks_like_answer(lines: Sequence[PayloadLine], start: int, begin: int) -> bool:
    text = lines[start].text
    if _HINT.search(text, begin, begin + 5000):
        return True
    if text[begin:].strip() not in ("{", "[{"):
        return False
    return any(_HINT.search(line.text[:500]) for line in lines[start + 1 : start + 4])


def read_answer(value: Value) -> Answer | None:
    """The error that an object states, None where it states none."""
    for _ in range(_MOST_UNWRAPPED):
        if not (isinstance(value, list) and len(value) == 1):
            break
        value = value[0]
    if not isinstance(value, dict):
        return None
    inner = _inner(value)
    if inner is None:
        return None
    message, kind = inner
    properties = _flat(value)
    message, kind, properties = _unwrapped(message, kind, properties)
    return Answer(message, kind, tuple(properties.items()))


def _inner(value: dict[str, Value]) -> tuple[str, str] | None:
    """Message and type, where the object is an error."""
    error = value.get("error")
    if isinstance(error, dict) and error:
        message = _first(error, "message", "msg", "detail", "description", "error", "errorMessage") or ""
        kind = _first(error, "type", "name", "status") or ""
        return (message, kind) if message or kind or error.get("code") else None
    if isinstance(error, str) and error.strip() and _is_small(value):
        message = _first(value, "message", "error_description") or ""
        kind = _first(value, "error_type", "type") or ""
        return (error if len(error) >= len(message) or " " in error else f"{error}: {message}"), kind
    return _flat_error(value) or _detail(value)


def _flat_error(value: dict[str, Value]) -> tuple[str, str] | None:
    message = _first(value, "message", "Message", "errorText", "errorMessage", "msg") or ""
    kind = _first(value, "errorType", "__type", "type", "name") or ""
    if value.get("object") == "error" or (kind == "error" and message):
        return message, "" if kind == "error" else kind
    if "errorType" in value or "__type" in value or "errorText" in value:
        return message, kind.rpartition("#")[2]
    name = value.get("name")
    if message and isinstance(name, str) and _ERROR_NAME.search(name):
        return message, name
    failed = str(value.get("status", "")).lower() in _FAILED
    number = next((value[key] for key in ("statusCode", "status_code", "status", "code") if key in value), None)
    refused = isinstance(number, int) and not isinstance(number, bool) and 400 <= number <= 599
    if message and (failed or refused) and _is_small(value):
        return message, "" if kind in _FAILED else kind
    return None


def _detail(value: dict[str, Value]) -> tuple[str, str] | None:
    detail = value.get("detail")
    if not set(value) <= {"detail", "status", "title", "type", "instance", "code", "error_code", "message", "loc"}:
        return None
    if isinstance(detail, str) and detail:
        return detail, ""
    if isinstance(detail, dict):
        message = _first(detail, "message", "msg", "error", "detail")
        return (message, _first(detail, "type") or "") if message else None
    if isinstance(detail, list) and detail:
        found = [each for each in detail if isinstance(each, dict) and isinstance(each.get("msg"), str)]
        if found:
            return "; ".join(str(each["msg"]) for each in found), _first(found[0], "type") or ""
    return None


def _is_small(value: dict[str, Value]) -> bool:
    """An error answer has few keys; a record that merely has a field called error has many."""
    return len(value) <= 12


def _first(value: dict[str, Value], *keys: str) -> str | None:
    return next((found for key in keys if isinstance(found := value.get(key), str) and found), None)


def _flat(value: dict[str, Value]) -> dict[str, str]:
    """The fields beside the message: those of the inner object under their own names."""
    error = value.get("error")
    outer = {key: item for key, item in value.items() if key not in _SAID}
    inner = {key: item for key, item in error.items() if key != "message"} if isinstance(error, dict) else {}
    if outer.get("type") == "error":
        del outer["type"]
    return {**dict(leaves(dict(outer))), **dict(leaves(dict(inner)))}


def _unwrapped(message: str, kind: str, properties: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    """A proxy's message may be the answer of the server behind it, as text."""
    for _ in range(_MOST_UNWRAPPED):
        value = read_value(message) if message.lstrip()[:1] in ("{", "[") else None
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        inner = _inner(value) if isinstance(value, dict) else None
        if inner is None or not isinstance(value, dict):
            break
        message, kind = inner[0] or message, inner[1] or kind
        properties = {**properties, **_flat(value)}
    return message, kind, properties


def _parse_inspected(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """The ``error`` object in the dump of an HTTP client's error whose top is cut off (axios under Node)."""
    draft = Draft("", [""], start, start + 1, start + 1)
    stop = read_properties(lines, draft, start + 1)
    properties = dict(draft.properties)
    message = properties.pop("message", "")
    if not message:
        return None
    kind = properties.get("type", "")
    return single(EventKind.HTTP_BODY, lines, start, stop, message, type=kind, properties=properties.items())
