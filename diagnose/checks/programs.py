"""Programs that are asked something: found on PATH, started without a shell, bounded in time and output."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from diagnose.checks.surroundings import Surroundings

MOST_OUTPUT = 4 << 20


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program wrote to its standard output; ``failure`` says why that may not count, and is empty otherwise."""

    out: str
    failure: str = ""


def find(name: str, surroundings: Surroundings, without: Collection[Path] = ()) -> str | None:
    """The program that a name on PATH means, None where there is none.

    Never one in the working folder, nor in any of ``without``, nor by an entry of PATH that depends on where one
    stands: a folder that was only downloaded must not run anything.
    """
    refused = {_real(surroundings.folder), *map(_real, without)}
    entries = surroundings.environment.get("PATH", os.defpath).split(os.pathsep)
    kept = [entry for entry in entries if Path(entry).is_absolute() and _real(Path(entry)) not in refused]
    hit = shutil.which(name, path=os.pathsep.join(kept))
    if hit is None or not Path(hit).is_absolute() or _real(Path(hit).parent) in refused:
        return None  # Windows looks into the working folder first, whatever PATH says
    return hit


def run(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> Ran:
    """Run a program with this environment, no input, and only so long. Never raises for what the program does."""
    ends = time.monotonic() + seconds
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return Ran("", f"cannot be started ({getattr(error, 'strerror', None) or type(error).__name__})")
    assert process.stdout is not None
    out = _read(process.stdout, seconds)
    try:
        if out is None:
            return Ran("", f"did not answer within {seconds:g} s")
        if len(out) > MOST_OUTPUT:
            return Ran("", "wrote more than was asked for")
        status = process.wait(max(0.1, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        return Ran("", f"did not end within {seconds:g} s")
    finally:
        _end(process)
    return Ran(out.decode("utf-8", "replace"), f"ended with status {status}" if status else "")


def _read(stream: IO[bytes], seconds: float) -> bytes | None:
    """All that is written, up to the bound; None where it did not end in time."""
    taken: list[bytes] = []

    def take() -> None:
        with contextlib.suppress(OSError, ValueError), stream:
            taken.append(stream.read(MOST_OUTPUT + 1))

    reader = threading.Thread(target=take, daemon=True)
    reader.start()
    reader.join(seconds)
    return taken[0] if taken else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program, and what it has started, unless it has ended by itself."""
    if process.returncode is not None:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder
