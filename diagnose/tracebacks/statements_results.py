"""Errors that a framework turned into a result: of a tool, or of executed code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.model import EventKind, Surfaced, TraceEvent, Zone
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.statements_body import read_answer
from diagnose.tracebacks.statements_event import Read, record_stop, single
from diagnose.tracebacks.statements_values import gather, read_string, read_value

_RESPONSE = regex(
    r"\*{5} Response from calling (?:tool|function)(?: \((?P<call>[^)]{0,120})\)| \"(?P<name>[^\"]{0,120})\")?"
)
_STARS = regex(r"\*{10,}\s*$")
_RULE = regex(r"-{40,}\s*$")
_OUTPUT = regex(r"(?:Output|Result):\s*$")
_RESULT = "FunctionExecutionResult("
_FIELD = regex(r"\b(name|call_id|is_error)=('(?:[^'\\]|\\.){0,200}'|\"(?:[^\"\\]|\\.){0,200}\"|True|False|None)")
_EXIT = regex(r"exitcode: (-?\d+) \(")
_POSIX_EXIT = regex(r"The script ran, then exited with an error \(POSIX exit code: (-?\d+)\)")
_LABEL = regex(r"(?:Code output|Its output was): ?\n?")
_LONGEST = 60_000
_HEADERS = (":", "*", "-")


def parse_tool(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """A tool's result that says it failed."""
    text = lines[start].text
    if _RESULT in text:
        return _parse_execution_results(lines, start)
    if text.startswith("Error: "):
        return _parse_response(lines, start)
    if lines[start].record.zone is Zone.TOOL_RESULT and text.lstrip().startswith(("{", "[{")):
        return _parse_json(lines, start)
    return None


def _parse_response(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """``Error: …`` right below the heading of a tool's response (AutoGen 0.2, AG2)."""
    above = _above(lines, start)
    response = _RESPONSE.match(above)
    result = lines[start].record.zone is Zone.TOOL_RESULT
    if not response and not (result and (not above or _OUTPUT.match(above) or above.endswith(_HEADERS))):
        return None
    stop = record_stop(lines, start)
    for index in range(start + 1, stop):
        if _STARS.match(lines[index].text) or _RULE.match(lines[index].text):
            stop = index
            break
    while stop > start + 1 and not lines[stop - 1].text.strip():
        stop -= 1
    message = "\n".join(line.text for line in lines[start:stop]).removeprefix("Error: ").strip()
    properties: list[tuple[str, str]] = []
    if response and response["name"]:
        properties.append(("name", response["name"]))
    if response and response["call"]:
        properties.append(("call_id", response["call"]))
    return single(EventKind.TOOL_RESULT, lines, start, stop, message, properties=properties)


def _above(lines: Sequence[PayloadLine], start: int) -> str:
    """The nearest line above that is not blank, within the record."""
    for index in range(start - 1, max(-1, start - 4), -1):
        if lines[index].text.strip():
            return lines[index].text.strip()
    return ""


def _parse_json(lines: Sequence[PayloadLine], start: int) -> Read | None:
    text = lines[start].text
    gathered = gather(lines, start, len(text) - len(text.lstrip()))
    if gathered is None or "error" not in gathered[0][:200].lower():
        return None
    answer = read_answer(read_value(gathered[0]))
    if answer is None:
        return None
    return single(
        EventKind.TOOL_RESULT, lines, start, gathered[1], answer.message, type=answer.type, properties=answer.properties
    )


def _parse_execution_results(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """``[FunctionExecutionResult(content='…', …, is_error=True)]`` (AutoGen 0.4+)."""
    stop = start + 1
    parts = [lines[start].text]
    size = len(parts[0])
    while stop < min(len(lines), start + 60) and size < _LONGEST and not parts[-1].rstrip().endswith((")]", ")")):
        if lines[stop].text.startswith("[" + _RESULT):
            break
        parts.append(lines[stop].text)
        size += len(parts[-1]) + 1
        stop += 1
    text = "\n".join(parts)
    failed = [result for result in _results(text[:_LONGEST]) if _failed(result)]
    if not failed:
        return None
    message = "\n".join(result["content"].strip() for result in failed)
    properties = [(key, failed[0][key]) for key in ("name", "call_id") if key in failed[0]]
    return single(EventKind.TOOL_RESULT, lines, start, stop, message, properties=properties)


def _results(text: str) -> Iterator[dict[str, str]]:
    begin = text.find(_RESULT)
    while begin >= 0:
        begin += len(_RESULT)
        following = text.find(_RESULT, begin)
        part = text[begin : following if following >= 0 else len(text)]
        content, end = _content(part)
        result = {"content": content}
        for match in _FIELD.finditer(part, end):
            result[match[1]] = (read_string(match[2]) or "") if match[2][0] in "'\"" else match[2]
        yield result
        begin = following


def _content(part: str) -> tuple[str, int]:
    """The text of ``content='…'``, and where it ends; a text that is cut off is kept as it stands."""
    begin = part.find("content=")
    if begin < 0 or part[begin + 8 : begin + 9] not in ("'", '"'):
        return "", 0
    begin += 8
    quote, place = part[begin], begin + 1
    while place < len(part) and part[place] != quote:
        place += 2 if part[place] == "\\" else 1
    literal = part[begin : place + 1]
    return read_string(literal.replace("\n", "\\n")) or literal.strip(quote), min(place + 1, len(part))


def _failed(result: dict[str, str]) -> bool:
    if result.get("is_error") == "True":
        return True
    return "is_error" not in result and result["content"].startswith("Error: ")


def parse_code(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """What executed code left: an exit code other than zero, and its output."""
    text = lines[start].text
    match = _EXIT.match(text) or _POSIX_EXIT.match(text) if text[:1] in ("e", "T") else None
    if match is None or match[1] == "0":
        return None
    stop = record_stop(lines, start)
    for index in range(start + 1, stop):
        if _RULE.match(lines[index].text):
            stop = index
            break
    while stop > start + 1 and not lines[stop - 1].text.strip():
        stop -= 1
    output = "\n".join(line.text for line in lines[start + 1 : stop])
    message = _LABEL.sub("", output, count=1).strip() or match.string.strip()
    return single(
        EventKind.CODE_RESULT,
        lines,
        start,
        stop,
        message,
        properties=[("exit_code", match[1])],
        embedded=tuple(_embedded(lines, start + 1, stop)),
    )


def _embedded(lines: Sequence[PayloadLine], start: int, stop: int) -> Iterator[TraceEvent]:
    from diagnose.tracebacks import python  # the parser of traces knows nothing of results

    output = list(lines[start:stop])
    index = 0
    while index < len(output):
        read = python.parse(output, index) if _may_begin_trace(output[index].text) else None
        if read is None:
            index += 1
            continue
        event, index = read
        yield replace(event, surfaced=Surfaced.RESULT)


def _may_begin_trace(text: str) -> bool:
    return "Traceback (most recent call last)" in text or text.lstrip().startswith('File "')
