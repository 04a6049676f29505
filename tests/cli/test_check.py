"""``autogen-doctor check`` as a user calls it."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from diagnose.cli.status import CLEAN, FINDINGS, INTERRUPTED, USAGE
from diagnose.lint import pool
from diagnose.lint.judge import judge
from diagnose.lint.judged import Judged
from diagnose.lint.plan import Plan
from tests.cli.program import ROOT, Ended, call_inside, environment

Capsys = pytest.CaptureFixture[str]
FORKS = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="what a test puts in the way is inherited by forks only"
)
SLEEPS = """
import pathlib, sys, time
from diagnose.cli.boundary import run
from diagnose.lint import pool

def judge(plan, path):
    (plan.project.root / "begun").touch()
    time.sleep(60)

pool.judge = judge
sys.exit(run(["check", "--jobs", "2", sys.argv[1]]))
"""
CAUSE = """\
title: A made-up cause
statement: It is made up.
why: >-
  It was made up for a test.
guide: []
steps: []
remedies: []
verify: []
prevention: []
references: []
code:
  - id: made-up-call
    title: A made-up call is made
    language: python
    say: "{{ WHAT }} goes into made_up"
    ratio: 3
    rule: {pattern: made_up($WHAT)}
    fix:
      label: safe
      say: Call the other one.
      edits:
        - {do: replace, text: "better({{ WHAT }})"}
    flagged: |
      import autogen
      made_up(1)
    clean: |
      import autogen
      better(1)
  - id: made-up-name
    title: A made-up name is used
    language: python
    say: it is used
    ratio: 3
    rule: {kind: identifier, regex: ^made_up_name$}
    flagged: |
      import autogen
      made_up_name
    clean: |
      import autogen
      another
"""
APP = """\
import autogen


def run(task):
    if task:
        made_up(task)
    return made_up_name
