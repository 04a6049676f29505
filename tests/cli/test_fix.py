"""``fix``: what it shows, what it asks, what it writes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PROGRAM, Ended, call_inside

Capsys = pytest.CaptureFixture[str]

CLASS = """\
title: The zlorp gave way
summary: The zlorp holds only so much.
severity: error
signatures:
  - name: blimp
    certainty: 0.9
    exception: zlorp.Blimp
causes:
  - {cause: fetch-hangs, prior: 0.6}
"""
CAUSE = """\
title: A call waits for ever
statement: It has no timeout.
why: Nothing ends it.
separates: Look for the timeout.
code:
  - id: fetch-waits
    title: A fetch without a timeout
    language: python
    say: "{{ WHAT }} is fetched without a timeout"
    ratio: 4
    rule: {pattern: "fetch($WHAT)"}
    fix:
      label: safe
      say: Give it a timeout.
      edits: [{do: add-argument, text: "timeout=30"}]
    flagged: |
      import autogen
      fetch(1)
    clean: |
      import autogen
      fetch(1, timeout=30)
  - id: gather-all
    title: All run at once
    language: python
    say: "all of {{ WHAT }} run at once"
    ratio: 4
    rule: {pattern: "gather($WHAT)"}
    fix:
      label: review
      say: Bound how many run at one time.
      edits: [{do: replace, text: "bounded({{ WHAT }})"}]
    flagged: |
      import autogen
      gather(runs)
    clean: |
      import autogen
      bounded(runs)
"""
LOG = (
    b'Traceback (most recent call last):\n  File "/srv/app/app.py", line 2, in <module>\n    fetch(1)\n'
    b"zlorp.Blimp: frobnicated\n"
)
APP = "import autogen\nfetch(1)\ngather(runs)  # \x1b]0;evil\x07\nfetch(2)\n"
FIXED = "import autogen\nfetch(1, timeout=30)\nbounded(runs)  # \x1b]0;evil\x07\nfetch(2, timeout=30)\n"
SAFE = FIXED.replace("bounded(", "gather(")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The playbooks that know the faults; one folder for all tests, so that they are read once."""
    folder = tmp_path_factory.mktemp("pack")
    for name, text in (("classes/zlorp", CLASS), ("causes/fetch-hangs", CAUSE)):
        (folder / name).parent.mkdir()
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three faults, in which one stands."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    (folder / "app.py").write_bytes(APP.encode())
    (tmp_path / "trace.log").write_bytes(LOG)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AUTOGEN_DOCTOR_PLAYBOOKS", str(pack))
    return folder


def fix(capsys: Capsys, *arguments: str) -> Ended:
    return call_inside(capsys, "fix", "--select", "fetch-hangs", *arguments)


def text_of(project: Path) -> str:
    return (project / "app.py").read_bytes().decode()


def test_without_a_terminal_nothing_is_written(project: Path, capsys: Capsys) -> None:
    """The changes are shown, nothing in them acts, and the file is as it was."""
    ended = fix(capsys)

    assert ended.status == 1
    assert "│-fetch(1)\n" in ended.out.replace("- fetch", "-fetch")
    assert "timeout=30" in ended.out
    assert "\x1b" not in ended.out
    assert "\\x1b]0;evil\\x07" in ended.out
    assert ended.err.endswith("nothing was written: --apply safe writes what is safe, --patch FILE writes a patch\n")
    assert text_of(project) == APP


def test_what_needs_a_look_is_not_called_safe(project: Path, capsys: Capsys) -> None:
    """Where no change is safe, the remark names the option that does write them."""
    ended = call_inside(capsys, "fix", "--select", "gather-all")

    assert ended.err.endswith("nothing was written: --apply review writes this, --patch FILE writes a patch\n")
    assert text_of(project) == APP


def test_apply_with_a_patch_says_the_way_back(project: Path, capsys: Capsys) -> None:
    """The files are changed already, so only how to undo it is said; and it does."""
    subprocess.run(["git", "init", "-q"], check=True)
    ended = fix(capsys, "--apply", "review", "--patch", "x.patch")

    assert ended.err == "autogen-doctor: x.patch holds the changes: 'git apply -R x.patch' takes them back\n"
    assert ended.out.endswith("'git diff' shows it.\n")
    assert text_of(project) == FIXED
    subprocess.run(["git", "apply", "-R", "x.patch"], check=True)
    assert text_of(project) == APP


def test_apply_safe(project: Path, capsys: Capsys) -> None:
    """Only what is safe is written; the rest is told, and again next time; what it has mended is not found again."""
    ended = fix(capsys, "--apply", "safe")

    assert ended.status == 1
    assert ended.out.startswith("changed app.py: fetch-waits\n")
    assert "app.py:3  gather-all\n  not changed: its fix is for review." in ended.out
    assert text_of(project) == SAFE
    assert fix(capsys, "--select", "fetch-waits") == Ended(1, fix(capsys).out, fix(capsys).err)


