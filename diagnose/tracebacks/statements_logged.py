"""Records of level ERROR, and lines in the shape of an error, that carry no trace."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind, Level, Zone
from diagnose.tracebacks.node_frames import read_site
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.statements_event import Read, record_stop, single, split_type
from diagnose.tracebacks.stops import is_header, starts_something

_FAILURE = regex(
    r"(?i)error|fail|exception|time[d ]?out|could not|couldn't|cannot|can't|can not|unable|refused|denied|abort"
    r"|kill|crash|exceed|invalid|not found|no such|\blost\b|\bdead\b|\bdied\b|fatal|panic|out of memory|unreachable"
    r"|unavailable|reject|terminated|expired|unsupported|not support|required|broken|corrupt|conflict"
    r"|too (?:large|long|many|big)|not enough|insufficient|overflow|never|unexpected|forbidden|unauthor|already|closed"
    r"|must|should|missing|not allowed|no (?:available|current|running|memory)|larger than|greater than|perhaps|!"
)
_NO_FAILURE = regex(
    r"(?i)\b(?:0|no|zero|without(?: any)?) (?:errors?|failures?|failed)\b|\berrors?[=:] ?0\b|\bdeprecat"
)
_WARNED = regex(
    r"failed to resolve the next speaker|[Oo]ut of memory|low on memory|too large for system"
    r"|(?i:context (?:length|window|size|limit)).{0,80}(?i:exceed|larger|overflow|longer|greater)"
    r"|(?i:exceed|larger|longer|greater).{0,80}(?i:context (?:length|window|size|limit))"
    r"|\b[Rr]ate limit(?:ed)?(?: \w+)? (?:reached|exceeded|hit)|\b429 Too Many"
    r"|\b[A-Z]\w*(?:Error|Exception)\b|was never awaited|Event loop is closed|[Cc]onnection (?:refused|reset by peer)"
    r"|(?:[Rr]equest|[Rr]ead|[Cc]all|[Tt]ask|[Oo]peration|[Tt]ool|[Cc]onnection)\b.{0,40}\btimed out"
)
_RETRY = regex(r"(?i)\bretry|\battempt \d")
_TEST = regex(r"\S+\.(?:py|ts|js|tsx|mjs)(?:::| )|\d+ (?:passed|failed)\b")
_LABEL = regex(
    r"(?:[❌✗✖✕⨯×🔴] ?)?(?:\[(?:ERROR|FATAL|error|CRITICAL)\]|##\[error\]|::error(?: [^:]{0,100})?::"
    r"|(?:Error|ERROR|error|Fatal|FATAL|fatal|fatal error|Fatal error|FATAL ERROR|panic|PANIC|Exception|CRITICAL|ERR!)"
    r"(?:[:!]| -))\s*(?P<said>\S.*)$"
)
_PHRASE = regex(
    r"(?:[❌✗✖✕⨯×] ?)?(?:(?:Error|Failed|Failure|Unable|Could not|Cannot|Exception) [a-z][^:]{0,120}"
    r"|Caught exception|Unhandled \w+): \S"
)
_NUMBER = regex(r"[\d.,%\s/]*(?:ms|s|%)?$")
_HARMLESS = regex(r"(?i)^error (?:handling|rate|budget|count|level|report|recovery|types?)\b")
_LOGFMT = regex(r"(?:^|\s)level=(?:ERROR|error|FATAL|fatal|panic|CRITICAL|crit)\s")
_LOGFMT_FIELD = regex(r"(?:^|\s)(msg|error|err)=(?:\"((?:[^\"\\]|\\.){0,4000})\"|(\S{1,4000}))")
_RUNNER = regex(
    r"(?:ggml\w*|llama_\w+|llm_load_\w+|load_\w+|alloc_tensor_range|clip_\w+|common_\w+|main|cuda\w*"
    r"|(?:slot|srv) +\w+) *: .{0,400}?"
    r"(?:failed|error\b|unable|out of memory|exceeds|not enough)"
    r"|(?:CUDA|HIP|ROCm|Vulkan|Metal) (?:error|out of memory)\b"
    r"|GGML_ASSERT|cudaMalloc failed|SIGABRT: abort|thread '[^']{1,80}' panicked at|panic: "
)
_RUNNER_MORE = regex(r"goroutine \d+ \[|\s+current device: \d|\s+cuda\w+\(|\s*ggml-cuda|/\S+/ggml-\S+:\d+: ")
_ACCESS = regex(r"\"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S{1,2000} HTTP/\d(?:\.\d)?\" (?P<status>5\d\d)\b")
_GIN = regex(r"\[GIN\] [\d/]{10} - [\d:]{8} \|\s*(?P<status>5\d\d) \|")
_NPM = regex(r"npm (?:ERR!|error)(?: |$)")
_LONGEST = 20_000
_MOST_LINES = 12
_MOST_NPM = 60


def parse(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """The error that a line states, None where it states none."""
    payload = lines[start]
    text, record = payload.text, payload.record
    if len(text) > _LONGEST or record.zone in (Zone.TOOL_RESULT, Zone.CODE_RESULT):
        return None
    access = parse_access(lines, start)
    if access is not None:
        return access
    if record.level is not None:
        return _of_level(lines, start, record.level)
    return _npm(lines, start) or _runner(lines, start) or _unlevelled(lines, start)


def parse_access(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """A server's note that it answered a request with 5xx, whatever level it gives to such notes."""
    text = lines[start].text[:_LONGEST]
    access = _ACCESS.search(text) or _GIN.search(text)
    if access is None:
        return None
    properties = [("status", access["status"])]
    return single(EventKind.LOGGED, lines, start, start + 1, text.strip(), properties=properties)


