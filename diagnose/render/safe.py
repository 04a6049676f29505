"""Log text made fit to be shown: secrets taken out, control characters made visible."""

from __future__ import annotations

import re
import unicodedata

_KEY_KINDS = r"(?:sk|pk|rk|gsk|xai|hf|ghp|gho|github_pat|glpat|xox[abpr])[-_]"
_KEY_PREFIX = rf"{_KEY_KINDS}(?:(?:proj|ant|or|svcacct|admin|live|test)-)?"
_NAMED = r"(?:api[_-]?key|access[_-]?token|secret|password|passwd|authorization)[\"']?\s*[:=]\s*[\"']?"
_NO_SECRET = r"(?!\[redacted|None|null|your|<|\$|os\.)"
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b({_KEY_PREFIX})[A-Za-z0-9_*-]{{8,}}"), r"\1[redacted]"),
    (re.compile(r"\b(AIza|AKIA|ASIA)[A-Za-z0-9_-]{12,}"), r"\1[redacted]"),
    (re.compile(r"\b(org|proj)-[A-Za-z0-9]{16,}"), r"\1-[redacted]"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*"), "[redacted token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{12,}"), r"\1 [redacted]"),
    (re.compile(rf"(?i)({_NAMED}){_NO_SECRET}[^\s\"',;}}]{{6,}}"), r"\1[redacted]"),
    (re.compile(r"(?i)(://[^/\s:@]{1,64}:)[^@\s/]{1,256}@"), r"\1[redacted]@"),
)
_PLAIN = re.compile(r"[ -~]*\Z")


def redact(text: str) -> str:
    """The text without what looks like a key, a token, a password or an organisation's id."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def shown(text: str) -> str:
    """One line of foreign text, fit for a terminal: redacted, each control character made visible."""
    text = redact(text.replace("\t", "    "))
    if _PLAIN.match(text):
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\n":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and char != "\u200d":
        return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"
    return char
