"""A machine of a test's own: a folder, an environment with one folder on PATH, made-up programs and Pythons."""

from __future__ import annotations

import json
import sys
import venv
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import packages
from diagnose.checks.interpreter import find_interpreter
from diagnose.checks.surroundings import Surroundings
from diagnose.model.checkup import Checked

needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="made-up programs are shell scripts")


def machine(tmp_path: Path, **settings: str) -> Surroundings:
    """A machine with an empty working folder, an empty PATH, no known server, and these settings."""
    for name in ("work", "bin", "root", "home"):
        (tmp_path / name).mkdir(exist_ok=True)
    environment = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home"), **settings}
    return Surroundings(tmp_path / "work", environment, root=tmp_path / "root", ports=(), patience=5.0)


def at_port(tmp_path: Path, *ports: int, **settings: str) -> Surroundings:
    """The same, with these for the ports where servers usually are."""
    return replace(machine(tmp_path, **settings), ports=ports)


def program(folder: Path, name: str, script: str) -> str:
    """A program that is a shell script."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def python_that_says(version: tuple[int, int, int], prefix: str, *distributions: tuple[str, str, bool, str]) -> str:
    """The script of a Python that answers so, whatever it is asked."""
    said = {
        "version": version, "implementation": "CPython", "system": "Linux", "machine": "x86_64", "prefix": prefix,
        "executable": f"{prefix}/bin/python", "distributions": distributions,
    }  # fmt: skip
    return f"printf '%s' '{json.dumps(said)}'"


def environment_of(folder: Path) -> Path:
    """A virtual environment without pip, and its site-packages."""
    venv.EnvBuilder(with_pip=False, symlinks=sys.platform != "win32").create(folder)
    (site,) = folder.glob("Lib/site-packages" if sys.platform == "win32" else "lib/python*/site-packages")
    return site


def install(site: Path, name: str, version: str, *files: str, **others: str) -> Path:
    """A distribution as pip writes it, with these files in its RECORD, and other files of its metadata."""
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    write(info / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nNot the Name: other\n")
    if files:
        write(info / "RECORD", "".join(f"{file},sha256=x,1\n" for file in files))
    for other, text in others.items():
        write(info / other.replace("__", "."), text)
    return info


def findings(checked: tuple[Checked, ...]) -> dict[str, object]:
    """All that was found, by name; a name may be there once only."""
    pairs = [pair for one in checked for pair in one.findings]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def short(checked: tuple[Checked, ...]) -> list[tuple[str, str, str]]:
    """State, title and summary of each."""
    return [(one.state.value, one.title, one.summary) for one in checked]


class Environment:
    """A virtual environment without a package, and the machine where it is named."""

    def __init__(self, tmp_path: Path) -> None:
        self.site = environment_of(tmp_path / "env")
        self.machine = replace(machine(tmp_path), python=str(tmp_path / "env"))

    def check(self) -> tuple[Checked, ...]:
        """What is found about its packages."""
        return packages.check(self.machine, find_interpreter(self.machine))
