"""The program in a copy of the test's process: streams of its own, and none of the time that an interpreter takes."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO

from diagnose.cli.boundary import run
from tests.cli.program import SAMPLE, Ended


@lru_cache(maxsize=1)
def _warm() -> None:
    """Import once what every copy would have to."""
    import typer

    import diagnose.cli.run
    import diagnose.cli.running
    import diagnose.live.program.posix
    import diagnose.live.program.verdict
    import diagnose.live.program.words  # noqa: F401
    from diagnose.checks.machine import machine_memory  # noqa: F401
    from diagnose.cli.app import app
    from diagnose.cli.known import known_playbooks
    from diagnose.pipeline import diagnose_file
    from diagnose.render import FORMATS, render
    from diagnose.render.view import View

    typer.main.get_command(app)
    report = diagnose_file(str(SAMPLE), known_playbooks(()))
    for form in FORMATS:
        render(report, form, View(width=80, color=False, unicode=True, verbose=False, top=3))


def call_forked(*arguments: str | Path, stdin: bytes = b"") -> Ended:
    """Call it with files for its streams; the status as a shell says it."""
    _warm()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        pid = os.fork()
        if pid == 0:
            _call([*map(str, arguments)], (given, out, err))
        status = os.waitpid(pid, 0)[1]
        code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return Ended(code, _read(out), _read(err))


def _call(arguments: list[str], streams: tuple[IO[bytes], ...]) -> None:
    status = 70
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
        try:
            status = run(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
        with suppress(OSError):
            sys.stdout.flush()
    finally:
        os._exit(status)


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")
