"""Patterns of a .gitignore, read by pathspec and matched by RE2.

A walk asks of one file or folder at a time, outermost first, whether the last pattern that matches it, itself, ignores
it. pathspec's own matching asks of a whole path at once, and so leaves out folders that git takes (``*``, ``!*/``).
RE2 also keeps a .gitignore of a stranger's project from taking time without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagnose.model.dataclass import dataclass

_LONGEST_LINE = 200
_MOST_LINES = 3000
_MOST_STARS = 8
_TOGETHER = 100
_FOLDER = "(?P<ps_d>/)"
"""How pathspec writes the slash behind a folder that matches, be it the path's end or not."""


@dataclass(frozen=True, slots=True)
class PatternSet:
    """Some patterns in their order, compiled as one; ``ignores`` says of each whether it ignores or takes back."""

    compiled: Any
    ignores: tuple[bool, ...]

    def says(self, path: str) -> bool | None:
        """What the last pattern that matches the path says; a folder's ends with a slash."""
        found: list[int] = self.compiled.Match(path)
        return self.ignores[max(found)] if found else None


def pattern_sets(lines: Sequence[str]) -> tuple[PatternSet, ...]:
    """The lines of a .gitignore; those that are no patterns, or were not written by people, say nothing."""
    patterns = [pattern for line in lines[:_MOST_LINES] if _is_pattern(line) for pattern in _expression(line)]
    chunks = (patterns[start : start + _TOGETHER] for start in range(0, len(patterns), _TOGETHER))
    return tuple(made for chunk in chunks if (made := _compiled(chunk)) is not None)


def _is_pattern(line: str) -> bool:
    return bool(line.strip()) and line[0] != "#" and len(line) <= _LONGEST_LINE and line.count("*") <= _MOST_STARS


def _expression(line: str) -> Iterator[tuple[str, bool]]:
    """The regular expression for a path that itself matches, and whether the pattern ignores it."""
    from pathspec import GitIgnoreSpec

    try:
        patterns = GitIgnoreSpec.from_lines([line], backend="simple").patterns
    except ValueError:
        return
    for pattern in patterns:
        source = getattr(getattr(pattern, "regex", None), "pattern", None)
        if isinstance(source, str) and pattern.include is not None:
            yield _itself(source, line.strip().lstrip("!")), pattern.include


def _itself(source: str, line: str) -> str:
    """The expression for what a pattern matches itself; pathspec's also matches all below."""
    if line.endswith("/**/") and len(line) > len("/**/"):
        return source.replace(_FOLDER, "/.+/$")  # the folders in a folder, which is not one of them
    return source.replace(_FOLDER, "/$") + ("." if source.endswith("/") else "")


def _compiled(patterns: list[tuple[str, bool]]) -> PatternSet | None:
    import re2

    options = re2.Options()
    options.log_errors = False
    compiled = re2.Set.SearchSet(options)
    try:
        for source, _ in patterns:
            compiled.Add(source)
        compiled.Compile()
    except re2.error:
        return None
    return PatternSet(compiled, tuple(ignores for _, ignores in patterns))
