"""Changed files on the disk."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.fixes.writing import write_change, write_new
from diagnose.model.change import FileChange

CHANGE = FileChange("app.py", b"old\n", b"new\n", (), "safe")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs modes and links of POSIX")


@POSIX
def test_mode_stays_and_nothing_is_left(tmp_path: Path) -> None:
    """The file is another one of the same mode; no other file lies beside it; its time is now."""
    path = tmp_path / "app.py"
    path.write_bytes(b"old\n")
    path.chmod(0o754)
    os.utime(path, (1, 1))

    write_change(tmp_path, CHANGE)

    assert path.read_bytes() == b"new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o754
    assert path.stat().st_mtime > 1000
    assert [one.name for one in tmp_path.iterdir()] == ["app.py"]


def test_what_has_changed_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's change is never written over."""
    (tmp_path / "app.py").write_bytes(b"older\n")

    with pytest.raises(DoctorError, match=r"app\.py has changed since it was read and was left alone"):
        write_change(tmp_path, CHANGE)

    assert (tmp_path / "app.py").read_bytes() == b"older\n"


def test_what_is_gone_is_not_made(tmp_path: Path) -> None:
    """A file that was removed stays removed."""
    with pytest.raises(DoctorError, match=r"app\.py could not be written"):
        write_change(tmp_path, CHANGE)

    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_link_stays_one(tmp_path: Path) -> None:
    """Of a link within the project the target changes."""
    (tmp_path / "real.py").write_bytes(b"old\n")
    (tmp_path / "app.py").symlink_to("real.py")

    write_change(tmp_path, CHANGE)

    assert (tmp_path / "app.py").is_symlink()
    assert (tmp_path / "real.py").read_bytes() == b"new\n"


@POSIX
def test_a_link_that_leaves_the_project(tmp_path: Path) -> None:
    """What lies outside is not written."""
    (tmp_path / "outside.py").write_bytes(b"old\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "app.py").symlink_to("../outside.py")

    with pytest.raises(DoctorError, match=r"app\.py leads out of the project"):
        write_change(project, CHANGE)

    assert (tmp_path / "outside.py").read_bytes() == b"old\n"


@POSIX
def test_a_write_protected_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who protects a file does not want it changed, even where the folder would allow it."""
    path = tmp_path / "app.py"
    path.write_bytes(b"old\n")
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything

    with pytest.raises(DoctorError, match=r"app\.py is write-protected"):
        write_change(tmp_path, CHANGE)

    assert path.read_bytes() == b"old\n"


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full in the middle of it, the file is as it was and nothing is left behind."""
    (tmp_path / "app.py").write_bytes(b"old\n")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(DoctorError, match=r"No space left on device\); it is as it was"):
        write_change(tmp_path, CHANGE)

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("app.py", b"old\n")]


def test_a_patch_is_not_written_over_a_file(tmp_path: Path) -> None:
    """Only by --force."""
    path = tmp_path / "x.patch"
    path.write_bytes(b"mine")

    with pytest.raises(DoctorError, match="is there already: name another file, or add --force"):
        write_new(path, b"patch", force=False)
    assert path.read_bytes() == b"mine"

    write_new(path, b"patch", force=True)
    assert path.read_bytes() == b"patch"
