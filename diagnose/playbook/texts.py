"""What is wrong with one text of a playbook, by the form that it must have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.vocabulary import FACTS, FINDINGS, OBSERVATIONS
from diagnose.playbook.schema import Form
from diagnose.templates import complaint as template_complaint

NAMES = frozenset({*FACTS, *OBSERVATIONS})
LARGEST_PROGRAM = 10_000
"""RE2's measure of a compiled pattern; a sane one has a few hundred, the largest that come along under 4,000."""
LARGEST_PROGRAMS = 600_000
"""The same for all patterns of a pack; those that come along have about half of it."""
CODE_PATTERN = 200
"""What a rule for source code takes of the same room, beside its regular expressions."""

_ACTING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_INVISIBLE_ALLOWED = "\n\u200d"
"""A line's end, and what joins emoji."""
_GROUP = regex(r"\(\?P?<(\w{1,60})>")
_ID = regex(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_METAVARIABLE = regex(r"[A-Z][A-Z0-9_]*")
_TYPE = regex(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?: \[[A-Za-z_]\w*\])?")
_URL = regex(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")


class Room:
    """What the patterns of a pack may still take: each line of a log is held against all of them."""

    def __init__(self, size: int = LARGEST_PROGRAMS) -> None:
        self._left = size

    def take(self, size: int) -> None:
        """So much less is left."""
        self._left -= size

    @property
    def is_left(self) -> bool:
        """Whether anything is."""
        return self._left > 0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What patterns may capture and templates may use, and the room that patterns have."""

    names: frozenset[str] = NAMES
    are: str = "a fact or an observation"
    """What the names are."""
    room: Room = field(default_factory=Room)


def complaint(form: Form, text: str, allowed: Allowed | None = None) -> str | None:
    """What is wrong with the text, and what would be right; None where it is sound."""
    allowed = allowed or Allowed()
    if form is Form.PATTERN:
        return _pattern(text, allowed)
    if form is Form.REGEX:
        return _regex(text, allowed)
    if form in (Form.TEMPLATE, Form.CODE_TEMPLATE):
        return template_complaint(text, allowed.names, allowed.are)
    check = _CHECKS.get(form)
    return check(text) if check else None


def unprintable(text: str, form: Form) -> str | None:
    """Which character of the text would act on a terminal or cannot be seen; None where there is none.

    Whoever reads a playbook, or copies its code, must see all of it.
    """
    for char in text:
        if not char.isprintable() and char not in _INVISIBLE_ALLOWED and unicodedata.category(char) in _ACTING:
            if char == "\t" and form in (Form.CODE, Form.CODE_TEMPLATE):
                continue
            return f"has the character U+{ord(char):04X}, which cannot be seen; leave it out"
    return None


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


def _pattern(text: str, allowed: Allowed) -> str | None:
    compiled = _compiled(text, allowed.room)
    if isinstance(compiled, str):
        return compiled
    for name in compiled.groupindex:
        if name not in allowed.names:
            return f"captures {name!r}, which is not a fact{nearest(name, NAMES)}"
    if compiled.search("") is not None and not (text.startswith("^") and text.endswith("$")):
        return "matches the empty text, so it matches always; write what must be there"
    return None


def _regex(text: str, allowed: Allowed) -> str | None:
    compiled = _compiled(text, allowed.room)
    return compiled if isinstance(compiled, str) else None


def _compiled(text: str, room: Room) -> Any:
    """The pattern compiled, or what is wrong with it."""
    import re2

    if not room.is_left:
        return f"the patterns of the pack are too large in all when compiled (at most {LARGEST_PROGRAMS})"
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 40 * LARGEST_PROGRAM  # what is much larger is given up soon
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        reason = _reason(error, text)
        room.take(LARGEST_PROGRAM if "too large" in reason else 0)
        return f"not a pattern of RE2: {reason}"
    room.take(compiled.programsize)
    if compiled.programsize > LARGEST_PROGRAM:
        return f"the pattern is too large when compiled ({compiled.programsize}, at most {LARGEST_PROGRAM})"
    return compiled


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


def _metavariable(text: str) -> str | None:
    right = "capital letters, without the dollar sign"
    return None if _METAVARIABLE.fullmatch(text) else f"{_short(text)} is not the name of a metavariable: {right}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


_CHECKS: dict[Form, Callable[[str], str | None]] = {
    Form.TITLE: _title,
    Form.URL: _url,
    Form.TYPE: _type,
    Form.ID: _id,
    Form.FACT: _fact,
    Form.FINDING: _finding,
    Form.METAVARIABLE: _metavariable,
}
