"""Comments of manifests and lock files: what follows a ``#`` in the formats that have it."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.lint.directives import Comment

_WITHOUT = ".json"
_TOML = (".toml", "poetry.lock", "uv.lock", "pdm.lock")
_IN_TOML = regex(
    r'"""[\s\S]*?(?:"""|\Z)|' + r"'''[\s\S]*?(?:'''|\Z)|" + r'"(?:[^"\\\n]|\\.)*"?|' + r"'[^'\n]*'?|(#[^\n]*)"
)
"""Strings, in which a ``#`` is none, and comments. A string without an end reaches as far as it can: no text is gone
through twice."""
_ELSEWHERE = regex(r"(?m)(?:^|(?<=[ \t]))(#[^\n]*)")


def hash_comments(path: str, text: str) -> Iterator[Comment]:
    """Those of a file, whose lines end with line feeds."""
    name = path.lower().rpartition("/")[2]
    if name.endswith(_WITHOUT):
        return
    line, counted = 1, 0
    for hit in (_IN_TOML if name.endswith(_TOML) else _ELSEWHERE).finditer(text):
        if not hit[1]:
            continue
        line += text.count("\n", counted, hit.start())
        counted = hit.start()
        begin = text.rfind("\n", 0, counted) + 1
        yield Comment((hit[1],), line, counted - begin + 1, not text[begin:counted].strip())
