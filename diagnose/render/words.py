"""Words and signs that several renderings share."""

from __future__ import annotations

from dataclasses import dataclass

FRAMEWORKS = {
    "autogen-0.2": "AutoGen 0.2",
    "ag2": "AG2",
    "autogen-0.4": "AutoGen 0.4+",
    "node": "Node",
    "any": "any framework",
}

LANGUAGES = {"python": "Python", "typescript": "TypeScript", "bash": "shell", "yaml": "YAML", "text": "text"}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a rendering; an ASCII set for outputs that can carry no more."""

    failed: str
    recovered: str
    harmless: str
    unknown: str
    full: str
    empty: str
    plus: str
    minus: str
    bar: str
    rule: str
    dots: str
    arrow: str


UNICODE = Signs("✗", "↻", "·", "?", "█", "░", "+", "−", "│", "─", "…", "→")
ASCII = Signs("x", "~", ".", "?", "#", ".", "+", "-", "|", "-", "...", "->")

_PLAIN_FORMS = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "…": "...",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
}


def ascii_only(text: str) -> str:
    """The text in ASCII: quotes and dashes by their plain forms, anything else as an escape."""
    for char, plain in _PLAIN_FORMS.items():
        text = text.replace(char, plain)
    return text.encode("ascii", "backslashreplace").decode("ascii")


def percent(share: float) -> str:
    """A probability as whole per cent; never 0 % or 100 %, which would claim to know."""
    return f"{min(99, max(1, round(share * 100)))} %"
