"""Programs are found where the shell would find them, but never in the working folder, and are bounded."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import programs
from diagnose.checks.programs import Ran, find, run
from tests.checks.machine import machine, needs_scripts, program

pytestmark = needs_scripts


def test_working_folder_is_never_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by its own name, not by a link to it, not by an entry of PATH that depends on where one stands."""
    here = machine(tmp_path)
    monkeypatch.chdir(here.folder)
    program(here.folder, "node", "echo evil")
    program(here.folder / "bin", "node", "echo evil")
    (tmp_path / "link").symlink_to(here.folder)
    entries = [str(here.folder), str(tmp_path / "link"), ".", "", "bin", "../work", "~"]

    def on(*path: str) -> str | None:
        return find("node", replace(here, environment={"PATH": os.pathsep.join(path)}))

    unsafe = on(*entries)
    good = program(tmp_path / "good", "node", "echo good")

    assert (unsafe, on(*entries, str(tmp_path / "good"))) == (None, good)
    assert on(str(tmp_path / "good"), *entries) == good


def test_windows_looks_into_the_working_folder_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found there is refused, in whatever form it comes."""
    here = machine(tmp_path)
    found = [str(here.folder / "node.exe"), ".\\node.exe", "node.exe"]
    monkeypatch.setattr(shutil, "which", lambda _, **__: found.pop())

    assert [find("node", here) for _ in range(3)] == [None, None, None]


def test_input_is_not_passed_on(tmp_path: Path) -> None:
    """What is piped to autogen-doctor is not read by a program that it asks."""
    reading, writing = os.pipe()
    os.write(writing, b"piped\n")
    before = os.dup(0)
    os.dup2(reading, 0)
    try:
        ran = run([program(tmp_path, "p", 'read line; echo "got:$line"')], {}, 5)
    finally:
        os.dup2(before, 0)
        for descriptor in (before, reading, writing):
            os.close(descriptor)

    assert ran == Ran("got:\n")


def test_only_programs_are_found(tmp_path: Path) -> None:
    """A file that cannot be run is none, nor is a folder; without PATH the usual places count."""
    here = machine(tmp_path)
    (tmp_path / "bin" / "node").write_text("words")
    (tmp_path / "bin" / "python3").mkdir()

    assert [find(name, here) for name in ("node", "python3", "gone")] == [None, None, None]
    assert find("sh", replace(here, environment={})) in ("/bin/sh", "/usr/bin/sh")


@pytest.mark.parametrize(
    ("script", "ran"),
    [
        ("echo out; echo err >&2", Ran("out\n")),
        ("echo out; exit 3", Ran("out\n", "ended with status 3")),
        ("kill -9 $$", Ran("", "ended with status -9")),
        ('echo "$SETTING:$1"', Ran("value:one two\n")),
        ("printf '\\377'", Ran("\ufffd")),
    ],
)
def test_what_a_program_writes(script: str, ran: Ran, tmp_path: Path) -> None:
    """Its standard output, and why it may not count; environment and arguments as given."""
    assert run([program(tmp_path, "p", script), "one two"], {"SETTING": "value"}, 5) == ran


def test_what_cannot_be_started(tmp_path: Path) -> None:
    """It is told, not raised."""
    (tmp_path / "text").write_text("words")
    (tmp_path / "text").chmod(0o755)

    assert run([str(tmp_path / "gone")], {}, 5) == Ran("", "cannot be started (No such file or directory)")
    assert run([str(tmp_path / "text")], {}, 5) == Ran("", "cannot be started (Exec format error)")
    assert run(["/bin/sh\0"], {}, 5) == Ran("", "cannot be started (ValueError)")


@pytest.mark.parametrize(
    "script",
    ["exec /bin/sleep 30", "/bin/sleep 30 & wait", "/bin/sleep 30 &", "trap '' TERM; exec /bin/sleep 30"],
)
def test_programs_are_bounded_in_time(script: str, tmp_path: Path) -> None:
    """What a program has started ends with it."""
    started = time.monotonic()

    assert run([program(tmp_path, "p", script)], {}, 0.1) == Ran("", "did not answer within 0.1 s")
    assert time.monotonic() - started < 1.0


def test_program_that_goes_on_in_silence(tmp_path: Path) -> None:
    """One that has closed its output has to end all the same."""
    assert run([program(tmp_path, "p", "exec >&-; exec /bin/sleep 30")], {}, 0.3) == Ran("", "did not end within 0.3 s")


def test_programs_are_bounded_in_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that writes without end is ended."""
    monkeypatch.setattr(programs, "MOST_OUTPUT", 1000)
    script = program(tmp_path, "p", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done")

    assert run([script], {}, 5) == Ran("", "wrote more than was asked for")
