"""What can be said of snippets without running them: they parse, and what has types has the right ones."""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from proofs.cases import SIDES, Case, is_illustrative
from proofs.typecheck import type_errors

_PLATFORMS = ("linux", "win32")
_OPTIONS = ("--config-file", "", "--ignore-missing-imports", "--no-error-summary", "--no-incremental")


def static_faults(found: Sequence[Case]) -> list[tuple[str, str]]:
    """The id of a case, and what is wrong with its code."""
    faults = [(f"{name} {side}", text) for (name, side), texts in type_errors(found).items() for text in texts]
    for case in found:
        for side in SIDES:
            faults += [(f"{case.id} {side}", wrong) for wrong in _parse_faults(case.remedy.language, case.code(side))]
    return faults + _python_types([case for case in found if is_illustrative(case)])


def _parse_faults(language: str, code: str) -> Iterator[str]:
    if language == "python":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                compile(code, "snippet", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            except SyntaxError as error:
                yield f"line {error.lineno}: {error.msg}"
    elif language == "yaml":
        try:
            list(yaml.safe_load_all(code))
        except yaml.YAMLError as error:
            yield f"is not YAML: {error}"
    elif language == "bash":
        done = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True, check=False)
        if done.returncode:
            yield done.stderr.strip()


def _python_types(found: Sequence[Case]) -> list[tuple[str, str]]:
    """mypy over Python that is only shown; packages that are too large to install here count as untyped. Code for one
    platform has the right types there."""
    files = {f"snippet_{number}.py": (case, side) for number, (case, side) in enumerate(_python_sides(found))}
    wrong: dict[str, str] = {}
    for platform in _PLATFORMS:
        left = {name: files[name] for name in (wrong or files)}
        wrong = _mypy(left, platform)
        if not wrong:
            return []
    return [(f"{files[name][0].id} {files[name][1]}", text) for name, text in wrong.items()]


def _mypy(files: Mapping[str, tuple[Case, str]], platform: str) -> dict[str, str]:
    """What it says of each file that it does not like."""
    wrong: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        for name, (case, side) in files.items():
            (Path(folder) / name).write_text(case.code(side), "utf-8")
        command = [sys.executable, "-m", "mypy", *_OPTIONS, "--platform", platform, *files]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        name, _, text = line.partition(":")
        if name in files and ": error:" in line:
            wrong[name] = f"{wrong[name]}; {text}" if name in wrong else f"line {text}"
    return wrong


def _python_sides(found: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    for case in found:
        if case.remedy.language == "python":
            yield from ((case, side) for side in SIDES)
