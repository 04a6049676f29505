"""Where in a text a secret may begin. RE2 tells, at the price of a look at each byte."""

from __future__ import annotations

from functools import cache
from typing import Any

from diagnose.redaction.prefixes import FORMS

STEMS = (
    r"key|token|secret|passw|passphrase|passcode|pass|pwd|pw|auth|credential|cookie|signature|sig|sess(?:ion)?_?id"
    r"|phpsessid|connect\.sid"
)
_BEHIND_STEM = (
    r"(?:[a-z0-9_.-]{0,40}(?:\\*[\"'`])?\]?[ \t]{0,8}(?:[:=>]|%3[da]|,[ \t\r\n]{0,24}(?:\[ ?)?b?\\*[\"'])"
    r"| (?:provided|used|is|was|given|received|found|in use)[ \t]{0,4}[:=]"
    r"|[a-z0-9_-]{0,24}\r?\n[ \t]{0,40}value:)"
)
_COMMANDS = (
    r"(?:--[a-z0-9.-]{0,40}|(?:env|setx|setenv|set -[a-z]{1,3}) {1,4}[a-z0-9_]{0,60}|login [^ \n]{1,60} )"
    r"(?:key|token|secret|passw|pwd|pass|auth|cookie)[a-z0-9_-]{0,24}[ \t]"
)
_ALTERNATIVES: tuple[tuple[str, str], ...] = (
    ("field", rf"(?i:{_COMMANDS})"),
    ("field", rf"(?i:(?:{STEMS}){_BEHIND_STEM})"),
    ("form", "|".join(prefix.replace(".", r"\.") for prefix in sorted(FORMS) if len(prefix) > 2)),
    ("form", r"(?:AC|SK)[0-9a-f]{32}"),
    ("form", r"eyJ[A-Za-z0-9_*-]{8}"),
    ("form", r"[0-9]{8,10}:AA[A-Za-z0-9_*-]{8}"),
    ("form", r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{8}"),
    ("credentials", r"(?i:(?:bearer|basic)[ \t])"),
    ("address", r":\\*/\\*/[^\s/\"'<>@:\\?#]{0,128}[:@]"),
    ("webhook", r"(?i:hooks\.slack\.com|discord(?:app)?\.com\\*/api|webhook\.office\.com)"),
    ("query", r"[?&](?:key|code|sig)=[A-Za-z0-9_%+/.~*-]{16}"),
    ("begin", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY"),
    ("end", r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY"),
    ("curl", r"(?: -u|--user)[ =]{1,4}[\"']?[^\s:\"']{1,64}:"),
)


class Places:
    """The places of a text where RE2 sees the beginning of something, each after the last."""

    def __init__(self, text: str) -> None:
        self.done = 0
        """Where the last secret ended."""
        self._text = text
        self._bytes = text.encode("utf-8", "surrogatepass")
        self._one_byte_each = len(self._bytes) == len(text)
        self._at = self._char = 0

    def next(self) -> tuple[str, int] | None:
        """The kind of what may begin, and where."""
        hit = _automaton().search(self._bytes, self._at)
        if hit is None:
            return None
        start = hit.start()
        self._char = start if self._one_byte_each else self._char + self._characters(start)
        char, self._at = self._char, start + 1
        self._char += 1  # all of them begin with an ASCII character
        return _ALTERNATIVES[hit.lastindex - 1][0], char

    def go_on(self, end: int) -> None:
        """Look on behind a secret."""
        self.done = end
        if end > self._char:
            self._at += end - self._char if self._one_byte_each else len(_encoded(self._text[self._char : end]))
            self._char = end

    def _characters(self, stop: int) -> int:
        return len(self._bytes[self._at : stop].decode("utf-8", "surrogatepass"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@cache
def _automaton() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile("|".join(f"({source})" for _, source in _ALTERNATIVES).encode(), options)
