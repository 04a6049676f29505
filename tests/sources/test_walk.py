"""Which files a project has."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.sources import Project
from tests.sources.conftest import Write

TREE = {
    ".gitignore": "\ufeff# build\n*.gen.py\n!keep.gen.py\n/top.py\nlogs/\ndeep/**/skip.py\n!\n\\\n#x\nsp\\ ace.py\n",
    "a.py": "", "top.py": "", "x.gen.py": "", "keep.gen.py": "", "sp ace.py": "", "README.md": "", "data.json": "",
    "logs/a.py": "", "logs.py": "", "sub/top.py": "", "sub/logs/b.py": "", "sub/keep.gen.py": "",
    "sub/.gitignore": "!x.gen.py\nown.py\n/only.py\n*.ts\n!src/*.ts\n", "sub/x.gen.py": "", "sub/own.py": "",
    "sub/only.py": "", "sub/in/only.py": "", "sub/in/own.py": "", "sub/in/.gitignore": "!own.py\n",
    "sub/a.ts": "", "sub/src/b.ts": "", "sub/src/in/c.ts": "",
    "deep/skip.py": "", "deep/a/b/skip.py": "", "deep/a/b/stay.py": "", "only.py": "", "own.py": "",
    "ünï/ç.py": "", "[x]/a.py": "", "star/.gitignore": "*\n", "star/a.py": "",
    "not/.gitignore": "*\n!*/\n!b.py\n", "not/a.py": "", "not/in/b.py": "", "not/in/c.py": "",
}  # fmt: skip


@pytest.mark.skipif(shutil.which("git") is None or sys.platform == "win32", reason="asks git")
@pytest.mark.parametrize("below", ["", "sub", "sub/in", "star", "deep/a"])
def test_as_git_sees_it(write: Write, below: str) -> None:
    """The files are those that git does not ignore, at every level, also for a project inside its repository."""
    project = write(TREE)
    git = ["git", "-C", str(project.root), "-c", "core.quotepath=off"]
    subprocess.run([*git, "init", "-q"], check=True)
    (project.root / ".git" / "info" / "exclude").write_text("own.py\n/deep/a/b/\n")
    listed = subprocess.run(
        [*git, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, check=True
    ).stdout.decode()
    seen = sorted(path for path in listed.split("\0") if path.endswith((".py", ".ts")))
    if below == "star":
        assert not [path for path in seen if path.startswith("star/")]
        assert Project(project.root / below).files() == ()
        return

    inside = [path[len(below) :].lstrip("/") for path in seen if path.startswith(below)]
    assert list(Project(project.root / below).files()) == inside
    assert list(project.files([project.root / below])) == [path for path in seen if path.startswith(below)]
    assert len(inside) > 0 or below == "deep/a"


def test_what_is_never_the_users_own(write: Write) -> None:
    """Installed packages, environments by whatever name, caches and build folders are left out without a .gitignore."""
    project = write(
        {
            "app.py": "", "src/App.TSX": "", "n.ipynb": "", "types.d.ts": "", "jquery.min.js": "", ".hidden/x.py": "",
            ".venv/a.py": "", "myenv/pyvenv.cfg": "", "myenv/lib/a.py": "", "node_modules/x/index.js": "",
            "lib/site-packages/a.py": "", "build/a.py": "", "dist/a.js": "", "__pycache__/a.py": "", ".git/a.py": "",
            "pkg/.tox/a.py": "", "a.pyc": "", "py": "", ".py": "",
        }
    )  # fmt: skip

    assert project.files() == (".hidden/x.py", "app.py", "n.ipynb", "src/App.TSX")


def test_what_is_named_is_taken(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and folders that the user names count even if they are ignored, from the folder that the user is in."""
    project = write(
        {".gitignore": "gen/\n*.tmp.py\n", "gen/a.py": "", "gen/b.tmp.py": "", "x.tmp.py": "", "build/c.py": "",
         "a.py": "", "notes.md": "", "bin/run": "", "gen/venv/d.py": "", "types.d.ts": ""}
    )  # fmt: skip
    monkeypatch.chdir(project.root / "gen")

    assert project.files(["."]) == ("gen/a.py", "gen/b.tmp.py")
    assert project.files(["a.py", "./a.py", Path("../x.tmp.py"), "../notes.md", "../bin/run", "../types.d.ts"]) == (
        "bin/run", "gen/a.py", "types.d.ts", "x.tmp.py"
    )  # fmt: skip
    assert project.files([project.root / "build", project.root / "a.py"]) == ("a.py", "build/c.py")


def test_paths_that_cannot_be_taken(write: Write, tmp_path: Path) -> None:
    """A path that is not there or lies elsewhere is said, with what to do."""
    project = write({"a.py": ""})
    for path, sentence in (
        (project.root / "none.py", "is not there: name a file or a folder of the project."),
        (tmp_path, f"lies outside the project {project.root}: name a file or a folder in it."),
        ("a\0b", "is not there"),
    ):
        with pytest.raises(DoctorError) as raised:
            project.files([path])
        assert str(raised.value).startswith(f"{path} {sentence}")


@pytest.mark.parametrize("line", ["*a" * 90 + "b", "*a" * 8 + "b", "?" * 200, "**/" * 60 + "b", "[" * 150, "{" * 150])
def test_a_hostile_gitignore(write: Write, line: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Patterns made to take long take no long time and print nothing; those beside them count."""
    name = "a" * 200 + ".py"
    project = write({".gitignore": f"own.py\n{line}\n" * 150, name: "", "own.py": ""})
    start = time.perf_counter()

    assert "own.py" not in project.files() or line == "?" * 200
    assert time.perf_counter() - start < 5
    assert capfd.readouterr() == ("", "")


def test_a_home_that_is_a_repository(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps the home folder in git, with all of it ignored, still has projects."""
    project = write({".gitignore": "*\n", ".git/info/exclude": "*\n", "work/app.py": ""})
    monkeypatch.setenv("HOME", str(project.root))
    monkeypatch.setenv("USERPROFILE", str(project.root))

    assert Project(project.root / "work").files() == ("app.py",)


def test_a_project_goes_to_another_process(write: Write) -> None:
    """A pickled project is one of the same folder."""
    project = write({"a.py": "x = 1\n"})

    assert pickle.loads(pickle.dumps(project)).source("a.py") == project.source("a.py")


def test_names_that_cannot_be_printed(write: Write) -> None:
    """Names with line feeds or bytes that are no text are left out: no output could name them."""
    project = write({"a.py": ""})
    if sys.platform == "linux":
        for name in (b"b\nc.py", b"\xff.py", b"\x1b[31m.py"):
            Path(os.fsdecode(os.fsencode(project.root) + b"/" + name)).touch()

    assert project.files() == ("a.py",)
