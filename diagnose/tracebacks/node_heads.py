"""The line that names a JavaScript error, alone or behind words: ``Failed to run: TypeError: fetch failed``."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_NAME = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*"
_TELLING = regex(r"(?:Error|Exception|Rejection)$")
_BEGIN = regex(rf"({_NAME})(?: \[([\w.$]+)\])?(?:: (.*)|:?\s*)$", re.DOTALL)
_WORDS = regex(r"(?:^|(?<=[\s:>|(]))([\w$.]+)(?: \[([\w.$]+)\])?(?=: |:?$)")
_BRACKETED = regex(rf"\[({_NAME})(?: \[([\w.$]+)\])?(?:: |\])")
_WARNED = regex(r"\(\w+:\d+\) UnhandledPromiseRejectionWarning: ")
_OTHER_WARNING = regex(r"\(\w+:\d+\) (?:\[\w+\] )?\w*Warning: ")
_REFERENCE = regex(r"<ref \*\d+> ")
_CODE = regex(r"[A-Z][A-Z0-9_]+$")
_NO_ERROR = frozenset({"Trace", "Warning"})
_LONGEST = 4000
_REJECTION = "UnhandledPromiseRejection"
_LABELS = frozenset({_REJECTION, f"Runtime.{_REJECTION}", "Error"})

UNCAUGHT = "Uncaught"
GENERIC_REJECTION = "Unhandled promise rejection. "


@dataclass(frozen=True, slots=True)
class Head:
    """Type, first line of the message, and what stands around them.

    ``label`` is what Node put in brackets behind the type: a code or another name. ``before`` are the words in front.
    ``rest`` is the text behind the closing bracket of ``[Type: message]``, None for a head without brackets, and
    ``open`` tells that this bracket is closed in a later line only. ``telling`` says that the type's name alone shows
    that it is an error.
    """

    type: str
    message: str
    label: str | None = None
    before: str = ""
    rest: str | None = None
    open: bool = False
    telling: bool = True
    rejection: bool = False


def read_head(text: str) -> Head | None:
    """The head in a line, None where there is none. A type whose name tells nothing must begin the line."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST] if text[:200].find("Error") >= 0 else ""
    stripped = _REFERENCE.sub("", text.strip(), count=1)
    if not stripped:
        return None
    warned = _WARNED.match(stripped)
    if warned:
        return _rejected(stripped[warned.end() :])
    if _OTHER_WARNING.match(stripped):
        return None
    stripped = stripped.removeprefix("{ ")
    return _bracketed(stripped) or _telling(stripped) or _any_name(stripped)


def _rejected(text: str) -> Head | None:
    if text.startswith(GENERIC_REJECTION):
        return None
    head = read_head(text)
    if head is None or head.before:
        return Head("UnhandledPromiseRejectionWarning", text, rejection=True)
    return Head(head.type, head.message, head.label, "", head.rest, head.open, head.telling, True)


def _bracketed(text: str) -> Head | None:
    found = text.find("[")
    while 0 <= found < 300:
        match = _BRACKETED.match(text, found)
        if match and _TELLING.search(match[1]) and (found == 0 or text[found - 1] == " "):
            return _in_brackets(text, found, match)
        found = text.find("[", found + 1)
    return None


def _in_brackets(text: str, found: int, match: re.Match[str]) -> Head | None:
    before = text[:found].strip()
    if match[0].endswith("]"):
        message, rest = "", text[match.end() :]
        return None if rest[:1] == ":" or before else Head(match[1], "", match[2], before, rest)
    end = _closing(text, match.end())
    if end < 0:
        return Head(match[1], text[match.end() :], match[2], before, "", open=True) if not before else None
    message, rest = text[match.end() : end], text[end + 1 :]
    return Head(match[1], message, match[2], before, rest)


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at ``start`` is closed, so that the end of an error can follow; -1: nowhere."""
    depth = 1
    for place in range(start, len(text)):
        if text[place] == "[":
            depth += 1
        elif text[place] == "]":
            depth -= 1
            if depth == 0:
                return place
    last = text.rfind("]")
    return last if last >= start and text[last + 1 :].strip() in ("", "{", ",") else -1


def _telling(text: str) -> Head | None:
    for match in _WORDS.finditer(text):
        name = match[1]
        if not _TELLING.search(name) or name[0].isdigit() or name[0] == ".":
            continue
        following = text[match.end() :].removeprefix(":").strip()
        if name in _LABELS and not match[2] and (inner := _wrapped(name, following)):
            return inner
        before = text[: match.start()].strip()
        if before.removesuffix("(in promise)").strip() in (UNCAUGHT, "error: Uncaught"):
            before = UNCAUGHT
        return Head(name, following, match[2], before)
    return None


def _wrapped(label: str, text: str) -> Head | None:
    """``Error: TypeError: fetch failed``: the first word is only a label."""
    match = _BEGIN.match(text)
    if match and _TELLING.search(match[1]):
        rejection = label.endswith(_REJECTION)
        before = "" if rejection else f"{label}:"
        return Head(match[1], (match[3] or "").strip(), match[2], before, rejection=rejection)
    return None


def _any_name(text: str) -> Head | None:
    match = _BEGIN.match(text)
    if match is None or match[1] in _NO_ERROR or match[1].endswith("Warning"):
        return None
    name = "Error" if match[1] == "error" else match[1]
    return Head(name, (match[3] or "").strip(), match[2], telling=False)


def type_and_properties(head: Head) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The type as it is kept, and what the bracket behind it adds: a code, or the name that the error gave itself."""
    if head.label is None:
        return head.type, ()
    if _CODE.match(head.label):
        return head.type, (("code", head.label),)
    if head.type == "DOMException":
        return f"{head.type} [{head.label}]", ()
    return head.type, (("name", head.label),)
