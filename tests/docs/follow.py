"""A page of documentation, taken at its word: its files are written, its commands run, their output compared.

A file is a fenced block under a line that holds its name in back-ticks and a colon. A command is a line of a
``console`` block that begins with ``$``, and what follows is its output; a line ``…`` there stands for any lines.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.program import environment

_FENCE = "```"
_ANY = "…"
PIP = """\
#!{python}
import sys, zipfile
zipfile.ZipFile(sys.argv[-1]).extractall({site!r})
"""
"""Installs a wheel as pip does where it holds nothing but files for the site folder; without a network."""


@dataclass(frozen=True)
class File:
    """A file that the page shows."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command that the page shows, with the output that it says."""

    line: str
    output: tuple[str, ...]


def steps(page: str) -> Iterator[File | Command]:
    """The page's files and commands, in order."""
    lines = page.split("\n")
    said = ""
    at = 0
    while at < len(lines):
        if not lines[at].startswith(_FENCE):
            said = lines[at] or said
            at += 1
            continue
        end = lines.index(_FENCE, at + 1)
        block = lines[at + 1 : end]
        if lines[at] == f"{_FENCE}console":
            yield from _commands(block)
        elif said.startswith("`") and said.endswith("`:"):
            yield File(said[1:-2], "".join(f"{line}\n" for line in block))
        said, at = "", end + 1


def _commands(block: list[str]) -> Iterator[Command]:
    starts = [at for at, line in enumerate(block) if line.startswith("$ ")]
    for at, end in zip(starts, [*starts[1:], len(block)], strict=True):
        yield Command(block[at][2:], tuple(block[at + 1 : end]))


def follow(page: Path, folder: Path) -> Iterator[tuple[Command, str]]:
    """Do what the page says in a folder; each command with what it printed."""
    site, bin_ = folder / ".site", folder / ".bin"
    bin_.mkdir()
    (bin_ / "pip").write_text(PIP.format(python=sys.executable, site=str(site)), encoding="utf-8")
    (bin_ / "pip").chmod(0o755)
    path = os.pathsep.join((str(bin_), str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    place = folder
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, File):
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        if step.line.startswith("cd "):
            place = (place / step.line[3:]).resolve()
            continue
        settings = environment(PATH=path, PYTHONIOENCODING="utf-8", COLUMNS="80")
        settings["PYTHONPATH"] = os.pathsep.join((settings["PYTHONPATH"], str(site)))
        done = subprocess.run(
            ["bash", "-c", step.line],
            cwd=place,
            env=settings,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        yield step, (done.stdout + done.stderr).decode("utf-8")


def is_as_said(said: tuple[str, ...], printed: str) -> bool:
    """Whether an output is what the page says of it."""
    lines = printed.rstrip("\n").split("\n") if printed.strip() else []
    wanted = list(said)
    while wanted and not wanted[-1]:
        wanted.pop()
    return _fits(wanted, lines)


def _fits(wanted: list[str], lines: list[str]) -> bool:
    if _ANY not in wanted:
        return wanted == lines
    at = wanted.index(_ANY)
    head, rest = wanted[:at], wanted[at + 1 :]
    if lines[:at] != head:
        return False
    return any(_fits(rest, lines[start:]) for start in range(at, len(lines) + 1))
