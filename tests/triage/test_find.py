"""Which files paths stand for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from diagnose.model.lines import Skipped
from diagnose.model.triage import LeftOut
from diagnose.triage.find import Candidate, Found, find
from diagnose.triage.patterns import fits

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(found: Found) -> list[str]:
    return [file.path.replace(os.sep, "/") for file in found.files]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_read_to_the_bottom(here: Path) -> None:
    """Files before folders, each by name, whatever their suffix; what is hidden is counted."""
    made(here, "logs/b.log", "logs/a", "logs/x/c.txt", "logs/x/.cache/d", "logs/.hidden", "logs/.git/e", "logs/w/f.gz")

    assert names(find(["logs"])) == ["logs/a", "logs/b.log", "logs/w/f.gz", "logs/x/c.txt"]
    assert find(["logs"]).left_out == LeftOut(hidden=3)


def test_what_is_named_is_read_hidden_or_not(here: Path) -> None:
    """A file that the user names is a candidate as it is, with its size; the order is that of the command line."""
    made(here, "b.log", ".hidden")

    assert find([".hidden", "b.log"]) == Found((Candidate(".hidden", 7), Candidate("b.log", 5)), (), LeftOut())


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("logs/*.log", ["logs/a.log"]),
        ("*/*.log", ["logs/a.log", "other/a.log"]),
        ("logs/**/*.log", ["logs/a.log", "logs/x/b.log", "logs/x/y/c.log"]),
        ("logs/**/x/*.log", ["logs/x/b.log"]),
        ("**/y/**", ["logs/x/y/c.log"]),
        ("logs/x/[bc].log", ["logs/x/b.log"]),
        ("logs/[a].log", ["logs/[a].log"]),
        ("logs/?", ["logs/x/b.log", "logs/x/y/c.log"]),
    ],
)
def test_patterns_are_expanded(pattern: str, matched: list[str], here: Path) -> None:
    """As the shell would; a file that is called like a pattern goes before; a folder that matches is read whole."""
    made(here, "logs/a.log", "logs/x/b.log", "logs/x/y/c.log", "logs/x/.z/d.log", "other/a.log", "logs/[a].log")
    if matched != ["logs/[a].log"]:
        (here / "logs/[a].log").unlink()

    assert names(find([pattern])) == matched


def test_what_is_not_there_is_said(here: Path) -> None:
    """A wrong name and a pattern without a match are rows, not errors."""
    made(here, "a.log")

    assert find(["", "gone.log", "*.txt", "a.log", "no\0name"]) == Found(
        (Candidate("a.log", 5), Candidate("no\0name")),
        (
            Skipped("", "A path is empty: name a file or a folder."),
            Skipped("gone.log", "gone.log does not exist: check the spelling."),
            Skipped("*.txt", "*.txt matches no file: check the pattern and the folder."),
        ),
        LeftOut(),
    )


def test_a_file_is_read_once(here: Path) -> None:
    """Named twice, or in a folder that is named too."""
    made(here, "logs/a.log", "logs/b.log")
    found = find(["logs/b.log", "logs", "logs/*.log", "logs"])

    assert (names(found), found.left_out) == (["logs/b.log", "logs/a.log"], LeftOut(twice=3))


@ON_POSIX
def test_links_are_followed_in_no_circle(here: Path) -> None:
    """Links to files and folders are followed, each target once; one that leads nowhere is said; none loops."""
    made(here, "logs/a.log", "elsewhere/b.log")
    (here / "logs/link.log").symlink_to("a.log")
    (here / "logs/loop").symlink_to(".")
    (here / "logs/up").symlink_to("..")
    (here / "logs/nowhere").symlink_to("gone")
    (here / "logs/self").symlink_to("self")
    found = find(["logs"])

    assert names(found) == ["logs/a.log", "logs/self", "logs/up/elsewhere/b.log"]
    assert found.unread == (Skipped("logs/nowhere", "logs/nowhere is a link to a file that is not there."),)
    assert names(find(["logs/**/*.log"])) == ["logs/a.log", "logs/up/elsewhere/b.log"]


@ON_POSIX
def test_pipes_in_folders_are_left_out(here: Path) -> None:
    """A pipe in a folder would wait for ever; one that is named is the user's wish."""
    made(here, "logs/a.log")
    os.mkfifo(here / "logs/pipe")

    assert find(["logs"]) == Found((Candidate("logs/a.log", 10, named=False),), (), LeftOut(special=1))
    assert find(["logs/pipe"]).files == (Candidate("logs/pipe", 0, regular=False),)


@ON_POSIX
def test_folders_that_may_not_be_listed_are_said(here: Path) -> None:
    """One sentence; the rest is read."""
    made(here, "logs/a.log", "logs/x/b.log")
    (here / "logs/x").chmod(0)
    try:
        found = find(["logs"])
    finally:
        (here / "logs/x").chmod(0o700)
    if os.geteuid() == 0:
        pytest.skip("root may read everything")

    assert found.unread == (
        Skipped("logs/x", "logs/x could not be listed (Permission denied): check its permissions."),
    )


def test_deep_folders_are_no_matter(here: Path) -> None:
    """Folders below each other, as deep as a path may be."""
    deep = here.joinpath("logs", *["d"] * 800)
    try:
        deep.mkdir(parents=True)
        made(deep, "a.log")
    except OSError:
        pytest.skip("this system takes no such path")

    assert len(find(["logs"]).files) == 1


def test_many_stars_take_no_time() -> None:
    """A pattern of many ``**`` against a long path."""
    assert not fits(["a"] * 2000, [*["**", "a"] * 200, "b"])
