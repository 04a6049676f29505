"""Edits made on small programs, and patterns with fixes for whole files."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

from diagnose.fixes.edits import made
from diagnose.fixes.imports import importing
from diagnose.fixes.site import Stretch, site
from diagnose.fixes.splice import spliced
from diagnose.fixes.syntax import faults, span, tree
from diagnose.model.code import CodeFix, CodePattern, Edit
from diagnose.patterns import Hit, scan
from diagnose.sources import Project

NAMES = ("CALL", "X", "Y", "OBJ", "BODY", "LIST")


def edited(text: str, rule: str | dict[str, str], *edits: Edit, dialect: str = "python") -> str:
    """The text after the edits at the first place that the ast-grep rule hits. It must be a program still."""
    asked = {"pattern": rule} if isinstance(rule, str) else rule
    node = tree(text, dialect).find(**asked)
    assert node is not None, "the pattern hits nothing"
    captured: dict[str, Stretch] = {}
    for name in NAMES:
        nodes = [one] if (one := node.get_match(name)) else node.get_multiple_matches(name)
        if nodes:
            captured[name] = (span(nodes[0])[0], span(nodes[-1])[1])
    after = spliced(text, made(site(text, dialect, span(node), captured), edits).splices)
    assert faults(after, dialect) <= faults(text, dialect), after
    return after


def argument(text: str, addition: str = "timeout=30", dialect: str = "python") -> str:
    """The program with the addition in its first call of f."""
    return edited(text, "f($$$)", Edit("add-argument", text=addition), dialect=dialect)


def imported(text: str, *lines: str, dialect: str = "python") -> str:
    """The text with these imports."""
    for line in lines:
        put = importing(text, dialect, line)
        text = spliced(text, [put] if put else [])
    assert not faults(text, dialect), text
    return text


def pattern(
    rule: str | dict[str, object], *edits: Edit, label: str = "safe", name: str = "no-timeout",
    imports: tuple[str, ...] = (), say: str = "Give it a timeout.",
) -> CodePattern:  # fmt: skip
    """A pattern of one rule with this fix."""
    body = {"pattern": rule} if isinstance(rule, str) else rule
    fix = CodeFix(label, say, edits, imports)
    return CodePattern(name, "A call without timeout", "python", "it waits", 4, json.dumps({"rule": body}), fix=fix)


TIMEOUT = pattern(
    {"pattern": "fetch($$$A)", "not": {"has": {"kind": "keyword_argument", "regex": "^timeout=", "stopBy": "end"}}},
    Edit("add-argument", text="timeout=30"),
)
"""A call of fetch without the keyword."""


def hits(folder: Path, *patterns: CodePattern) -> tuple[Hit, ...]:
    """What the patterns find in the files of a folder."""
    project = Project(folder)
    return tuple(
        hit
        for path in project.files()
        for source in project.sources(path)
        for hit in scan(source, {"cause": patterns}, project)
    )


def program(text: str) -> str:
    """A program that belongs to agents."""
    return "import autogen\n\n" + dedent(text).lstrip("\n")
