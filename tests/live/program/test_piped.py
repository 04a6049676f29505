"""The way of running a program that needs nothing but pipes, for Windows. It works everywhere, and is tested so."""

from __future__ import annotations

from tests.live.program.staged import PYTHON, Stage


def test_streams_and_status(stage: Stage) -> None:
    """Input and outputs go through byte by byte and apart; the status is the program's."""
    program = "import os, sys; data = sys.stdin.buffer.read(); os.write(1, data); os.write(2, data[::-1]); sys.exit(3)"
    process = stage.start(PYTHON, "-c", program, piped=True)
    data = bytes(range(256)) * 300

    assert process.communicate(data) == (data, data[::-1])
    assert process.returncode == 3
    assert sorted(stage.heard()) == sorted(data * 2)


def test_timeout(stage: Stage) -> None:
    """It is ended, and told as that."""
    process = stage.start(PYTHON, "-c", "import time; print('on', flush=True); time.sleep(20)", piped=True, timeout=0.4)

    assert process.communicate()[0].split() == [b"on"]
    assert process.returncode == 124
    assert stage.ran()["ending"]["timeout"] == 0.4


def test_not_there(stage: Stage) -> None:
    """One sentence, and the status of a shell."""
    assert stage.start("no-such-program", piped=True).wait() == 127
    assert stage.ran()["reason"] == "PATH has no program no-such-program: check the spelling"
