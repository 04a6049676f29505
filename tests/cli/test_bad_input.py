"""Inputs, streams and surroundings that are not as they should be: one sentence, the documented status."""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from diagnose.pipeline import diagnose_file
from tests.cli.program import PROGRAM, ROOT, SAMPLE, Ended, call_inside, environment
from tests.corpus import known

Capsys = pytest.CaptureFixture[str]
unix = pytest.mark.skipif(sys.platform == "win32", reason="needs devices, pipes and a shell")
TRACE = 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    g()\nRuntimeError: Event loop is closed\n'
FIRST = "✗ The prompt does not fit the model's context window"


def shell(script: str, cwd: Path, **settings: str) -> Ended:
    """What a shell makes of the script, in which PROGRAM is ours and SAMPLE a log."""
    words = script.replace("PROGRAM", " ".join(PROGRAM)).replace("SAMPLE", str(SAMPLE))
    done = subprocess.run(
        ["bash", "-c", words], capture_output=True, cwd=cwd, env=environment(**settings), check=False, timeout=120
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@unix
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/dev/zero", "is a binary file, not text"),
        ("/dev/urandom", "is a binary file, not text"),
        ("/dev/null", "is empty"),
        ("socket", "could not be read (No such device or address)"),
        (".", "is a directory"),
        ("x" * 300, "could not be read (File name too long)"),
        ("x/" * 3000, "could not be read (File name too long)"),
        ("SAMPLE/x", "could not be read (Not a directory)"),
        ("link", "could not be read (Too many levels of symbolic links)"),
        ("nul", "is empty"),
        ("blank", "is empty"),
        ("cut.gz", "is a damaged gzip file"),
        ("twice.gz", "is a binary file, not text"),
        ("\udcff", "does not exist"),
        ("bom", "is empty"),
    ],
)
def test_no_log(name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Whatever is given for a log, it ends soon, with status 2 and one sentence that names it; the walkthrough too."""
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to("link")
    Path("nul").write_bytes(bytes(5000))
    Path("blank").write_bytes(b" \n\t\r\n" * 1000)
    Path("bom").write_bytes(b"\xef\xbb\xbf\n")
    Path("cut.gz").write_bytes(gzip.compress(TRACE.encode() * 200)[:30])
    Path("twice.gz").write_bytes(gzip.compress(gzip.compress(TRACE.encode())))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        ended = call_inside(capsys, "diagnose", name.replace("SAMPLE", str(SAMPLE)))

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("autogen-doctor: ")
    assert ended.err.count("\n") == 1
    assert says in ended.err


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
def test_encodings(encoding: str, tmp_path: Path, capsys: Capsys) -> None:
    """A log in any of these is read."""
    log = tmp_path / "x.log"
    log.write_bytes(TRACE.encode(encoding))

    assert call_inside(capsys, "diagnose", log).status == 0


@unix
@pytest.mark.parametrize("where", ["/proc/self/status", "fifo", "<(cat SAMPLE)"])
def test_files_without_a_size_are_read(where: str, tmp_path: Path) -> None:
    """What says nothing of its size, or waits for its writer, is read to its end."""
    os.mkfifo(tmp_path / "fifo")
    writer = "cat SAMPLE > fifo & " if where == "fifo" else ""
    ended = shell(f"{writer}PROGRAM diagnose {where}", tmp_path)

    assert (ended.status, ended.err) == ((1, "") if "proc" in where else (0, ""))
    assert ended.out.startswith("No error" if "proc" in where else FIRST)


def test_a_log_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Missing permission is said, with what to do."""

    log, opened = tmp_path / "x.log", Path.open

    def forbidden(path: Path, *arguments: Any, **named: Any) -> Any:
        if path == log:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", forbidden)
    ended = call_inside(capsys, "diagnose", log)

    assert ended == Ended(
        2, "", f"autogen-doctor: {log} may not be read by this user: change its permissions, or copy it.\n"
    )


@pytest.mark.parametrize("what", ["grows", "is cut", "vanishes"])
def test_a_log_that_changes_while_it_is_read(what: str, tmp_path: Path) -> None:
    """It is read up to the size that it had, or as far as it goes; it never fails and never goes on for ever."""
    if what == "vanishes" and sys.platform == "win32":
        pytest.skip("an open file cannot be removed there")
    log = tmp_path / "x.log"
    log.write_bytes(TRACE.encode() + b"step 1 done\n" * 400_000)

    def change(position: int) -> None:
        if position < 1 << 20:
            return
        if what == "grows":
            with log.open("ab") as file:
                file.write(b"more\n" * (position // 5 + 1))
        elif what == "is cut":
            os.truncate(log, 10)
        else:
            log.unlink(missing_ok=True)

    report = diagnose_file(str(log), known(), change)

    assert [found.playbook.id for found in report.diagnoses] == ["event-loop"]


SCRIPTS = (
    ("PROGRAM diagnose - <&-", 2, "standard input is closed: name a file"),
    ("PROGRAM diagnose SAMPLE >&-", 2, "standard output is closed: run it with an open one"),
    ("PROGRAM diagnose SAMPLE gone 2>&-", 0, ""),
    ("PROGRAM diagnose SAMPLE gone <&- >&- 2>&-", 2, ""),
    ("PROGRAM diagnose --nonsense 2>&-", 2, ""),
    ("PROGRAM --version > /dev/full", 2, "the answer could not be written (No space left on device): "),
    ("PROGRAM --help > /dev/full", 2, "the answer could not be written (No space left on device): "),
    ("PROGRAM diagnose SAMPLE gone 2> /dev/full", 0, ""),
    ("PROGRAM playbooks schema | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 0, ""),
    ("PROGRAM --help | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 0, ""),
    ("mkdir gone; cd gone; rmdir ../gone; PROGRAM diagnose SAMPLE > /dev/null", 0, ""),
    ("unset HOME; PROGRAM walkthrough SAMPLE --answers <(echo d) > /dev/null", 4, ""),
    ("PYTHONWARNINGS=error HOME=/proc XDG_CACHE_HOME=/proc/x LC_ALL=C PROGRAM diagnose SAMPLE > /dev/null", 0, ""),
)
_EVERY_DAY = ("diagnose SAMPLE >&-", "<&- >&- 2>&-", "--help > /dev/full", "rmdir", "PYTHONWARNINGS")


@unix
@pytest.mark.parametrize(
    ("script", "status", "says"),
    [
        pytest.param(
            *one,
            id=one[0].replace("PROGRAM ", ""),
            marks=[] if any(part in one[0] for part in _EVERY_DAY) else pytest.mark.thorough,
        )
        for one in SCRIPTS
    ],
)
def test_streams_and_surroundings(script: str, status: int, says: str, tmp_path: Path) -> None:
    """Closed or full streams, readers that go away, no home, no folder, strict warnings, a plain locale."""
    if not Path("/dev/full").exists():
        script = script.replace("/dev/full", "/dev/null")
    ended = shell(script, tmp_path, PYTHONPATH=str(ROOT))

    assert ended.status == status, ended
    assert "Traceback" not in ended.err
    assert ended.err.startswith(f"autogen-doctor: {says}" if says else "")
    assert bool(ended.err) is bool(says)


_LIMITED = """
import resource, sys
from diagnose.cli.boundary import run
status = run(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)
if sys.platform == "linux":  # where ru_maxrss begins with what the process was forked from
    peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM:")) >> 10
print(f"{peak} MiB", file=sys.stderr)
sys.exit(status if peak < int(sys.argv[1]) else 99)
"""


@unix
@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["zeros", "lines", "one line"])
def test_a_bomb_takes_no_memory(kind: str, tmp_path: Path) -> None:
    """A gigabyte out of a megabyte is read as it comes, and told as if it were small."""
    text = {"zeros": bytes(1 << 20), "lines": b"step 1 done\n" * 87_382, "one line": b"x" * (1 << 20)}[kind]
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(text) * 1000 + gzip.compress(b"\n" + TRACE.encode()))
    done = subprocess.run([sys.executable, "-c", _LIMITED, "200", "diagnose", str(bomb)], capture_output=True,
                          cwd=ROOT, env=environment(), timeout=300, check=False)  # fmt: skip

    assert done.returncode == (2 if kind == "zeros" else 0), done.stderr


@pytest.mark.parametrize("width", ["1", "999999999999999999"])
def test_widths(width: str, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """No width is too small or too large to be asked for."""
    asked = call_inside(capsys, "diagnose", "--verbose", "--width", width, SAMPLE)
    monkeypatch.setenv("COLUMNS", width)
    given = call_inside(capsys, "diagnose", SAMPLE)

    assert (asked.status, asked.err, given.status, given.err) == (0, "", 0, "")
    assert max(map(len, asked.out.split("\n"))) <= 1000


@pytest.mark.parametrize(
    "settings",
    [
        "# tool.autogen-doctor\ntool = 3\n",
        "# tool.autogen-doctor\n[tool]\nautogen-doctor = 3\n",
        "# tool.autogen-doctor\nx = " + "[" * 5000,
        "# tool.autogen-doctor\nx = " + "9" * 5000,
        '[tool.autogen-doctor]\nplaybooks = ["~nobody-of-this-name/x"]\n',
        '[tool.autogen-doctor]\nplaybooks = ["a\\u0000b"]\n',
        '[tool.autogen-doctor]\nplaybooks = ["\\u001b]0;evil\\u0007"]\n',
        "[tool.autogen-doctor]\nplaybooks = [1979-05-27]\n",
    ],
    ids=["number", "own number", "deep", "digits", "home", "NUL", "escape", "date"],
)
def test_a_strangers_pyproject(settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """A project's file that was cloned with it is read as settings, or refused with a sentence."""
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ended = call_inside(capsys, "diagnose", SAMPLE)

    assert ended.status in (0, 2)
    assert ended.err == "" if ended.status == 0 else ended.err.startswith("autogen-doctor: ")
    assert ended.err.count("\n") == (ended.status == 2)
    assert "\x1b" not in ended.err
