"""What ``check`` finds in source code, as values."""

from __future__ import annotations

from diagnose.model.code import CodePattern
from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Skipped

UNUSED = "unused-suppression"
"""The id of what is said of a suppression that suppresses nothing."""
SAFE = "safe"
"""The label of fixes that ``check --fix`` makes."""
REVIEW = "review"
MANIFEST = "manifest"
"""The language of rules for manifests and lock files."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that ``check`` looks for, with what is told of its cause."""

    pattern: CodePattern
    cause: str
    title: str
    """the cause's"""
    statement: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in source code that is as a pattern says.

    Lines and columns count from 1, columns in characters; ``end_column`` is the first that is not part of it. In a
    notebook they count within ``cell``.
    """

    path: str
    """as the user would type it"""
    line: int
    column: int
    end_line: int
    end_column: int
    id: str
    message: str
    """the pattern's title"""
    cause: str = ""
    """empty for ``UNUSED``"""
    detail: str = ""
    """the same in the names of this code"""
    fix: str = ""
    """how its fix is labelled: safe, review, manual; empty where there is none"""
    advice: str = ""
    """what the fix is, in words"""
    source: str = ""
    """the first of its lines, as it is shown"""
    marked: tuple[int, int] = (0, 0)
    """what of ``source`` is meant, as a slice: where a secret was taken out, columns do not tell"""
    cell: int | None = None

    @property
    def place(self) -> str:
        """Where it is, as compilers write it."""
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Findings:
    """All that ``check`` has found, in the order of the files and of the lines in them."""

    findings: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = ()
    """those that were looked for"""
    judged: int = 0
    """files that belong to agents"""
    others: int = 0
    """files that use no agent framework, which are not judged"""
    unread: tuple[Skipped, ...] = ()
    """files that could not be read or parsed, and why"""
    suppressed: int = 0
    fixed: int = 0
    manifests: int = 0
    """manifests and lock files with findings"""

    @property
    def fixable(self) -> int:
        """How many ``--fix`` would mend."""
        return sum(finding.fix == SAFE for finding in self.findings)

    @property
    def reviewable(self) -> int:
        """How many have a fix that a person must look at."""
        return sum(finding.fix == REVIEW for finding in self.findings)
