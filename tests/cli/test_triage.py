"""``autogen-doctor triage`` as a user calls it."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.cli.program import PROGRAM, ROOT, call, call_inside, environment
from tests.render.test_triage import SCHEMA

Capsys = pytest.CaptureFixture[str]
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links, permissions and sessions")
SAMPLES = ROOT / "sample_traces"
REFUSED = (SAMPLES / "formats/pino.log").read_bytes().partition(b"\n")[0]
UNKNOWN = b'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nzlorp.Blimp: not {}\n'
NAME = "\x1b[31mred\x1b]0;title\x07 [bold]x[/bold] <b>|`y`.log"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred files, as they lie about in a folder of logs; beside it one whose logs take seconds."""
    top = tmp_path_factory.mktemp("triage") / "logs"
    for at, sample in enumerate(sorted((SAMPLES / "timeout").glob("autogen*.log"))[:12]):
        put(top / f"samples/{at}.log", sample.read_bytes())
    for at in range(150):
        put(top / f"plain/{at}.log", b"step 1 ok\nstep 2 ok\ndone\n")
    for at in range(50):
        put(top / f"refused/{at}", REFUSED.replace(b"1767225600078", b"17672256%05d" % at))
    for at in range(40):
        put(top / f"unknown/{at}.txt", UNKNOWN.replace(b"{}", b"%d" % at))
    for at in range(4):
        put(top / f"packed/{at}-gz", gzip.compress(REFUSED))
        put(top / f"packed/{at}-bz2", bz2.compress(REFUSED))
        put(top / f"packed/{at}-xz", lzma.compress(REFUSED))
        put(top / f"packed/{at}-zst", zstd(REFUSED))
    for at in range(10):
        put(top / f"no-logs/{at}.bin", bytes(range(256)) * 8)
        put(top / f"no-logs/{at}.empty", b"")
    put(top / "no-logs/.hidden.log", REFUSED)
    for at in range(80):
        put(top.parent / f"long/{at}.log", UNKNOWN * 200)
    put(top / "damaged.gz", gzip.compress(REFUSED * 1000)[:200])
    if sys.platform != "win32":
        put(top / NAME, REFUSED)
        (top / "nowhere.log").symlink_to("gone.log")
        (top / "loop").symlink_to(".")
        os.mkfifo(top / "pipe")
    return top


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def zstd(content: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd as standard

        return standard.compress(content)
    import zstandard

    packed: bytes = zstandard.compress(content)
    return packed


@ON_POSIX
def test_a_folder_of_everything(folder: Path) -> None:
    """Each fault is a row, what cannot be read is one of the other table, and nothing crashes; more processes give the
    same bytes."""
    alone = call("triage", "logs", "--format", "json", "--jobs", "1", cwd=folder.parent)
    together = call("triage", "logs", "--format", "json", "--jobs", "2", cwd=folder.parent)
    document = json.loads(alone.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)

    assert together == alone
    assert (alone.status, alone.err) == (0, "")
    assert document["files"] == 12 + 150 + 50 + 40 + 16 + 1
    assert document["left_out"] == {"hidden": 1, "binary": 10, "empty": 10, "special": 1, "twice": 0}
    assert document["unread"] == [
        {"source": "logs/nowhere.log", "reason": "logs/nowhere.log is a link to a file that is not there."},
        {"source": "logs/damaged.gz", "reason": document["unread"][1]["reason"]},
    ]
    first, second = document["faults"][:2]
    assert (first["class"], first["count"], first["files"]) == ("connection", 67, 67)
    assert first["first_seen"]["time"] == "2026-01-01T00:00:00.000000Z"
    assert first["last_seen"]["time"] == "2026-01-01T00:00:00.078000Z"
    assert (second["class"], second["exception"]["type"], second["files"]) == (None, "zlorp.Blimp", 40)
    assert sum(fault["count"] for fault in document["faults"][2:]) >= 12


@ON_POSIX
def test_a_file_is_no_more_than_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Escapes, markup and HTML in the name of a file act nowhere."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "one" / NAME, UNKNOWN)
    shown, pasted = (call_inside(capsys, "triage", "one", "--format", form) for form in ("terminal", "markdown"))

    assert "\x1b" not in shown.out + pasted.out
    assert "one/\\x1b[31mred\\x1b]0;title\\x07 [bold]x[/bold] <b>|`y`.log:4" in " ".join(shown.out.split())
    assert "| ``one/\\x1b[31mred\\x1b]0;title\\x07 [bold]x[/bold] <b>\\|`y`.log:4`` |" in pasted.out


def test_baseline_shows_what_is_new(tmp_path: Path, capsys: Capsys) -> None:
    """What an earlier triage knows is hidden and counted, wherever it stands now; nothing new is status 1."""
    put(tmp_path / "old/a.log", REFUSED)
    put(tmp_path / "new/b.log", b"2026-01-01 00:00:00 INFO up\n" + REFUSED)
    put(tmp_path / "new/c.log", UNKNOWN)
    baseline = tmp_path / "baseline.json"
    baseline.write_text(call_inside(capsys, "triage", "-f", "json", tmp_path / "old").out, encoding="utf-8")
    new = call_inside(capsys, "triage", "--baseline", baseline, tmp_path / "new")
    none = call_inside(capsys, "triage", "--baseline", baseline, tmp_path / "old")

    assert (new.status, new.out.split("\n")[0]) == (0, "1 new fault, 1 time, in 1 of 2 files.")
    assert "zlorp.Blimp" in new.out
    assert new.out.endswith("1 fault of the baseline not shown.\n")
    assert (none.status, none.out) == (1, "No new fault in 1 file.\n\n1 fault of the baseline not shown.\n")


def test_statuses(tmp_path: Path, capsys: Capsys) -> None:
    """0 with a fault, 1 without one, 2 where nothing could be read; beside what can be read the rest is a row."""
    put(tmp_path / "clean.log", b"step 1 ok\n")
    put(tmp_path / "unknown.log", UNKNOWN)
    gone = tmp_path / "gone.log"

    assert call_inside(capsys, "triage", tmp_path / "clean.log").status == 1
    assert call_inside(capsys, "triage", tmp_path / "unknown.log", gone).status == 0
    assert call_inside(capsys, "triage", tmp_path / "clean.log", gone).status == 1
    nothing = call_inside(capsys, "triage", "--width", "200", gone)
    assert (nothing.status, nothing.err) == (2, "")
    assert nothing.out == f"No fault in 0 files.\n\n1 could not be read\n  {gone} does not exist: check the spelling.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-"], "triage reads files and folders: pipe a log into 'autogen-doctor diagnose' instead of '-'"),
        (
            ["--baseline", "gone.json", "."],
            "the baseline gone.json does not exist: write one with 'autogen-doctor triage --format json PATH > FILE'",
        ),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], sentence: str, tmp_path: Path, capsys: Capsys) -> None:
    """Status 2, nothing on standard output."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        ended = call_inside(capsys, "triage", *arguments)

    assert (ended.status, ended.out, ended.err) == (2, "", f"autogen-doctor: {sentence}\n")


@ON_POSIX
def test_what_may_not_be_read_is_a_row(tmp_path: Path, capsys: Capsys) -> None:
    """Permissions, and binary files that were named."""
    put(tmp_path / "secret.log", UNKNOWN)
    put(tmp_path / "core", b"\x7fELF" + bytes(999))
    (tmp_path / "secret.log").chmod(0)
    ended = call_inside(capsys, "triage", "--width", "300", tmp_path / "secret.log", tmp_path / "core")

    assert f"{tmp_path}/core is an executable or a core dump" in ended.out
    if os.geteuid():
        assert f"{tmp_path}/secret.log may not be read by this user" in ended.out
        assert ended.status == 2


@ON_POSIX
def test_ctrl_c_ends_all_processes(folder: Path) -> None:
    """Soon, with one sentence and the status of an interruption; no process is left behind."""
    with subprocess.Popen(
        [*PROGRAM, "triage", "--jobs", "2", "long"], cwd=folder.parent, env=environment(), start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        wait_for(lambda: len(of_session(program.pid)) > 2)
        os.killpg(program.pid, signal.SIGINT)
        start = time.monotonic()
        out, err = program.communicate(timeout=20)

    assert (program.returncode, out, err) == (130, b"", b"autogen-doctor: interrupted\n")
    assert time.monotonic() - start < 3
    assert of_session(program.pid) == []


@ON_POSIX
def test_killed_it_leaves_no_process(folder: Path) -> None:
    """Workers whose program is gone do not stay."""
    with subprocess.Popen(
        [*PROGRAM, "triage", "--jobs", "2", "long"], cwd=folder.parent, env=environment(), start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        wait_for(lambda: len(of_session(program.pid)) > 2)
        program.kill()
        program.wait()
        wait_for(lambda: of_session(program.pid) == [])


def of_session(leader: int) -> list[int]:
    """The processes of a session, those that have ended left out."""
    listed = subprocess.run(["ps", "-eo", "pid=,sid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, session, state in rows if int(session) == leader and not state.startswith("Z")]


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