"""


class Project:
    """A folder of a user's, and the program called in it."""

    def __init__(self, folder: Path, pack: Path, capsys: Capsys) -> None:
        self.folder = folder
        self.pack = pack
        self._capsys = capsys
        self.put("pyproject.toml", "[project]\nname = 'x'\n")

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def check(self, *arguments: str | Path) -> Ended:
        return call_inside(self._capsys, "check", "--playbooks", self.pack, *arguments)

    def places(self, *arguments: str | Path) -> list[str]:
        """Place and id of each finding."""
        lines = self.check("--output", "concise", *arguments).out.splitlines()
        return [found[0] for line in lines if (found := re.match(r".*:\d+:\d+: [a-z-]+", line))]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Playbooks with patterns that are made up; one folder for all tests, so that it is compiled once."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "causes").mkdir()
    (folder / "causes" / "made-up.yaml").write_text(CAUSE, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, pack: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project, which one stands in."""
    made = Project(tmp_path / "project", pack, capsys)
    monkeypatch.chdir(made.folder)
    return made


def test_findings_are_told(project: Project) -> None:
    """Place, id, message, code, what is meant, the fix; exit status 1."""
    project.put("app/run.py", APP)
    ended = project.check()

    assert ended == Ended(
        FINDINGS,
        """\
app/run.py:6:9: made-up-call A made-up call is made
  6 │         made_up(task)
    │         ^^^^^^^^^^^^^
    = task goes into made_up
    = fix (safe): Call the other one.

app/run.py:7:12: made-up-name A made-up name is used
  7 │     return made_up_name
    │            ^^^^^^^^^^^^
    = it is used

2 findings in 1 of 1 file with agents; fixable: 1 with --fix.
""",
        "",
    )


def test_nothing_found(project: Project) -> None:
    """A clean project, one without agents and one without code end with 0, and it is said which it is."""
    assert project.check().out == "Nothing to judge: no source code here.\n"
    project.put("other.py", "import requests\nmade_up(1)\n")
    assert project.check() == Ended(CLEAN, "Nothing to judge: the file uses no agents.\n", "")
    project.put("app.py", "import autogen\n")
    assert project.check() == Ended(CLEAN, "No findings in 1 file with agents.\n", "")


def test_paths_are_as_one_would_type_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to the working folder where the file lies in it; elsewhere as the path was given."""
    project.put("app/run.py", APP)
    project.put("lib/run.py", APP)
    monkeypatch.chdir(project.folder / "app")

    assert project.places("--select", "made-up-call") == ["run.py:6:9: made-up-call"]
    assert project.places("--select", "made-up-call", "../lib") == ["../lib/run.py:6:9: made-up-call"]
    assert project.places("--select", "made-up-call", project.folder / "lib") == [
        f"{project.folder}/lib/run.py:6:9: made-up-call"
    ]
    assert project.places("--select", "made-up-call", "../app/run.py", "../lib") == [
        "../lib/run.py:6:9: made-up-call",
        "run.py:6:9: made-up-call",
    ]


def test_select_and_ignore(project: Project) -> None:
    """By id, by cause, by glob, several with commas; the command line replaces the settings."""
    project.put("app.py", APP)
    project.put("pyproject.toml", "[tool.autogen-doctor.check]\nignore = ['made-up-call']\n")

    assert project.places() == ["app.py:7:12: made-up-name"]
    assert project.places("--select", "made-up") == ["app.py:7:12: made-up-name"]
    assert project.places("--select", "made-up-*", "--ignore", "made-up-name") == ["app.py:6:9: made-up-call"]
    assert project.places("--select", "made-up-call, made-up-name", "--ignore", "unused-suppression") == [
        "app.py:6:9: made-up-call",
        "app.py:7:12: made-up-name",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "made-up-cal"], "autogen-doctor: --select: no pattern or cause is called 'made-up-cal'; did"),
        (["--ignore", "zzzz"], "autogen-doctor: --ignore: no pattern or cause is called 'zzzz'; "),
        (["gone"], "autogen-doctor: gone is not there: "),
        (["--explain", "made-up"], "autogen-doctor: made-up is a cause, not a pattern: "),
        (["--explain", "made-up-nam"], "autogen-doctor: there is no pattern 'made-up-nam'; did you mean made-up-name"),
        (["-"], "autogen-doctor: '-' needs --stdin-filename: "),
        (["--fix", "--stdin-filename", "a.py"], "autogen-doctor: --fix and --diff are for files: "),
        (["/"], "autogen-doctor: / is no project but the folder of many: "),
    ],
)  # fmt: skip
def test_wrong_usage(project: Project, arguments: Sequence[str], said: str) -> None:
    """One sentence, exit status 2, nothing on standard output."""
    ended = project.check(*arguments)

    assert (ended.status, ended.out, ended.err.count("\n")) == (USAGE, "", 1)
    assert ended.err.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.autogen-doctor.check]\nselct = []\n", ":2: tool.autogen-doctor.check.selct: there is no such key"),
        ("[tool.autogen-doctor.check]\nselect = 3\n", ":2: tool.autogen-doctor.check.select: must be a list"),
        ("[tool.autogen-doctor.check]\nselect = ['x-y-z']\n", "pyproject.toml:2: no pattern or cause"),
        ("[tool.autogen-doctor.check]\nexclude = ['!']\n", "not a pattern of paths"),
    ],
)  # fmt: skip
def test_wrong_settings(project: Project, text: str, said: str) -> None:
    """One sentence with file and line, exit status 2."""
    project.put("pyproject.toml", text)
    project.put("app.py", APP)
    ended = project.check()

    assert (ended.status, ended.out, ended.err.count("\n")) == (USAGE, "", 1)
    assert said in ended.err


def test_suppressions(project: Project) -> None:
    """On the line, above it, for the file; what suppresses nothing is found, in strings there are none."""
    project.put(
        "app.py",
        APP.replace("made_up(task)", "made_up(task)  # autogen-doctor: ignore[made-up-call] it is meant")
        + "# autogen-doctor: ignore[made-up-name]\nprint(made_up_name)\n"
        + 'x = "# autogen-doctor: ignore[made-up-name]", made_up_name\n'
        + "y = 1  # autogen-doctor: ignore[made-up-call, made-up-nam]\n",
    )
    project.put("all.py", "# autogen-doctor: ignore-file[made-up-name]\n" + APP)
    ended = project.check("--output", "concise")

    assert ended.out.splitlines() == [
        "all.py:7:9: made-up-call A made-up call is made",
        "app.py:7:12: made-up-name A made-up name is used",
        "app.py:10:47: made-up-name A made-up name is used",
        "app.py:11:8: unused-suppression Nothing to suppress: made-up-call is not found here",
        "app.py:11:8: unused-suppression There is no pattern 'made-up-nam' to suppress: did you mean made-up-name or"
        " made-up-call?",
        "5 findings in 2 of 2 files with agents; fixable: 1 with --fix.",
        "3 suppressed by comments.",
    ]


