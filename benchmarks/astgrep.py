"""ast-grep's own program, against which ``check`` is measured."""

from __future__ import annotations

import subprocess

from benchmarks.fetched import Packaged, platform_name

_VERSION = "0.51.1"
_PROGRAM = Packaged(
    "ast-grep",
    _VERSION,
    f"@ast-grep/cli-{platform_name({'linux': '-gnu', 'win32': '-msvc'})}@{_VERSION}",
    f"ast-grep-cli=={_VERSION}",
)


def astgrep() -> tuple[str, str] | None:
    """The program, and its version with where it is from; None where it cannot be had."""
    found = _PROGRAM.find()
    if found is None:
        return None
    program, source = found
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return program, f"{said} ({source})"