def _of_level(lines: Sequence[PayloadLine], start: int, level: Level) -> Read | None:
    """A record that says how bad it is. Only its first line begins an event."""
    payload = lines[start]
    if not payload.first or level < Level.WARNING or _carries_trace(lines, start):
        return None
    stop = _message_stop(lines, start)
    said = "\n".join(line.text for line in lines[start:stop]).strip()
    error = next((value for key, value in payload.record.fields if key in ("error", "err", "exception") and value), "")
    message = f"{said}: {error}" if error and error not in said else said
    if level < Level.ERROR:
        if _NO_FAILURE.search(message) or not (_WARNED.search(message) or error) or _RETRY.search(message):
            return None
    elif _NO_FAILURE.search(message) or _TEST.match(message) or _is_only_a_stream(message):
        return None
    return _stated(lines, start, stop, message) if message else None


def _is_only_a_stream(message: str) -> bool:
    """Whether nothing failed: platforms give all that a program writes to stderr the level ERROR."""
    return _FAILURE.search(message) is None


def _carries_trace(lines: Sequence[PayloadLine], start: int) -> bool:
    """Whether the record, or what follows it at once, is a trace that a parser will take."""
    stop = record_stop(lines, start)
    for line in lines[start : min(len(lines), stop + 1)]:
        text = line.text[:_LONGEST]
        if is_header(text) or read_site(text) is not None or text.lstrip().startswith('File "'):
            return True
    return False


def _message_stop(lines: Sequence[PayloadLine], start: int) -> int:
    stop = start + 1
    limit = min(record_stop(lines, start), start + _MOST_LINES)
    while stop < limit and lines[stop].text.strip() and not starts_something(lines[stop].text):
        stop += 1
    return stop


def _npm(lines: Sequence[PayloadLine], start: int) -> Read | None:
    if not _NPM.match(lines[start].text):
        return None
    stop = start
    while stop < min(len(lines), start + _MOST_NPM) and _NPM.match(lines[stop].text):
        stop += 1
    message = "\n".join(_NPM.sub("", line.text, count=1) for line in lines[start:stop]).strip()
    return single(EventKind.LOGGED, lines, start, stop, message) if message else None


def _runner(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """What llama.cpp, ggml and Ollama's runner print when they give up; neighbouring lines are one event."""
    if not _RUNNER.match(lines[start].text):
        return None
    stop = start + 1
    while stop < min(len(lines), start + 30) and (
        _RUNNER.match(lines[stop].text) or _RUNNER_MORE.match(lines[stop].text)
    ):
        stop += 1
    message = "\n".join(line.text.strip() for line in lines[start:stop])
    return single(EventKind.LOGGED, lines, start, stop, message)


def _unlevelled(lines: Sequence[PayloadLine], start: int) -> Read | None:
    text = lines[start].text.strip()
    message = _logfmt(text) or _labelled(text) or _phrased(text, lines[start].record.zone)
    if not message or _NO_FAILURE.search(message) or _NUMBER.match(message) or not any(map(str.isalnum, message)):
        return None
    return _stated(lines, start, start + 1, message)


def _stated(lines: Sequence[PayloadLine], start: int, stop: int, said: str) -> Read:
    before, kind, message = split_type(said)
    return single(EventKind.LOGGED, lines, start, stop, message, type=kind, heading=before)


def _logfmt(text: str) -> str:
    if "level=" not in text or not _LOGFMT.search(text):
        return ""
    found = {match[1]: match[2] or match[3] or "" for match in _LOGFMT_FIELD.finditer(text)}
    error = found.get("error") or found.get("err") or ""
    return ": ".join(part for part in (found.get("msg", ""), error) if part)


def _labelled(text: str) -> str:
    match = _LABEL.match(text)
    return match["said"] if match and not _TEST.match(match["said"]) else ""


def _phrased(text: str, zone: Zone) -> str:
    if zone is Zone.PROSE or len(text) > 2000 or _HARMLESS.match(text) or not _PHRASE.match(text):
        return ""
    return text if not _NUMBER.match(text.rpartition(": ")[2]) else ""
