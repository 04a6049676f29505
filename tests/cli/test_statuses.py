"""Exit statuses, and the one sentence that bad input gets."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.cli.program import SAMPLE, Ended, call, call_inside, usual

Capsys = pytest.CaptureFixture[str]

UNKNOWN = (
    b'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nzlorp.Blimp: frobnicated\n'
)


def test_diagnosed_is_0() -> None:
    """An error that a playbook knows: the answer on stdout, nothing on stderr."""
    ended = usual()

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("✗ ")


def test_no_error_is_1() -> None:
    """A log without an error is said to have none."""
    ended = call("diagnose", stdin=b"step 1 ok\nstep 2 ok\ndone\n")

    assert (ended.status, ended.err) == (1, "")
    assert ended.out.startswith("No error found in the input.\n")


def test_unrecognised_is_3() -> None:
    """An error that no playbook knows is shown as not recognised."""
    ended = call("diagnose", stdin=UNKNOWN)

    assert (ended.status, ended.err) == (3, "")
    assert ended.out.startswith("? Not recognised\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "log does not exist: check the spelling, or pass '-' to read standard input."),
        (b"", "log is empty: write the program's output into it, stderr too ('2>&1'), and try again."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "log is a PNG image: paste the text itself, not a screenshot."),
        (bytes(range(256)) * 8, "log is a binary file, not text: name the log of the program instead."),
        (gzip.compress(b"x" * 1000)[:20], "log is a damaged gzip file: copy it again, or unpack what can be saved."),
    ],
    ids=["missing", "empty", "image", "binary", "damaged"],
)
def test_unreadable_file_is_2(
    content: bytes | None, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    """One sentence on stderr that names the file and says what to do; nothing on stdout; no traceback."""
    if content is not None:
        (tmp_path / "log").write_bytes(content)

    monkeypatch.chdir(tmp_path)

    assert call_inside(capsys, "diagnose", "log") == Ended(2, "", f"autogen-doctor: {sentence}\n")


def test_directory_is_2(tmp_path: Path, capsys: Capsys) -> None:
    """A directory is not read."""
    assert call_inside(capsys, "diagnose", tmp_path) == Ended(
        2, "", f"autogen-doctor: {tmp_path} is a directory: name a log file in it.\n"
    )


def test_unreadable_file_beside_a_good_one(tmp_path: Path) -> None:
    """The good one is answered, the other reported; the status is that of the answer."""
    ended = call("diagnose", tmp_path / "gone", SAMPLE)

    assert ended.status == 0
    assert ended.out == usual().out
    assert ended.err == (
        f"autogen-doctor: {tmp_path / 'gone'} does not exist: check the spelling, or pass '-' to read standard input.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["diagnose", "--nonsense"], "Error: No such option: --nonsense"),
        (["diagnos"], "Error: No such command 'diagnos'. Did you mean 'diagnose'?"),
        (
            ["explain", "unbounded-histor"],
            "autogen-doctor: there is no class or cause 'unbounded-histor'; did you mean unbounded-history",
        ),
        (["explain", "unbounded-history", "--fix", "99"], "autogen-doctor: unbounded-history has no fix 99: "),
        (["explain", "unbounded-history", "--fix", "0"], "Error: Invalid value for '--fix': "),
        (["explain", "unbounded-history", "--code", "x"], "Error: Invalid value for '--code': "),
        (
            ["explain", "unbounded-history", "--framework", "ag2", "--fix", "1"],
            "autogen-doctor: fix 1 of unbounded-history is for AutoGen 0.2, not for AG2: leave out --framework or",
        ),
        (
            ["explain", "buffered-streaming", "--framework", "ag2", "--code", "after"],
            "autogen-doctor: buffered-streaming has no such fix: it has fixes for Node and AutoGen 0.4+",
        ),
        (
            ["explain", "context-length", "--code", "after"],
            "autogen-doctor: context-length is a class of error, and only causes have fixes: name one, such as ",
        ),
        (["explain", "context-length", "--fix", "1"], "autogen-doctor: context-length is a class of error, and only "),
        (["playbooks", "show", "\x1b[31m"], "autogen-doctor: there is no class or cause '\\x1b[31m'; "),
        (["playbooks", "validate", "nowhere"], "autogen-doctor: there is no file or folder nowhere: "),
        (["diagnose", "--playbooks", "nowhere", "x"], "autogen-doctor: there is no folder nowhere for playbooks: "),
        (["diagnose", "--top", "0", "x"], "Error: Invalid value for '--top' / '-n': "),
        (["diagnose", "--format", "xml", "x"], "Error: Invalid value for '--format' / '-f': "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_2(arguments: list[str], last: str, capsys: Capsys) -> None:
    """Wrong usage ends in one sentence on stderr, and nothing on stdout."""
    ended = call_inside(capsys, *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.rstrip("\n").split("\n")[-1].startswith(last)
    assert "Traceback" not in ended.err


def test_no_command_shows_the_help() -> None:
    """The bare name of the program says what it can do."""
    ended = call()

    assert (ended.status, ended.err) == (2, "")
    assert ended.out == call("--help").out


def test_a_file_name_cannot_act(tmp_path: Path, capsys: Capsys) -> None:
    """Escapes in a file's name are shown, not sent."""
    ended = call_inside(capsys, "diagnose", tmp_path / "\x1b[31mred")

    assert ended.status == 2
    assert "\\x1b[31mred" in ended.err
    assert "\x1b" not in ended.err
