"""What is looked for, and in which files: all that a worker must be told."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from diagnose.errors import DoctorError
from diagnose.lint.manifest_rules import manifest_rules
from diagnose.lint.requirements import is_manifest
from diagnose.lint.selection import Names, Wish, chosen
from diagnose.lint.settings import Settings
from diagnose.model.code import CodePattern
from diagnose.model.findings import MANIFEST, UNUSED, Rule
from diagnose.model.playbook import Cause
from diagnose.sources import Project


def rules_of(causes: Iterable[Cause]) -> tuple[Rule, ...]:
    """The patterns that are rules of the linter, and what is looked for in manifests, by id."""
    known = tuple(causes)
    rules = (
        Rule(pattern, cause.id, cause.title, cause.statement, cause.why)
        for cause in known
        for pattern in cause.code
        if pattern.check
    )
    return tuple(sorted((*rules, *manifest_rules(known)), key=lambda rule: rule.pattern.id))


class Plan:
    """The patterns that are looked for in the files of one project."""

    def __init__(
        self,
        project: Project,
        rules: Sequence[Rule],
        settings: Settings,
        select: Sequence[Wish],
        ignore: Sequence[Wish],
    ) -> None:
        """Names that are given replace those of the settings. Raises DoctorError for a name that nobody knows."""
        names = Names(rules)
        self.project = project
        self.known = names.all
        self.ids = chosen(names, select or settings.select, ignore or settings.ignore)
        self.rules = tuple(rule for rule in rules if rule.pattern.id in self.ids)
        self._settings = settings
        self._per_file = [(glob, names.ids(wishes)) for glob, wishes in settings.per_file]

    def files(self, paths: Sequence[Path | str]) -> tuple[str, ...]:
        """The project's files that the paths stand for, without those that it excludes.

        Manifests and lock files are among them where a rule speaks of them.
        """
        manifests = any(rule.pattern.language == MANIFEST for rule in self.rules)
        found = self.project.files(paths, is_manifest if manifests else None)
        return tuple(path for path in found if not self._excluded.match_file(self._below(path)))

    def ran(self, path: str) -> frozenset[str]:
        """The ids of what is looked for in a file."""
        below = self._below(path)
        silent = (ids for spec, (_, ids) in zip(self._specs, self._per_file, strict=True) if spec.match_file(below))
        return self.ids.difference(*silent)

    def patterns(self, ran: Container[str], scope: str = "") -> Mapping[str, list[CodePattern]]:
        """The patterns of these ids by cause; of a scope alone where one is named."""
        found: dict[str, list[CodePattern]] = {}
        for rule in self.rules:
            pattern = rule.pattern
            if pattern.id in ran and pattern.language != MANIFEST and scope in ("", pattern.scope):
                found.setdefault(rule.cause, []).append(pattern)
        return found

    @cached_property
    def for_tools(self) -> frozenset[str]:
        """The ids of what is looked for in files too whose functions the agents of other files call."""
        return frozenset((UNUSED, *(rule.pattern.id for rule in self.rules if rule.pattern.scope == "tool")))

    @cached_property
    def _excluded(self) -> Any:
        return _spec(self._settings.exclude, self._settings.folder)

    @cached_property
    def _specs(self) -> list[Any]:
        return [_spec([glob], self._settings.folder) for glob, _ in self._per_file]

    def _below(self, path: str) -> str:
        """The file's path from the folder of the settings."""
        return f"{self._prefix}/{path}" if self._prefix else path

    @cached_property
    def _prefix(self) -> str:
        found = os.path.relpath(self.project.root, os.path.realpath(self._settings.folder)).replace(os.sep, "/")
        return "" if found == "." else found

    def __getstate__(self) -> dict[str, Any]:
        """Without what is compiled: another process does that for itself."""
        return {name: value for name, value in vars(self).items() if name not in ("_excluded", "_specs")}


class _Nothing:
    """Fits no path."""

    def match_file(self, _path: str) -> bool:
        return False


def _spec(globs: Sequence[str], folder: Path) -> Any:
    """The patterns, compiled by RE2: none takes time without end."""
    if not globs:
        return _Nothing()
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(globs, backend="re2")
    except ValueError as error:
        where = folder / "pyproject.toml"
        raise DoctorError(f"{where}: not a pattern of paths as in .gitignore ({error}): mend exclude") from None
