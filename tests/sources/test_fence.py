"""What is never opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from diagnose.sources import Project
from diagnose.sources.fence import Fence
from tests.sources.conftest import Write, frame

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made as on POSIX")

HOSTILE = [
    "/etc/passwd", "../outside.py", "../../x.py", "a/../../outside.py", "/dev/zero", "/dev/stdin", "a\0b.py", "a\nb.py",
    "", ".", "..", "/", "x" * 5000 + ".py", "a/" * 3000 + "x.py", "\\\\server\\share\\outside.py", "C:\\outside.py",
    "file:///etc/passwd", "file://%2e%2e/outside.py", "file:///%00/x.py", "..\\outside.py", "~/outside.py", "pipe.py",
    "link.py", "folder/outside.py", "loop.py", "<stdin>", "CON", "app.py:stream", "http://x/../outside.py",
    "a\ud800.py",
]  # fmt: skip


@pytest.fixture
def hostile(write: Write, tmp_path: Path) -> Project:
    """A project with links that lead out of it, a pipe and a loop, and a file beside it."""
    project = write({"app.py": "x = 1\n"})
    (tmp_path / "outside.py").write_text("secret = 1\n")
    (project.root / "link.py").symlink_to(tmp_path / "outside.py")
    (project.root / "folder").symlink_to(tmp_path)
    (project.root / "loop.py").symlink_to("loop.py")
    os.mkfifo(project.root / "pipe.py")
    return project


@posix
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_outside_is_opened(hostile: Project, name: str, opened: set[tuple[int, int]]) -> None:
    """Whatever a log names, no file outside the project is opened, and nothing that is no regular file."""
    for given in (name, f"{hostile.root}/{name}"):
        assert hostile.source(given) is None
        assert hostile.read(given) is None
        assert hostile.resolve(frame(given, 1)) is None

    assert opened <= _identities(hostile.root)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[tuple[int, int]]:
    """The files and folders that the fence opens from now on."""
    found: set[tuple[int, int]] = set()
    real = os.open

    def watched(path: str, *rest: int, **named: int) -> int:
        number = real(path, *rest, **named)
        status = os.fstat(number)
        found.add((status.st_dev, status.st_ino))
        return number

    monkeypatch.setattr("diagnose.sources.fence.os.open", watched)
    return found


def _identities(root: Path) -> set[tuple[int, int]]:
    """The regular files and folders that lie in a folder."""
    found = [root, *(Path(above, name) for above, *names in os.walk(root) for held in names for name in held)]
    there = [path.lstat() for path in found if not path.is_symlink() and (path.is_file() or path.is_dir())]
    return {(status.st_dev, status.st_ino) for status in there}


@posix
def test_the_walk_stays_inside(hostile: Project) -> None:
    """Links, pipes and loops are not walked."""
    assert hostile.files() == ("app.py",)


@posix
def test_links_inside_are_followed(write: Write) -> None:
    """A link to a file or a folder of the same project is read, once, under the name that was asked for."""
    project = write({"real/app.py": "x = 1\n"})
    (project.root / "alias").symlink_to("real")
    (project.root / "app.py").symlink_to("alias/app.py")

    assert [source and source.text for source in map(project.source, ("app.py", "alias/app.py"))] == ["x = 1\n"] * 2
    assert project.files() == ("real/app.py",)
    assert project.files([project.root / "app.py"]) == ("real/app.py",)


@posix
@pytest.mark.parametrize("swapped", ["app.py", "pkg"])
def test_a_link_that_is_swapped_in(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: str) -> None:
    """A file or folder that becomes a link between looking and opening is not followed out of the project."""
    project = write({"app.py": "x = 1\n", "pkg/app.py": "x = 1\n"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "app.py").write_text("secret = 1\n")
    real = os.open

    def late(path: str, flags: int, **named: int) -> int:
        if path == swapped:
            kept = project.root / swapped
            if not kept.is_symlink():
                kept.rename(tmp_path / "moved")
                kept.symlink_to(outside / "app.py" if swapped == "app.py" else outside)
        return real(path, flags, **named)

    monkeypatch.setattr("diagnose.sources.fence.os.open", late)

    assert project.read("app.py" if swapped == "app.py" else "pkg/app.py") is None


@pytest.mark.parametrize("by_folder", [True, False])
def test_both_ways_to_open(write: Write, monkeypatch: pytest.MonkeyPatch, by_folder: bool) -> None:
    """Where folders cannot be opened, as on Windows, the same files are read and the same are not."""
    project = write({"pkg/app.py": b"x = 1\n", "pkg/large.py": b"#" * (1 << 20) + b"\n", "app.py": b""})
    if not by_folder:
        monkeypatch.setattr("diagnose.sources.fence._BY_FOLDER", False)
    elif sys.platform == "win32":
        pytest.skip("Windows cannot")
    fence = Fence(str(project.root))
    if sys.platform != "win32":
        (project.root / "link.py").symlink_to("/etc/hostname")
        os.mkfifo(project.root / "pkg" / "pipe.py")

    paths = ("pkg/app.py", "pkg/large.py", "app.py", "pkg", "pkg/none.py", "link.py", "pkg/pipe.py", "app.py/x")
    assert [fence.read(tuple(path.split("/")), 1 << 20) for path in paths] == [b"x = 1\n", None, b"", *[None] * 5]
    assert fence.entries(()) == [("app.py", False), ("pkg", True)]
    assert fence.entries(("pkg",)) == [("app.py", False), ("large.py", False)]
    assert fence.entries(("none",)) == fence.entries(("app.py",)) == []


@posix
def test_nothing_stays_open(write: Write) -> None:
    """Whatever comes of it, no file stays open."""
    project = write({"a/b/app.py": "x = 1\n"})
    (project.root / "a" / "link").symlink_to("/etc")
    before = sum(1 for _ in Path("/dev/fd").iterdir())
    for path in ("a/b/app.py", "a/b/none.py", "a/link/passwd", "a/b", "a/b/app.py/x", "x/y"):
        project.read(path)
    project.files()

    assert sum(1 for _ in Path("/dev/fd").iterdir()) == before
