"""The fixes of a cause by framework, with their code, what it takes to run it, and what is recorded of its runs."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import Cause, Remedy
from diagnose.model.verified import Runs
from diagnose.render.code import changed_lines
from diagnose.render.runs import FILES, commands, runs_of, versions_in_words
from diagnose.render.words import FRAMEWORKS, ranges
from site_builder.highlight import highlighted


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be copied: its lines as HTML, the numbers of those that are new, and these in words."""

    label: str
    lines: tuple[Markup, ...]
    new: frozenset[int]
    changed: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix: its number in the cause, for which classes it is, the programs, the commands and what proves it."""

    number: int
    summary: str
    when: tuple[str, ...]
    language: str
    programs: tuple[Program, ...]
    commands: tuple[str, ...]
    verified: str
    illustrative: str
    save: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fixes for one framework."""

    framework: str
    name: str
    fixes: tuple[Fix, ...]


def groups_of(cause: Cause, runs: Runs) -> tuple[Group, ...]:
    """The fixes, framework by framework in the order in which they are first named."""
    fixes = [(remedy, _fix(cause, number, remedy, runs)) for number, remedy in enumerate(cause.remedies, 1)]
    names = dict.fromkeys(remedy.framework for remedy in cause.remedies)
    return tuple(
        Group(name, _heading(name), tuple(fix for remedy, fix in fixes if remedy.framework == name)) for name in names
    )


def _heading(framework: str) -> str:
    name = FRAMEWORKS.get(framework, framework)
    return name[:1].upper() + name[1:]


def _fix(cause: Cause, number: int, remedy: Remedy, runs: Runs) -> Fix:
    verified = runs_of(remedy, runs)
    file = FILES.get(remedy.language, "app.txt")
    return Fix(
        number,
        remedy.summary,
        remedy.when,
        remedy.language,
        tuple(_programs(remedy)),
        tuple(commands(remedy, verified)),
        versions_in_words(verified),
        remedy.illustrative or "",
        f"autogen-doctor explain {cause.id} --fix {number} --code after > {file}" if remedy.after else "",
    )


def _programs(remedy: Remedy) -> Iterator[Program]:
    if remedy.before:
        yield Program("Before", highlighted(remedy.before, remedy.language), frozenset(), "")
    if remedy.after:
        new = changed_lines(remedy.before, remedy.after) if remedy.before else []
        words = f"changed: line{'' if len(new) == 1 else 's'} {ranges(new)}" if new else ""
        label = "After" if remedy.before else "The fix"
        yield Program(label, highlighted(remedy.after, remedy.language), frozenset(new), words)
