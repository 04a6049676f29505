"""Foreign text made fit to be shown: secrets taken out, control characters made visible."""

from __future__ import annotations

import re
import unicodedata

_KEY_KINDS = r"(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghs|github_pat|glpat|xox[abpr]|lsv2|tvly|pplx)[-_]"
_KEY_PREFIX = rf"{_KEY_KINDS}(?:(?:proj|ant|or|svcacct|admin|live|test|pt)-)?"
_NAMED = r"(?:api[_-]?key|access[_-]?(?:key|token)|secret|password|passwd|authorization)[\"']?\s{0,9}[:=]\s{0,9}[\"']?"
_NO_SECRET = r"(?!\[redacted|None|null|your|<|\$|\{|os\.|process\.|bearer\b|basic\b)"
_MIXED = r"(?=[A-Za-z_-]{0,40}[0-9*])"
"""A digit near by: ``hf_client_name`` is a name, a key has digits or is long."""
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<![A-Za-z0-9])({_KEY_PREFIX})(?:{_MIXED}[A-Za-z0-9_*-]{{8,}}|[A-Za-z]{{16,}})"), r"\1[redacted]"),
    (re.compile(r"\b(AIza|AKIA|ASIA)[A-Za-z0-9_-]{12,}"), r"\1[redacted]"),
    (re.compile(rf"\b(org|proj)-(?:{_MIXED}[A-Za-z0-9]{{7,}}|[A-Za-z]{{16,}})"), r"\1-[redacted]"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,4000}(?:\.[A-Za-z0-9_-]*)?"), "[redacted token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s{1,9}(?=[a-z._~+/-]{0,80}[0-9=])[a-z0-9._~+/=-]{12,}"), r"\1 [redacted]"),
    (re.compile(rf"(?i)({_NAMED}){_NO_SECRET}[^\s\"',;}})]{{6,}}"), r"\1[redacted]"),
    (re.compile(r"(?i)(://[^/\s:@]{0,64}:)[^@\s/]{1,256}@"), r"\1[redacted]@"),
)
_PLAIN = re.compile(r"[ -~]*\Z")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINER = "\u200d"


def redact(text: str) -> str:
    """The text without what looks like a key, a token, a password or an organisation's id."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def visible(text: str) -> str:
    """The text on one line, its control, direction and unassigned characters written as escapes."""
    if _PLAIN.match(text):
        return text
    return "".join(map(_visible, text.replace("\t", "    ")))


def shown(text: str) -> str:
    """One line of foreign text, fit for a terminal: redacted, nothing in it acts."""
    return visible(redact(text))


def _visible(char: str) -> str:
    if char == "\n":
        return " "
    if char != _JOINER and unicodedata.category(char) in _UNSEEN:
        return char.encode("unicode_escape").decode("ascii")
    return char
