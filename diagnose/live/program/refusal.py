"""Why a program could not be started, and the status that a shell has for that."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from diagnose.live.program.order import CANNOT_RUN, NOT_FOUND, NotRun


def not_run(name: str, failure: int) -> NotRun:
    """What is to be said of a program that the system did not start for this errno."""
    if not _is_there(name):
        where = "there is no file" if os.sep in name else "PATH has no program"
        return NotRun(NOT_FOUND, f"{where} {name}: check the spelling")
    return NotRun(CANNOT_RUN, _reason(name, failure))


def _reason(name: str, failure: int) -> str:
    if Path(name).is_dir():
        return f"{name} is a directory: name a program"
    if failure == errno.ENOENT:
        return f"{name} names an interpreter in its first line that is not there: mend that line"
    if failure == errno.ENOEXEC:
        return f"{name} is no program, and has no #! line: name its interpreter before it"
    if failure == errno.EACCES:
        return f"{name} may not be run: make it executable, or name its interpreter before it"
    return f"{name} cannot be run ({os.strerror(failure)})" if failure > 0 else f"{name} cannot be run"


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists() if os.sep in name else shutil.which(name, mode=os.F_OK) is not None
    except ValueError:  # a NUL in it
        return False
