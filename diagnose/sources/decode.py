"""The text of a source file: by its byte order mark, Python's declaration of the encoding, else UTF-8."""

from __future__ import annotations

import codecs

from diagnose.lazy import regex

_DECLARED = regex(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NO_CODE = regex(r"[ \t\f]*(?:#|$)")
_HEAD = 1000
_REFUSED = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7", "utf-16",
     "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le"}
)  # fmt: skip
"""No source code is written in these; some of them need time that grows with the square of the text."""


def decoded(data: bytes, *, python: bool) -> tuple[str, str] | None:
    """The text and its encoding, None where the bytes are no text in it."""
    if b"\0" in data:
        return None
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    if python:
        declared = _declared(data.removeprefix(codecs.BOM_UTF8))
        known = _known(declared) if declared else "utf-8"
        if known is None or (encoding == "utf-8-sig" and known != "utf-8"):
            return None
        encoding = known if encoding == "utf-8" else encoding
    try:
        return data.decode(encoding), encoding
    except (UnicodeError, LookupError):
        return None


def newline_of(text: str) -> str:
    """The line end that most lines have; a line feed where there is none."""
    if "\r" not in text:
        return "\n"
    both = text.count("\r\n")
    feeds, returns = text.count("\n") - both, text.count("\r") - both
    most = max(both, feeds, returns)
    if feeds == most:
        return "\n"
    return "\r\n" if both == most else "\r"


def _declared(data: bytes) -> str:
    """The encoding that one of the first two lines declares, as Python reads it (PEP 263)."""
    head = data[:_HEAD]
    if b"coding" not in head:
        return ""
    for line in head.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n").split("\n")[:2]:
        if match := _DECLARED.match(line):
            return match[1]
        if not _NO_CODE.match(line):
            break
    return ""


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found in _REFUSED or not found.isascii() else found.replace("_", "-")
