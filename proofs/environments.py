"""The environments that programs are proven in: pinned packages, one folder each below ``.proofs/``.

Adding one is adding files to ``proofs/environments/``: ``NAME.in`` with what is wanted and ``NAME.txt`` with what that
comes to (``nox -s lock`` writes it), or a folder ``NAME/`` with ``package.json`` and ``package-lock.json``.
``NAME.oldest`` is the same line of packages at its oldest.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DECLARED = Path(__file__).resolve().parent / "environments"
BUILT = ROOT / ".proofs"
_REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)(?P<extras>\[[\w,-]+\])?", re.MULTILINE)


class Unbuildable(Exception):
    """An environment cannot be built; the message says which and why."""


@dataclass(frozen=True)
class Environment:
    """Where a program finds its packages."""

    name: str

    @property
    def folder(self) -> Path:
        """Where it is built."""
        return BUILT / self.name

    @property
    def node(self) -> bool:
        """Whether it holds npm packages."""
        return (DECLARED / self.name).is_dir()

    @property
    def declared(self) -> tuple[Path, ...]:
        """The files that say what is in it."""
        if self.node:
            return tuple(sorted(path for path in (DECLARED / self.name).iterdir() if path.is_file()))
        return (DECLARED / f"{self.name}.in", DECLARED / f"{self.name}.txt")

    @property
    def interpreter(self) -> str:
        """The program that runs programs."""
        if self.node:
            return shutil.which("node") or "node"
        return str(self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    @cached_property
    def stamp(self) -> str:
        """What it was built from; another text means that it must be built anew."""
        parts = [path.name.encode() + b"\0" + path.read_bytes() for path in self.declared]
        return hashlib.sha256(b"\0".join([sys.version.encode(), *parts])).hexdigest()

    @property
    def ready(self) -> bool:
        """Whether it is built as declared."""
        stamp = self.folder / "stamp"
        return stamp.is_file() and stamp.read_text("utf-8") == self.stamp

    @cached_property
    def runtime(self) -> str:
        """The interpreter and its version, such as ``Python 3.11``."""
        if self.node:
            version = subprocess.run([self.interpreter, "--version"], capture_output=True, text=True, check=True).stdout
            return f"Node {version.strip().lstrip('v').split('.')[0]}"
        return f"Python {sys.version_info.major}.{sys.version_info.minor}"

    @cached_property
    def wanted(self) -> Mapping[str, str]:
        """What was asked for by name, and its version: extras belong to the name, as in ``ag2[openai]``."""
        if self.node:
            return {**self.needed, **self._package.get("devDependencies", {})}
        pins = dict(
            re.findall(r"^([\w.-]+)==([^\s;]+)", (DECLARED / f"{self.name}.txt").read_text("utf-8"), re.MULTILINE)
        )
        asked = _REQUIREMENT.finditer((DECLARED / f"{self.name}.in").read_text("utf-8"))
        return {hit["name"] + (hit["extras"] or ""): pins[hit["name"].lower()] for hit in asked}

    @cached_property
    def needed(self) -> Mapping[str, str]:
        """The npm packages that a program needs to run, without those for its development."""
        return self._package.get("dependencies", {})

    @cached_property
    def _package(self) -> Mapping[str, Mapping[str, str]]:
        found: Mapping[str, Mapping[str, str]] = json.loads((DECLARED / self.name / "package.json").read_text("utf-8"))
        return found


def known_environments() -> tuple[str, ...]:
    """The names of all that are declared, sorted."""
    files = {path.stem for path in DECLARED.glob("*.in")}
    return tuple(sorted(files | {path.parent.name for path in DECLARED.glob("*/package.json")}))


def prepare(names: Iterable[str]) -> None:
    """Build what is missing or out of date. Raises Unbuildable."""
    missing = [environment for environment in map(Environment, sorted(set(names))) if not environment.ready]
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(_build, missing))


def _build(environment: Environment) -> None:
    print(f"building the environment {environment.name}", file=sys.stderr, flush=True)
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.folder.mkdir(parents=True)
    if environment.node:
        for path in environment.declared:
            shutil.copy(path, environment.folder)
        _call(environment, ["npm", "ci", "--no-audit", "--no-fund"])
    else:
        _call(environment, [sys.executable, "-m", "venv", "."])
        lock = str(DECLARED / f"{environment.name}.txt")
        _call(environment, [environment.interpreter, "-m", "pip", "install", "-q", "--no-deps", "-r", lock])
    (environment.folder / "stamp").write_text(environment.stamp, "utf-8")


def _call(environment: Environment, command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise Unbuildable(f"{environment.name}: {command[0]} is not installed here")
    done = subprocess.run([program, *command[1:]], cwd=environment.folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unbuildable(f"{environment.name}: {' '.join(command[:4])} failed:\n{done.stdout}{done.stderr}")
