"""From what was asked to what is told: the files of the projects judged, the findings redacted, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.lint.judged import Judged
from diagnose.lint.paths import typed
from diagnose.lint.plan import Plan
from diagnose.lint.pool import judged
from diagnose.lint.redacted import redacted
from diagnose.lint.selection import Wish
from diagnose.lint.settings import settings_of
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import Findings, Rule
from diagnose.model.lines import Skipped
from diagnose.redaction import Redactor
from diagnose.sources import Project, find_project


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: all rules that there are, and which of them the command line names."""

    rules: tuple[Rule, ...]
    select: tuple[Wish, ...] = ()
    ignore: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The files of one project that are judged. ``shown`` writes a path of it as the user would type it."""

    plan: Plan
    files: tuple[str, ...]
    shown: Callable[[str], str]


def shares(asked: Asked, paths: Sequence[str], cwd: Path) -> tuple[Share, ...]:
    """The files that the paths stand for, by project, in the order in which these come first.

    Raises DoctorError for a path that is not there, for settings that are wrong, for a name that nobody knows.
    """
    named: dict[Path, tuple[Project, list[str]]] = {}
    for path in paths:
        project = project_of(path)
        named.setdefault(project.root, (project, []))[1].append(path)
    return tuple(_share(asked, project, several, cwd) for project, several in named.values())


def _share(asked: Asked, project: Project, paths: Sequence[str], cwd: Path) -> Share:
    plan = plan_for(asked, project)
    absolute = all(Path(path).is_absolute() for path in paths)
    return Share(plan, plan.files(paths), lambda path: typed(project.root / path, cwd, absolute))


def plan_for(asked: Asked, project: Project) -> Plan:
    """What is looked for in a project. Raises DoctorError as ``shares`` does."""
    return Plan(project, asked.rules, settings_of(project.root), asked.select, asked.ignore)


def project_of(path: str) -> Project:
    """The project of a file or folder. Raises DoctorError where there is none."""
    project = find_project(Path(path))
    if project is None:
        raise DoctorError(f"{path} is no project but the folder of many: name the folder of a program")
    return project


Results = Sequence[tuple[Share, Sequence[Judged]]]


def check(parts: Sequence[Share], jobs: int) -> Results:
    """What comes of these files; the same whatever ``jobs`` says."""
    return [(share, judged(share.plan, share.files, jobs)) for share in parts]


def findings_of(results: Results, redactor: Redactor) -> Findings:
    """What came of the files, put together in the order of their names as the user would type them."""
    rules = {rule.pattern.id: rule for share, _ in results for rule in share.plan.rules}
    files = [(share.shown(one.path), one) for share, several in results for one in several]
    files.sort(key=lambda file: file[0])
    found = redacted([_shown(one, path) for path, one in files], redactor)
    return Findings(
        findings=tuple(finding for several in found for finding in several),
        rules=tuple(rules[name] for name in sorted(rules)),
        judged=sum(one.agents for _, one in files),
        others=sum(not one.agents and not one.unread and not one.manifest for _, one in files),
        unread=tuple(_unread(files, redactor)),
        suppressed=sum(one.suppressed for _, one in files),
        manifests=sum(one.manifest and bool(one.findings) for _, one in files),
    )


def _shown(one: Judged, path: str) -> Judged:
    return replace(one, findings=tuple(replace(finding, path=path) for finding in one.findings))


def _unread(files: Sequence[tuple[str, Judged]], redactor: Redactor) -> Iterator[Skipped]:
    for path, one in files:
        if one.unread:
            yield Skipped(redactor.text(path), f"{redactor.text(path)} {one.unread}.")