def test_settings_of_the_project(project: Project) -> None:
    """exclude and per-file-ignores speak of paths from pyproject.toml on, for files that are named too."""
    project.put(
        "pyproject.toml",
        "[tool.autogen-doctor.check]\nexclude = ['old/']\n"
        "[tool.autogen-doctor.check.per-file-ignores]\n'tests/**' = ['made-up']\n'app/*.py' = ['made-up-name']\n",
    )
    for name in ("old/a.py", "tests/deep/a.py", "app/a.py", "a.py"):
        project.put(name, APP)

    assert project.places() == ["a.py:6:9: made-up-call", "a.py:7:12: made-up-name", "app/a.py:6:9: made-up-call"]
    assert project.places("old/a.py") == []


def test_what_git_ignores(project: Project) -> None:
    """Is left out of folders, and taken where it is named."""
    project.put(".gitignore", "*_generated.py\n")
    project.put("a_generated.py", APP)

    assert project.places() == []
    assert len(project.places("a_generated.py")) == 2


def test_notebooks(project: Project) -> None:
    """Findings name the cell, and lines within it; a cell uses what another one imports."""
    cells = [["import autogen\n", "made_up(1)"], ["# words\n"], ["%time made_up_name\n", "\n", "  \n", "made_up_name"]]
    kinds = ["code", "markdown", "code"]
    project.put(
        "notes.ipynb",
        json.dumps(
            {
                "cells": [
                    {"cell_type": kind, "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
                    for kind, cell in zip(kinds, cells, strict=True)
                ],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
            }
        ),
    )  # fmt: skip

    assert project.places() == [
        "notes.ipynb:cell 1:2:1: made-up-call",
        "notes.ipynb:cell 3:4:1: made-up-name",
    ]


def test_standard_input(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is judged as the file that is named: its settings, its suppressions, its place in the project."""
    project.put("pyproject.toml", "[tool.autogen-doctor.check.per-file-ignores]\n'lib/*' = ['made-up-call']\n")
    for name, number in (("lib/a.py", 1), ("b.py", 2)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(APP.encode())))
        found = project.places("--stdin-filename", name, "-")
        assert (len(found), found[-1]) == (number, f"{name}:7:12: made-up-name")


def test_what_cannot_be_read_or_parsed(project: Project) -> None:
    """Is a remark and counted, and stops nothing; what parses of it is judged."""
    project.put("app.py", APP)
    project.put("broken.py", "import autogen\ndef f(:\n    pass\n")
    project.put("bytes.py", b"import autogen\nx = '\xff'\n")
    project.put("book.ipynb", "{ autogen")
    project.put("large.py", "import autogen\n" + "x = 1\n" * 200_000)
    ended = project.check("--output", "concise")

    assert ended.err.splitlines() == [
        "autogen-doctor: book.ipynb is no text in its encoding, or no notebook.",
        "autogen-doctor: broken.py does not parse around line 2: what stands there may not have been judged.",
        "autogen-doctor: bytes.py is no text in its encoding, or no notebook.",
        "autogen-doctor: large.py cannot be read, or is larger than 1 MiB.",
    ]
    assert ended.out.splitlines()[2:] == [
        "2 findings in 1 of 2 files with agents; fixable: 1 with --fix.",
        "4 files could not be read or parsed.",
    ]
    assert ended.status == FINDINGS


def test_secrets_are_redacted(project: Project) -> None:
    """In quoted code, in what is said of it and in every format; the marks stay under what is meant; --no-redact
    shows them."""
    key = "sk-proj-" + "abcdEFGH1234" * 4
    project.put("app.py", f'import autogen\na("{key}"); made_up(2); made_up("{key}")\n')
    for form in ("text", "json", "sarif", "github", "markdown"):
        assert key not in project.check("--format", form, "--color", "never").out

    assert project.check("--width", "100").out.splitlines()[:4] == [
        "app.py:2:64: made-up-call A made-up call is made",
        '  2 │ a("[redacted openai-key 1]"); made_up(2); made_up("[redacted openai-key 1]")',
        "    │                               ^^^^^^^^^^",
        "    = 2 goes into made_up",
    ]
    assert key in project.check("--no-redact", "--format", "json").out


def test_fix_and_diff(project: Project) -> None:
    """--diff shows the safe fixes and writes nothing, --fix writes them and nothing else; what is silenced stays."""
    text = APP.replace("\n", "\r\n") + "made_up(2)  # autogen-doctor: ignore[made-up-call]\r\n"
    path = project.put("app/run.py", text)
    shown = project.check("--diff")

    assert path.read_bytes() == text.encode()
    assert shown.status == FINDINGS
    assert "--- a/app/run.py\n+++ b/app/run.py\n" in shown.out
    assert "\n-        made_up(task)" in shown.out
    assert "\n+        better(task)" in shown.out
    assert shown.err == "autogen-doctor: 1 of 2 findings would be fixed in 1 file\n"
    mended = project.check("--fix", "--output", "concise")
    assert path.read_bytes() == text.replace("made_up(task)", "better(task)").encode()
    assert mended.out.splitlines() == [
        "app/run.py:7:12: made-up-name A made-up name is used",
        "1 finding in 1 of 1 file with agents.",
        "1 finding fixed.",
        "1 suppressed by comments.",
    ]
    assert project.check("--fix", "--select", "made-up-call").status == CLEAN


def test_list_and_explain(project: Project) -> None:
    """Every pattern with its cause and where it is looked for; one of them with code that is found and that is not."""
    listed = project.check("--list")
    told = project.check("--explain", "made-up-call")

    assert "made-up-call  safe\n    A made-up call is made\n    made-up - Python, any framework\n" in listed.out
    assert (listed.status, told.status) == (CLEAN, CLEAN)
    assert "fix         Call the other one. (safe: --fix makes it)\n" in told.out
    assert "import autogen\nmade_up(1)\n" in told.out
    assert "import autogen\nbetter(1)\n" in told.out


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_order_does_not_depend_on_the_jobs(project: Project, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    """The findings come in the order of the paths, however many processes look for them; none is left."""
    monkeypatch.setattr(pool, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(pool, "_TOGETHER", 2)
    for number in range(9):
        project.put(f"part{number % 3}/{number}.py", APP)
    found = project.places("--jobs", jobs, "--select", "made-up-call")

    assert found == [f"part{part}/{part + 3 * row}.py:6:9: made-up-call" for part in range(3) for row in range(3)]


@FORKS
def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends it at once, with no process left behind."""
    for number in range(200):
        (tmp_path / f"{number}.py").write_text("import autogen\n", encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-c", SLEEPS, str(tmp_path)], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    began = time.monotonic()
    while not (tmp_path / "begun").exists() and time.monotonic() < began + 30:
        time.sleep(0.02)
    start = time.monotonic()
    os.killpg(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=30)

    assert time.monotonic() - start < 5
    assert (program.returncode, said.decode()) == (INTERRUPTED, "autogen-doctor: interrupted\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


@pytest.mark.parametrize("deadly", [True, False])
@FORKS
def test_a_file_that_ends_its_process(project: Project, monkeypatch: pytest.MonkeyPatch, deadly: bool) -> None:
    """As when memory runs out: it is told, and the others are judged."""
    monkeypatch.setattr(pool, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(pool, "_TOGETHER", 2)
    for number in range(5):
        project.put(f"{number}.py", APP)

    def dying(plan: Plan, path: str) -> Judged:
        if deadly and path == "3.py":
            os._exit(9)
        return judge(plan, path)

    monkeypatch.setattr(pool, "judge", dying)
    found = project.places("--jobs", "2", "--select", "made-up-call")

    assert found == [f"{number}.py:6:9: made-up-call" for number in range(5) if number != 3 or not deadly]
    assert multiprocessing.active_children() == []


TOOLS = """\
import requests


def fetch(url):
    return requests.get(url).text[:2000]


def other(url):
    return requests.get(url).text[:2000]
"""
AGENT = """\
import autogen
from lib.tools import fetch

agent = autogen.AssistantAgent("a", llm_config={"timeout": 60})
agent.register_for_llm(name="fetch", description="d")(fetch)
"""
TIMEOUT = "requests-without-timeout"
_SELECT = ("--select", f"{TIMEOUT},unused-suppression")


def with_tools(project: Project, tools: str = TOOLS) -> None:
    """Two files with agents that call a function of a file without."""
    project.put("lib/__init__.py", "")
    project.put("lib/tools.py", tools)
    project.put("one.py", AGENT)
    project.put("two.py", AGENT)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_tools_in_another_file(project: Project, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    """What agents call is judged where it stands, once, if it was asked for, in a file with agents too."""
    monkeypatch.setattr(pool, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(pool, "_TOGETHER", 1)
    with_tools(project)

    ended = project.check(*_SELECT, "--output", "concise", "--jobs", jobs)
    assert [line[:40] for line in ended.out.splitlines()] == [
        f"lib/tools.py:5:12: {TIMEOUT}"[:40],
        "1 finding in 1 of 3 files with agents; fixable: 1 with --fix."[:40],
    ]
    assert project.places(*_SELECT, "--jobs", jobs, "one.py", "two.py") == []
    assert project.places(*_SELECT, "--jobs", jobs, "lib") == []
    project.put("lib/tools.py", "import autogen\n" + TOOLS)
    assert project.places(*_SELECT, "--jobs", jobs, "one.py", "lib") == [f"lib/tools.py:6:12: {TIMEOUT}"]


def test_settings_speak_of_the_file_with_the_tools(project: Project) -> None:
    """exclude and per-file-ignores count for the file in which a finding stands, not for that whose agents call it."""
    with_tools(project)
    section = "[tool.autogen-doctor.check"
    for text, number in (
        (f"{section}]\nexclude = ['lib/']\n", 0),
        (f"{section}.per-file-ignores]\n'lib/*' = ['{TIMEOUT}']\n", 0),
        (f"{section}.per-file-ignores]\n'one.py' = ['{TIMEOUT}']\n'two.py' = ['{TIMEOUT}']\n", 1),
    ):
        project.put("pyproject.toml", text)
        assert len(project.places(*_SELECT)) == number, text


def test_suppressions_in_the_file_with_the_tools(project: Project) -> None:
    """They are heard; one that is void is told only where something may be found; without agents none is looked at."""
    beside = f"  # autogen-doctor: ignore[{TIMEOUT}]"
    silent = TOOLS.replace("[:2000]\n", f"[:2000]{beside}\n", 1)
    with_tools(project, silent)
    assert project.places(*_SELECT) == []

    project.put("lib/tools.py", TOOLS + f"x = 1{beside}\n")
    assert project.places(*_SELECT) == [f"lib/tools.py:5:12: {TIMEOUT}", "lib/tools.py:10:8: unused-suppression"]
    project.put("lib/tools.py", f"# autogen-doctor: ignore-file[{TIMEOUT}]\n" + TOOLS)
    assert project.check(*_SELECT).out.splitlines()[-1] == "1 suppressed by comments."
    project.put("lib/tools.py", "import autogen\n" + silent)
    assert project.places(*_SELECT, "lib") == []  # those who call it are not judged now


def test_tools_in_another_file_are_mended(project: Project, capsys: Capsys) -> None:
    """By --diff, --fix and the command fix."""
    with_tools(project)
    mended = TOOLS.replace("get(url)", "get(url, timeout=30)", 1)
    path = project.folder / "lib/tools.py"

    assert "\n+    return requests.get(url, timeout=30).text" in project.check(*_SELECT, "--diff").out
    assert path.read_text(encoding="utf-8") == TOOLS
    assert project.check(*_SELECT, "--fix").status == CLEAN
    assert path.read_text(encoding="utf-8") == mended
    path.write_text(TOOLS, encoding="utf-8")
    call_inside(capsys, "fix", "--select", TIMEOUT, "--apply", "safe")
    assert path.read_text(encoding="utf-8") == mended


PACKAGES = "mixed-autogen-packages"


def test_manifests(project: Project) -> None:
    """Requirements that do not fit together are found in manifests and lock files, with the line, and say why."""
    project.put("requirements.txt", "pyautogen==0.2.35\nag2==0.9.9\n")
    project.put("web/package.json", '{"dependencies": {\n "@autogen/core": "^1.2.0",\n "@autogen/tools": "~2.0.1"}}\n')
    project.put("web/node_modules/x/requirements.txt", "pyautogen==0.2.35\nag2==0.9.9\n")
    project.put(".gitignore", "old/\n")
    project.put("old/requirements.txt", "pyautogen==0.2.35\nag2==0.9.9\n")

    assert project.check("requirements.txt") == Ended(
        FINDINGS,
        """\
requirements.txt:2:1: mixed-autogen-packages Two packages are required that are lines of AutoGen of their own
  2 │ ag2==0.9.9
    │ ^^^^^^^^^^
    = ag2 and pyautogen both bring the module autogen; keep one of them
    = fix (by hand): Keep the one whose modules the code imports, and make a
      new environment.

1 finding in 1 manifest.
""",
        "",
    )
    places = [f"requirements.txt:2:1: {PACKAGES}", "web/package.json:3:3: mixed-node-versions"]
    assert project.places() == places
    assert project.places("--ignore", "version-mismatch") == []
    assert project.places("--select", "mixed-node-*") == places[1:]
    project.put("app.py", APP)
    assert "\n4 findings in 1 of 1 file with agents and 2 manifests; " in project.check().out


def test_manifests_in_every_format(project: Project) -> None:
    """JSON, SARIF, GitHub and Markdown name the id; --list and --explain know it; a lock may be large."""
    lock = "".join(f'[[package]]\nname = "p{number}"\nversion = "1.0"\n\n' for number in range(40_000))
    named = (("core", "0.4.7"), ("ext", "0.7.5"))
    lock += "".join(f'[[package]]\nname = "autogen-{name}"\nversion = "{version}"\n\n' for name, version in named)
    project.put("uv.lock", lock)

    for form in ("json", "sarif", "github", "markdown"):
        assert "mixed-autogen-versions" in project.check("--format", form).out
    assert "mixed-autogen-versions  manual\n" in project.check("--list").out
    assert "manifests and lock files" in project.check("--explain", "mixed-autogen-versions").out
    assert project.places() == ["uv.lock:160006:9: mixed-autogen-versions"]


def test_manifests_are_silenced(project: Project) -> None:
    """By comments where the format has them, by the settings elsewhere; a comment that silences nothing is found."""
    ask = f"# autogen-doctor: ignore[{PACKAGES}]"
    project.put("requirements.txt", f"pyautogen==0.2.35  {ask}\nag2==0.9.9  {ask} both are needed\n")
    project.put("package.json", '{"@langchain/core": "1.0.0",\n"x": {"@langchain/core": "2.0.0"}}\n')
    assert project.places() == ["package.json:2:8: mixed-node-versions", "requirements.txt:1:20: unused-suppression"]

    ignores = f"'requirements.txt' = ['{PACKAGES}', 'unused-suppression']\n'*.json' = ['version-mismatch']\n"
    project.put("pyproject.toml", f"[tool.autogen-doctor.check.per-file-ignores]\n{ignores}")
    assert project.places() == []
    project.put("pyproject.toml", "[tool.autogen-doctor.check]\nexclude = ['*.json', 'requirements*']\n")
    assert project.places("package.json", ".") == []


def test_secrets_of_manifests_are_redacted(project: Project) -> None:
    """Also where the line alone does not show that it is one."""
    key = "sk-proj-" + "abcdEFGH1234" * 4
    project.put("requirements.txt", f"pyautogen==0.2.35\nag2==0.9.9  # {key}\n")

    assert key not in project.check("--format", "json").out
    assert key in project.check("--format", "json", "--no-redact").out


def test_manifests_that_cannot_be_read(project: Project) -> None:
    """What is no text, or too large, is a remark."""
    project.put("requirements.txt", b"ag2==\xff\n")
    project.put("package.json", " " * (1 << 20) + "{}")

    assert project.check().err.splitlines() == [
        "autogen-doctor: package.json cannot be read, or is larger than 1 MiB.",
        "autogen-doctor: requirements.txt is no text in UTF-8.",
    ]
