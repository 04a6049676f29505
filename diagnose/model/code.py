"""Code patterns of a cause: what of it stands in a program's own source, and how that is changed."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass
from diagnose.model.proof import Number


@dataclass(frozen=True, slots=True)
class Follow:
    """What the name that a metavariable holds must be defined as for a hit to stand.

    ``some`` and ``none`` are ast-grep rules as JSON, tried on the definition: the hit stands only where a definition
    is found that ``some`` matches, and falls where one is found that ``none`` matches. One of the two is empty.
    """

    name: str
    some: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a fix: ``do`` is add-argument, set-property, replace, insert-before, insert-after or remove.

    ``node`` is the metavariable that is changed, empty for the whole hit; ``text`` is a template over the
    metavariables.
    """

    do: str
    node: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CodeFix:
    """How the code is changed. ``label`` is safe, review, or manual (no edits, only words)."""

    label: str
    say: str
    edits: tuple[Edit, ...] = ()
    imports: tuple[str, ...] = ()
    """Lines that the file must have: they are added where they are missing."""


@dataclass(frozen=True, slots=True)
class CodePattern:
    """What of a cause can be seen in source code.

    ``rule`` is an ast-grep rule configuration as JSON: ``{"rule": …, "constraints": …, "utils": …}``. ``say`` is a
    sentence template over its metavariables. ``ratio`` is the likelihood ratio of a hit in code that a trace runs
    through, ``absent`` that of code of the framework without any hit (None: says nothing). ``scope`` is ``agent``, any
    place in a file that belongs to agents, ``tool``, functions that agents call as tools, or ``cell``, cells of
    notebooks, where a loop runs already. A file with a hit has one of ``words``. Patterns with ``check`` are rules of
    the linter. ``flagged`` and ``clean`` are samples that are hit and that are not.
    """

    id: str
    title: str
    language: str
    say: str
    ratio: Number
    rule: str
    absent: Number | None = None
    framework: tuple[str, ...] = ()
    scope: str = "agent"
    words: tuple[str, ...] = ()
    check: bool = True
    follow: tuple[Follow, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    """Worked out from the rule: a file with a hit has one word of each of these groups."""
    fix: CodeFix | None = None
    flagged: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
