"""The demo project mended from its trace, as it goes on a terminal: diagnosed, changed, checked."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from diagnose.cli.boundary import run
from tests.corpus import ROOT

DEMO = ROOT / "sample_projects" / "demo"
COMMANDS = (
    ("diagnose", "trace.log"),
    ("fix", "trace.log", "--apply", "review"),
    ("check",),
)


@lru_cache(maxsize=1)
def shown(columns: int) -> str:
    """The commands and what each prints, with colours, in a copy of the demo project that is mended by them."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(DEMO, Path(folder, "demo"), ignore=shutil.ignore_patterns(".venv", "__pycache__"))
        os.chdir(copy)
        try:
            return "\n".join(f"$ autogen-doctor {' '.join(one)}\n{_printed(one, columns)}" for one in COMMANDS)
        finally:
            os.chdir(here)


def plain(screen: str) -> str:
    """The screen without colours."""
    from rich.text import Text

    return "".join(f"{line.plain.rstrip()}\n" for line in Text.from_ansi(screen).split("\n"))


def _printed(arguments: tuple[str, ...], columns: int) -> str:
    """What a command prints on a terminal that wide; all must end as they do where all is well."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ):
        os.environ.pop("AUTOGEN_DOCTOR_PLAYBOOKS", None)
        status = run([*arguments, "--width", str(columns), "--color", "always"])
    assert (status, err.getvalue()) == (0, ""), f"{arguments}: {status} {err.getvalue()}"
    out.flush()
    return out.buffer.getvalue().decode("utf-8")
