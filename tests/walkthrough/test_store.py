"""Sessions are kept whole, for the user alone, and not for ever."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.walkthrough.console import store
from diagnose.walkthrough.saved import Saved, digest
from tests.walkthrough.scenes import said

RAW = b"a log\n"
PIPED = Saved("1.0", digest(RAW), "case", answers=(said("grows", 1),))
NAMED = replace(PIPED, source="/srv/app/trace.log")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sessions of these tests only."""
    place = tmp_path / "sessions"
    monkeypatch.setattr(store, "folder", lambda: place)
    return place


def test_a_session_comes_back(own_folder: Path) -> None:
    """By its log, by its file's path, as the latest one."""
    store.save(NAMED, RAW)
    assert store.find(NAMED.log) == NAMED
    assert store.find_source("/srv/app/trace.log") == NAMED
    assert store.latest() == NAMED
    assert store.find(digest(b"another")) is None
    assert store.find_source("/srv/app/other.log") is None
    assert [path.suffix for path in own_folder.iterdir()] == [".json"]


def test_a_piped_log_is_kept_with_it_and_goes_with_it(own_folder: Path) -> None:
    """Without the log nobody could go on; afterwards nothing of it stays."""
    store.save(PIPED, RAW)
    assert store.kept_log(PIPED) == RAW
    store.forget(PIPED)
    assert list(own_folder.iterdir()) == []
    assert store.kept_log(PIPED) is None
    store.forget(PIPED)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_only_the_user_can_read_it(own_folder: Path) -> None:
    """The folder and every file in it, whatever the umask says."""
    before = os.umask(0)
    try:
        store.save(PIPED, RAW)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in own_folder.iterdir()}
    assert (stat.S_IMODE(own_folder.stat().st_mode), modes) == (0o700, {0o600})


def test_the_latest_is_the_one_that_was_left_last() -> None:
    """By the time of the file."""
    store.save(NAMED, RAW)
    later = replace(NAMED, log=digest(b"later"))
    store.save(later, b"later")
    os.utime(store.folder() / f"{NAMED.log[:32]}-0.json", (1, 1))
    assert store.latest() == later


def test_old_sessions_are_removed_at_the_next_save(own_folder: Path) -> None:
    """A log should not lie about for ever."""
    store.save(PIPED, RAW)
    old = time.time() - (store.KEPT_DAYS + 1) * 86_400
    for path in own_folder.iterdir():
        os.utime(path, (old, old))
    store.save(replace(NAMED, log=digest(b"new")), b"new")
    assert [path.name for path in own_folder.iterdir()] == [f"{digest(b'new')[:32]}-0.json"]


def test_a_session_that_cannot_be_written_is_an_error(own_folder: Path) -> None:
    """One sentence; nothing half-written stays."""
    own_folder.write_text("a file where the folder should be")
    with pytest.raises(DoctorError, match="the session could not be saved"):
        store.save(NAMED, RAW)


def test_a_failed_write_leaves_the_old_session(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole or not at all."""
    store.save(NAMED, RAW)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DoctorError, match="No space left on device"):
        store.save(replace(NAMED, fault=3), RAW)
    assert store.find(NAMED.log) == NAMED
    assert len(list(own_folder.iterdir())) == 1


def test_a_log_that_is_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a file of the user's own may be larger, for that is not copied."""
    monkeypatch.setattr(store, "LARGEST_LOG", 3)
    with pytest.raises(DoctorError, match="too large to be kept"):
        store.save(PIPED, RAW)
    store.save(NAMED, RAW)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]"])
def test_a_damaged_session_is_an_error(own_folder: Path, content: bytes) -> None:
    """It says what to do; looking for a file's session passes over it."""
    own_folder.mkdir()
    (own_folder / f"{NAMED.log[:32]}-0.json").write_bytes(content)
    with pytest.raises(DoctorError, match="start anew without --resume"):
        store.find(NAMED.log)
    with pytest.raises(DoctorError, match="start anew without --resume"):
        store.latest()
    assert store.find_source("/srv/app/trace.log") is None


def test_no_folder_is_no_session() -> None:
    """Nothing was ever saved."""
    assert store.latest() is None
    assert store.find(NAMED.log) is None


def test_each_fault_of_a_log_has_a_session_of_its_own(own_folder: Path) -> None:
    """The one that was left last is found; forgetting one leaves the other and the log that both need."""
    other = replace(PIPED, fault=1)
    store.save(PIPED, RAW)
    store.save(other, RAW)
    os.utime(own_folder / f"{PIPED.log[:32]}-0.json", (1, 1))
    assert store.find(PIPED.log) == other
    store.forget(other)
    assert store.find(PIPED.log) == PIPED
    assert store.kept_log(PIPED) == RAW


def test_a_damaged_kept_log_is_gone(own_folder: Path) -> None:
    """It cannot be gone on with, and is no crash."""
    store.save(PIPED, RAW)
    path = own_folder / f"{PIPED.log[:32]}.log.gz"
    path.write_bytes(path.read_bytes()[:12] + b"xxxxxxxxxxxx")
    assert store.kept_log(PIPED) is None
