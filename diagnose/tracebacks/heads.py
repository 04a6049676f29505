"""The line that names an exception: ``package.TypeName: message``."""

from __future__ import annotations

import re

from diagnose.lazy import regex

_NAME = r"(?:[^\W\d][\w\-]*|<[^\W\d]\w*>)"
_TYPE = regex(rf"({_NAME}(?:\.{_NAME})*(?:\([\w.]+\))?)(?::[ ](.*)|:?\s*)$", re.DOTALL)
_ODD_TYPE = regex(r"([^\s:'\"{}=,;]+)(?:: (.*)|:?\s*)$", re.DOTALL)

_SUFFIX = regex(
    r"(?:Error|Exception|Interrupt|ExceptionGroup|Exit|Iteration|Cancelled|Canceled|Timeout|TimeoutExpired|Exceeded|"
    r"Refused|Denied|NotFound|Unavailable|Exhausted|Aborted|Failure|Fault|Died|Dead|Expired|Rejected|Invalid)$"
)
# Endings that are words of everyday headings too: believed only behind a package name.
_WEAK = frozenset(
    {"Exit", "Cancelled", "Canceled", "Timeout", "Exceeded", "Refused", "Denied", "NotFound", "Unavailable",
     "Exhausted", "Aborted", "Failure", "Fault", "Died", "Dead", "Expired", "Rejected", "Invalid"}
)  # fmt: skip
_KNOWN = frozenset(
    {"KeyboardInterrupt", "SystemExit", "GeneratorExit", "StopIteration", "StopAsyncIteration", "Exception",
     "BaseException", "ExceptionGroup", "BaseExceptionGroup", "NoEligibleSpeaker", "TimeoutExpired", "BrokenExecutor",
     "BrokenProcessPool", "ReadTimeout", "ConnectTimeout", "PoolTimeout", "WriteTimeout", "DeadlineExceeded",
     "ResourceExhausted", "ConnectionRefused", "ConnectionClosed", "ConnectionClosedOK", "ServiceUnavailable"}
)  # fmt: skip
_DOTTED_ONLY = frozenset({"Empty", "Full", "Unauthorized", "Forbidden", "Cancelled", "ClosedResource", "BrokenPipe"})
_FOREIGN = frozenset({"Error", "AggregateError", "DOMException", "FetchError", "AbortError", "EvalError", "RangeError",
                      "URIError", "InternalError", "ReferenceError"})  # fmt: skip


def read_head(text: str) -> tuple[str, str] | None:
    """Type and message, where the line has that form at all. ``message`` is empty where none is printed."""
    match = _TYPE.match(text)
    return (match[1], match[2] or "") if match else None


def read_head_after_frames(text: str) -> tuple[str, str] | None:
    """The same below a stack, where the line can be nothing else: unusual module names are let through."""
    head = read_head(text)
    if head is not None:
        return head
    match = _ODD_TYPE.match(text)
    return (match[1], match[2] or "") if match else None


def is_exception_name(name: str) -> bool:
    """Whether a name alone, without any stack, tells that this is an exception."""
    name = name.partition("(")[0]
    modules, _, last = name.rpartition(".")
    if "-" in name or (not last[:1].isalpha() and not last.startswith("_")):
        return False
    camel = any(char.islower() for char in last) and any(char.isupper() for char in last)
    if not camel or (last == "Error" and not modules):
        return False
    if last in _KNOWN:
        return True
    dotted = bool(modules) and not modules.split(".")[0][:1].isupper()
    if dotted and last in _DOTTED_ONLY:
        return True
    match = _SUFFIX.search(last)
    if match is None or last.endswith("Warning"):
        return False
    return match[0] not in _WEAK or dotted or match.start() > 0


def is_foreign(name: str) -> bool:
    """Whether the name is JavaScript's and not Python's."""
    return name in _FOREIGN
