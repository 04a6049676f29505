"""``diagnose --follow``, as a user sees it: on a terminal, in a pipe, with files that come and go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from diagnose.cli.status import DIAGNOSED, NO_ERROR, UNRECOGNISED, USAGE
from tests.cli.program import PROGRAM, ROOT, SAMPLE, call, call_inside, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of Unix")
LOOP = ROOT / "sample_traces/event-loop/autogen07-loop-closed.log"
FRAME = '  File "/srv/app/app.py", line 7, in book\n    first(seats)\n'
UNKNOWN = f"Traceback (most recent call last):\n{FRAME}ValueError: none\n"
_PATIENCE = 20.0


@contextmanager
def following(*arguments: str | Path, stdin: int | IO[bytes] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The program while it follows something, its output in pipes."""
    command = [*PROGRAM, "diagnose", "--follow", *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        bufsize=0,
    ) as program:
        assert program.stderr is not None
        assert b"follows" in program.stderr.readline()
        try:
            yield program
        finally:
            program.kill()


def events(program: subprocess.Popen[bytes], number: int) -> list[dict[str, object]]:
    """The next events."""
    assert program.stdout is not None
    return [json.loads(program.stdout.readline()) for _ in range(number)]


def brief(event: dict[str, object]) -> tuple[object, ...]:
    """What happened, of which class, how often, where."""
    place = event.get("place")
    line = place["line"] if isinstance(place, dict) else None
    return event["event"], event.get("class"), event.get("occurrences"), line


def test_until_ctrl_c_on_a_terminal(tmp_path: Path) -> None:
    """What is there is skipped with --from-end; a new fault appears by itself; Ctrl-C ends with the summary, and the
    status is that of what was found."""
    from tests.cli.screens import Screen

    log = tmp_path / "app.log"
    log.write_text("starts\n" + UNKNOWN)
    screen = Screen([*PROGRAM, "diagnose", "-F", "--from-end", str(log)], 200, 40, {})
    screen.wait("app.log: 5 lines that are there already are skipped")
    with log.open("ab") as file:
        file.write(LOOP.read_bytes())
    screen.wait("More: autogen-doctor explain")
    screen.child.send("\x03")
    assert screen.end() == DIAGNOSED

    lines = screen.lines()
    assert "1 distinct fault in 23 lines" in "\n".join(lines)
    assert "event-loop" in lines[-2]
    assert lines[-1].endswith(f"{log}:8")
    assert "ValueError" not in screen.text()


@pytest.mark.thorough
def test_a_rotated_file_as_json_lines(tmp_path: Path) -> None:
    """What was there, a file that is not there yet, a new file under the name: each fault once, then its repeats."""
    log, later = tmp_path / "app.log", tmp_path / "later.log"
    log.write_bytes(LOOP.read_bytes())
    os.utime(log, (0, 0))
    with following(log, later, "--format", "json") as program:
        (first,) = events(program, 1)
        assert brief(first) == ("fault", "event-loop", 1, 3)
        assert first["place"] == {"source": str(log), "line": 3, "at": None}
        log.rename(tmp_path / "app.log.1")
        log.write_bytes(b"a new day\n" + LOOP.read_bytes())
        later.write_text(UNKNOWN)
        both = {brief(event) for event in events(program, 2)}
        assert both == {("again", "event-loop", 2, 4), ("fault", None, 1, 1)}
        program.send_signal(signal.SIGTERM)
        (summary,) = events(program, 1)
        rest, remarks = program.communicate(timeout=_PATIENCE)

    assert (summary["event"], summary["lines"], rest) == ("summary", 18 + 19 + 4, b"")
    assert sorted(one.split(b".log ")[1] for one in remarks.splitlines() if b".log " in one) == [
        b"does not exist yet: waits for it",
        b"is there: reads it from its start",
        b"was replaced: reads the new file from its start",
    ]
    assert program.returncode == DIAGNOSED


def test_a_living_pipe() -> None:
    """A fault is told while the program still runs, without its secrets; the pipe's end brings the summary."""
    key = "sk-proj-abcdefghijklmnop1234567890"
    text = UNKNOWN.replace("none", f"key {key}").encode()
    with following("--format", "json", stdin=subprocess.PIPE) as program:
        assert program.stdin is not None
        program.stdin.write(text)
        (first,) = events(program, 1)
        program.stdin.write(text.rstrip(b"\n"))
        program.stdin.close()
        again, last = events(program, 2)
        assert program.wait(_PATIENCE) == UNRECOGNISED

    assert [brief(event)[:3] for event in (first, again)] == [("fault", None, 1), ("again", None, 2)]
    assert last["event"] == "summary"
    assert key not in json.dumps([first, again, last])


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """The output is closed: it ends quietly when it has something to say."""
    log = tmp_path / "app.log"
    log.write_bytes(LOOP.read_bytes())
    os.utime(log, (0, 0))
    with following(log) as program:
        assert program.stdout is not None
        program.stdout.close()
        assert program.wait(_PATIENCE) == DIAGNOSED
        assert program.stderr is not None
        assert program.stderr.read() == b""


def test_statuses_and_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe without an error is 1; what cannot be followed, or options that do not go together, are 2."""
    assert call("diagnose", "-F", stdin=b"all is well\n" * 10).status == NO_ERROR
    folder = call_inside(capsys, "diagnose", "-F", tmp_path)
    assert (folder.status, "is a directory: name a log file in it." in folder.err) == (USAGE, True)
    alone = call_inside(capsys, "diagnose", "--from-end", SAMPLE)
    assert (alone.status, alone.err) == (USAGE, "autogen-doctor: --from-end says where --follow begins: give both\n")
    for option, value in (("--source", "."), ("--patch", "new.patch")):
        ended = call_inside(capsys, "diagnose", "--follow", SAMPLE, option, value)
        said = f"autogen-doctor: {option} is for a log that has ended: leave out --follow\n"
        assert (ended.status, ended.err) == (USAGE, said)
