"""What came of one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnose.model.dataclass import dataclass
from diagnose.model.findings import Finding

Texts = tuple[tuple[int | None, str], ...]
"""The whole text of each of a notebook's cells; of a file, None and its text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a file. ``path`` is relative to the project; ``agents`` tells whether it belongs to agents.

    ``secrets`` are its texts where it has findings and some of the text is redacted: a line alone may not show what in
    it is a secret.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    agents: bool = False
    unread: str = ""
    secrets: Texts = ()
    manifest: bool = False
    elsewhere: tuple[Finding, ...] = ()
    """what stands in functions of other files that the agents of this one call, whatever comments there say"""
    callers: tuple[str, ...] = ()
    """the files whose agents call functions of this one in which something is found"""


def with_line(finding: Finding, lines: Sequence[str]) -> Finding:
    """The finding with the line of code that it is shown with."""
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    stop = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    return replace(finding, source=line, marked=(finding.column - 1, stop))
