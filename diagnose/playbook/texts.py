"""What is wrong with one text of a playbook, by the form that it must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from diagnose.model.vocabulary import FACTS, FINDINGS, OBSERVATIONS
from diagnose.playbook.schema import Form
from diagnose.templates import complaint as template_complaint

NAMES = frozenset({*FACTS, *OBSERVATIONS})
LARGEST_PROGRAM = 20_000
"""RE2's measure of a compiled pattern; a sane one has a few hundred."""

_GROUP = re.compile(r"\(\?P?<(\w{1,60})>")
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_TYPE = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?: \[[A-Za-z_]\w*\])?")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")


def complaint(form: Form, text: str, names: frozenset[str] = NAMES) -> str | None:
    """What is wrong with the text, and what would be right; None where it is sound.

    ``names`` are what patterns may capture and templates may use.
    """
    if form is Form.PATTERN:
        return _pattern(text, names)
    if form is Form.TEMPLATE:
        return template_complaint(text, names)
    check = _CHECKS.get(form)
    return check(text) if check else None


def captured_names(pattern: str) -> set[str]:
    """The names of the pattern's named groups."""
    return set(_GROUP.findall(pattern))


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean …?`` where a known word is near, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word[:60], list(known), 1, 0.7)
    return f"; did you mean {close[0]}?" if close else ""


def is_id(text: str) -> bool:
    """Whether the text may be the id of a class or a cause."""
    return _ID.fullmatch(text) is not None


def _title(text: str) -> str | None:
    if "\n" in text.strip():
        return "must be one line"
    return "ends with a full stop; a title has none" if text.rstrip().endswith(".") else None


def _pattern(text: str, names: frozenset[str]) -> str | None:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        return f"not a pattern of RE2: {_reason(error, text)}"
    if compiled.programsize > LARGEST_PROGRAM:
        return f"the pattern is too large when compiled ({compiled.programsize}, at most {LARGEST_PROGRAM})"
    for name in compiled.groupindex:
        if name not in names:
            return f"captures {name!r}, which is not a fact{nearest(name, NAMES)}"
    if compiled.search("") is not None and not (text.startswith("^") and text.endswith("$")):
        return "matches the empty text, so it matches always; write what must be there"
    return None


def _reason(error: Exception, pattern: str) -> str:
    said = error.args[0] if error.args else "it does not compile"
    reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    words, colon, part = reason.partition(": ")
    place = pattern.find(part) if colon and part != pattern else -1
    if "(?=" in part or "(?!" in part or "(?<" in part:
        words = "RE2 has no look-around"
    elif re.fullmatch(r"\\\d", part):
        words = "RE2 has no back-references"
    return f"{words}, at character {place + 1}: {part}" if place >= 0 else words


def _type(text: str) -> str | None:
    return None if _TYPE.fullmatch(text) else f"{_short(text)} is not the name of a type, such as openai.APIError"


def _url(text: str) -> str | None:
    return None if _URL.fullmatch(text) else f"{_short(text)} is not an address, such as https://example.org/page"


def _id(text: str) -> str | None:
    return None if is_id(text) else f"{_short(text)} is not an id: lower-case words joined with hyphens"


def _fact(text: str) -> str | None:
    return None if text in NAMES else f"{_short(text)} is not a fact or an observation{nearest(text, NAMES)}"


def _finding(text: str) -> str | None:
    return None if text in FINDINGS else f"{_short(text)} is nothing that a check finds{nearest(text, FINDINGS)}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


_CHECKS: dict[Form, Callable[[str], str | None]] = {
    Form.TITLE: _title,
    Form.URL: _url,
    Form.TYPE: _type,
    Form.ID: _id,
    Form.FACT: _fact,
    Form.FINDING: _finding,
}
