"""Node's fatal end: garbage collector lines, ``FATAL ERROR: …``, native stack, and the shell's words after it."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind, Frame, Link, RaisedException, TraceEvent
from diagnose.tracebacks.node_frames import frame_at, read_site
from diagnose.tracebacks.node_text import bare
from diagnose.tracebacks.protocol import PayloadLine, span_of

TYPE = "FATAL ERROR"
_LAST_GCS = regex(r"\s*<--- Last few GCs --->")
_JS_TRACE = regex(
    r"\s*(?:<--- JS stacktrace --->|=+ JS stack trace =+|Cannot get stack trace in GC\.|Security context: )"
)
_GC = regex(r"\s*\[\d+:(?:0x)?[0-9a-fA-F]+\]\s+\d+ ms: ")
_GC_TAIL = regex(r"\s*(?:\(?average mu = |allocation failure|task; |GC in old space)")
_OLD_FRAME = regex(r"\s*\d+: (?:\S.* )?\[(?:pc: |0x|[^\]]{0,300}:~?\d+\]|bytecode=)")
_FATAL = regex(r"\s*(?:# )?(?:FATAL ERROR|Fatal JavaScript (?:out of memory|invalid \w+ error|error))\b:? ?(.*)$")
_V8_WORDING = regex(
    r"heap out of memory|Allocation failed|mark.compacts|v8::|node::|napi_|HandleScope"
    r"|invalid (?:array|table|size|string)|NewSpace|semi.space|process out of memory|CALL_AND_RETRY"
    r"|[Rr]eached heap limit|MarkCompact|Scavenger|Zone|OOM"
)
_NATIVE = regex(r"\s*\d+: (?:0x)?[0-9a-fA-F]{5,16}(?:\s|$)")
_RULE = regex(r"\s*-{4,} (?:Native|JavaScript) stack trace -{4,}")
_SCRIPT_FRAME = regex(r"\s*\d+: (.*\S)\s*$")
_AFTER = regex(
    r"(?:(?:\S+: )?(?:line \d+: )?(?:\[\d+\][+-]? *)?(?:\d+ )?"
    r"(?:Aborted|abort|Trace/(?:breakpoint|BPT) trap|Illegal instruction|IOT instruction)\b"
    r"|(?:exit code|exitcode|Exit code)[: ]+\d+"
    r"|.{0,200}\b(?:exited with|exit(?:ed)? with exit|failed with exit|(?:terminated by|killed by|with) signal)\b"
    r".{0,40}(?:134|SIGABRT|SIGTRAP|139|133)"
    r"|(?:npm ERR!|npm error|error Command failed|ELIFECYCLE|info Visit https://yarnpkg))"
)
_HIGHEST = 80
_LONGEST = 200


def parse(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The fatal end of a V8 process that begins at a line, and the index after it."""
    text = _said(lines, start)
    if _begins(lines, start, text):
        fatal = _find_fatal(lines, start)
    elif "FATAL ERROR" in text or "Fatal JavaScript" in text:
        fatal = start if _is_fatal(lines, start) else None
    else:
        return None
    if fatal is None:
        return _cut_off(lines, start)
    stop, native = _after_fatal(lines, fatal)
    match = _FATAL.match(_said(lines, fatal))
    message = (match[1] if match else "").strip()
    return _event(lines, start, stop, span_at=fatal, message=message, frames=native)


def _said(lines: Sequence[PayloadLine], index: int) -> str:
    return bare(lines[index].text)[:2000]


def _begins(lines: Sequence[PayloadLine], index: int, text: str) -> bool:
    """Whether the line is one of those before the fatal one; of a run of collector's lines only the first."""
    if "<---" in text and (_LAST_GCS.match(text) or _JS_TRACE.match(text)):
        return True
    return "ms: " in text and _GC.match(text) is not None and (index == 0 or not _GC.match(_said(lines, index - 1)))


def _is_fatal(lines: Sequence[PayloadLine], index: int) -> bool:
    """Other programs print ``FATAL ERROR:`` too; V8's is told by its wording or by what stands around it."""
    match = _FATAL.match(_said(lines, index))
    if match is None:
        return False
    if match[0].lstrip().startswith(("#", "Fatal")) or _V8_WORDING.search(match[1]):
        return True
    following = [_said(lines, place) for place in range(index + 1, min(index + 4, len(lines)))]
    return any(_RULE.match(text) or _NATIVE.match(text) for text in following)


def _find_fatal(lines: Sequence[PayloadLine], start: int) -> int | None:
    for index in range(start, min(start + _HIGHEST, len(lines))):
        text = _said(lines, index)
        if _FATAL.match(text):
            return index
        if not _before_fatal(text) or (index > start and _LAST_GCS.match(text)):
            return None
    return None


def _before_fatal(text: str) -> bool:
    return not text.strip() or any(
        form.match(text) for form in (_LAST_GCS, _GC, _GC_TAIL, _JS_TRACE, _OLD_FRAME, _RULE, _NATIVE)
    )


def _after_fatal(lines: Sequence[PayloadLine], fatal: int) -> tuple[int, tuple[Frame, ...]]:
    stop = index = fatal + 1
    script = False
    frames: list[Frame] = []
    while index < min(fatal + _LONGEST, len(lines)):
        text = _said(lines, index)
        if text.strip():
            rule = _RULE.match(text)
            script = "JavaScript" in text if rule else script
            frame = None if rule or not script else _script_frame(lines, index, text)
            if frame is not None:
                frames.append(frame)
            elif not (_before_fatal(text) or _AFTER.match(text.lstrip())):
                break
            stop = index + 1
        elif index - stop > 3:
            break
        index += 1
    return stop, tuple(reversed(frames))


def _script_frame(lines: Sequence[PayloadLine], index: int, text: str) -> Frame | None:
    match = _SCRIPT_FRAME.match(text)
    site = read_site(f"at {match[1]}") if match else None
    return frame_at(lines, index, site) if site else None


def _cut_off(lines: Sequence[PayloadLine], start: int) -> tuple[TraceEvent, int] | None:
    """The collector's last lines at the end of a text that breaks off before the fatal line."""
    if len(lines) - start > _HIGHEST or not _LAST_GCS.match(_said(lines, start)):
        return None
    stop = start
    while stop < len(lines) and _before_fatal(_said(lines, stop)):
        stop += 1
    if stop < len(lines) or not _collections(lines, start, stop):
        return None
    return _event(lines, start, stop, span_at=start, message="", frames=(), truncated=True)


def _collections(lines: Sequence[PayloadLine], start: int, stop: int) -> tuple[str, ...]:
    return tuple(text.strip() for index in range(start, stop) if _GC.match(text := _said(lines, index)))


def _event(
    lines: Sequence[PayloadLine],
    start: int,
    stop: int,
    *,
    span_at: int,
    message: str,
    frames: tuple[Frame, ...],
    truncated: bool = False,
) -> tuple[TraceEvent, int]:
    raised = RaisedException(
        type=TYPE,
        message=message,
        link=Link.NONE,
        frames=frames,
        span=span_of(lines, start, stop),
        head=span_of(lines, span_at, span_at + 1),
        notes=_collections(lines, start, stop),
    )
    event = TraceEvent(EventKind.V8_FATAL, (raised,), raised.span, truncated=truncated)
    return event, stop
