"""Foreign text made fit to be shown: control characters made visible, on one line. Secrets are the redactor's part."""

from __future__ import annotations

import unicodedata

from diagnose.lazy import regex

_PLAIN = regex(r"[ -~]*\Z")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINER = "\u200d"


def visible(text: str) -> str:
    """The text on one line, its control, direction and unassigned characters written as escapes."""
    if _PLAIN.match(text):
        return text
    return "".join(map(_visible, text.replace("\t", "    ")))


def _visible(char: str) -> str:
    if char == "\n":
        return " "
    if char != _JOINER and unicodedata.category(char) in _UNSEEN:
        return char.encode("unicode_escape").decode("ascii")
    return char
