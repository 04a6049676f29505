"""The program as its users have it: the wheel, built from this checkout, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel and what it needs, bytecode included."""

    folder: Path

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "bin" / "python")

    @property
    def command(self) -> str:
        """autogen-doctor."""
        return str(self.folder / "bin" / "autogen-doctor")

    def diagnose(self, log: Path | str, *options: str) -> list[str]:
        """The command that diagnoses a log."""
        return [self.command, "diagnose", *options, str(log)]

    def output(self, command: Sequence[str]) -> str:
        """What a command prints; empty where it fails."""
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    @cached_property
    def commands(self) -> str:
        """What its help says that it can do."""
        return self.output([self.command, "--help"])

    def takes(self, option: str) -> bool:
        """Whether ``diagnose`` knows an option, one that its help does not show included."""
        done = subprocess.run([self.command, "diagnose", option, "--help"], capture_output=True, text=True, check=False)
        return done.returncode == 0


def installed(folder: Path) -> Installed:
    """Build the wheel and install it, with the versions of the development set."""
    tools = Path(sys.executable).parent
    _quietly([str(tools / "hatchling"), "build", "-t", "wheel", "-d", str(folder / "dist")])
    _quietly([sys.executable, "-m", "venv", str(folder / "environment")])
    made = Installed(folder / "environment")
    pins = str(ROOT / "requirements" / "dev.txt")
    (wheel,) = (folder / "dist").glob("*.whl")
    _quietly([made.python, "-m", "pip", "install", "-q", "--compile", "-c", pins, str(wheel)])
    return made


def _quietly(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