def test_apply_review_mends_all(project: Path, capsys: Capsys) -> None:
    """Then nothing is left, and the next call has nothing to do."""
    ended = fix(capsys, "--apply", "review")

    assert (ended.status, ended.err, text_of(project)) == (0, "", FIXED)
    assert fix(capsys) == Ended(0, "Nothing to fix.\n", "")


def test_a_patch(project: Path, capsys: Capsys) -> None:
    """It is exact, and git takes it; a file that is there is kept unless --force is given."""
    subprocess.run(["git", "init", "-q"], check=True)
    ended = fix(capsys, "--patch", "../x.patch")
    patch = (project / "../x.patch").read_bytes()

    assert (ended.status, ended.out) == (1, "")
    assert b"\x1b]0;evil\x07" in patch
    assert fix(capsys, "--patch", "../x.patch").err == (
        "autogen-doctor: ../x.patch is there already: name another file, or add --force\n"
    )
    assert fix(capsys, "--patch", "../x.patch", "--force").status == 1
    subprocess.run(["git", "apply", "../x.patch"], check=True)
    assert text_of(project) == FIXED


def test_a_log_chooses(project: Path, capsys: Capsys) -> None:
    """With a log only what its diagnosis rests on is mended; diagnose writes the same as a patch."""
    (project / "other.py").write_bytes(APP.encode())
    ended = call_inside(capsys, "fix", "../trace.log", "--apply", "review")
    written = text_of(project)
    (project / "app.py").write_bytes(APP.encode())
    diagnosed = call_inside(capsys, "diagnose", "../trace.log", "--patch", "-")

    assert (ended.status, written) == (0, FIXED)
    assert (project / "other.py").read_bytes() == APP.encode()
    assert diagnosed.status == 0
    assert diagnosed.out.startswith("diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -1,4 +1,4 @@\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--source", "gone"], "--source gone: there is no such file or folder; name that of the program"),
        (["--patch", "gone/x"], "there is no folder gone for the patch: make it, or name another"),
        (["--patch", "."], ". is a directory: name a file for the patch"),
        (["--select", "fetch-wait"], "--select: no pattern or cause is called 'fetch-wait'; did you mean fetch-waits"),
        (["gone.log"], "gone.log does not exist: check the spelling, or pass '-' to read standard input."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(arguments: list[str], sentence: str, project: Path, capsys: Capsys) -> None:
    """One sentence that says what to do, before anything is written."""
    ended = fix(capsys, *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"autogen-doctor: {sentence}")
    assert text_of(project) == APP


if sys.platform != "win32":
    from tests.cli.screens import Screen

    def on_terminal(project: Path, *answers: str, **settings: str) -> Screen:
        """``fix`` on a terminal, these answered."""
        arguments = ["fix", "--source", str(project), "--select", "fetch-hangs"]
        known = {"AUTOGEN_DOCTOR_PLAYBOOKS": os.environ["AUTOGEN_DOCTOR_PLAYBOOKS"]}
        screen = Screen([*PROGRAM, *arguments], 80, 30, {**known, **settings})
        for number, answer in enumerate(answers, 1):
            screen.wait(f"{number} of 3")
            screen.wait_any("» y) Yes", "> y) Yes", "[y, n, a, q]")
            screen.settle()
            screen.press(answer, *(["Enter"] if len(answer) == 1 else []))
        return screen

    def test_each_is_asked_about(project: Path) -> None:
        """y, n: only what is taken is written; nothing of the user's code acts on the terminal."""
        screen = on_terminal(project, "y", "n", "y")

        assert screen.end() == 1
        assert text_of(project) == SAFE
        assert screen.titles == ("", "")
        assert "changed app.py: fetch-waits" in screen.text()

    def test_all_of_a_pattern(project: Path) -> None:
        """a: the others of that pattern are not asked about. Without colour there is none."""
        screen = on_terminal(project, "a", "q", NO_COLOR="1")

        assert screen.end() == 1
        assert text_of(project) == APP.replace("fetch(1)", "fetch(1, timeout=30)")
        assert not re.search(rb"\x1b\[(?:\d+;)*3[0-7](?:;\d+)*m", screen.raw)

    def test_control_c_writes_nothing_of_the_pending_file(project: Path) -> None:
        """The fix that was taken before it is not written either."""
        screen = on_terminal(project, "y", "Ctrl-C")

        assert screen.end() == 130
        assert "autogen-doctor: stopped; app.py is as it was" in screen.text()
        assert text_of(project) == APP

    def test_a_dumb_terminal_is_asked_by_lines(project: Path) -> None:
        """No menu is drawn there."""
        screen = on_terminal(project, "q", TERM="dumb")

        assert screen.end() == 1
        assert text_of(project) == APP
        assert b"\x1b" not in screen.raw
