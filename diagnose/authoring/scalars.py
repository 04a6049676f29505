"""Foreign text as YAML: a value in single quotes, or a remark on one line."""

from __future__ import annotations

from diagnose.render.safe import visible

_LONGEST_REMARK = 100


def scalar(text: str) -> str:
    """The text as a quoted value on one line; what nobody sees is replaced."""
    seen = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return "'" + seen.replace("'", "''") + "'"


def remark(text: str) -> str:
    """The text as part of a comment: on one line, not long, nothing in it acts on a terminal."""
    seen = visible(text[: 4 * _LONGEST_REMARK])
    return seen if len(seen) <= _LONGEST_REMARK else seen[: _LONGEST_REMARK - 3] + "..."
