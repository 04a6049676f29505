"""Many processes."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from diagnose.model.playbook import PlaybookSet
from diagnose.pipeline import Progress
from diagnose.triage import pool
from diagnose.triage.find import Candidate
from diagnose.triage.reading import Outcome, read
from tests.corpus import known

FORKS = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="what a test puts in the way is inherited by forks only"
)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any work is worth other processes."""
    monkeypatch.setattr(pool, "_WORTH_A_POOL", 0)


def logs(folder: Path, *names: str) -> list[Candidate]:
    for name in names:
        (folder / name).write_text(f"step\nKeyError: '{name}'\n", encoding="utf-8")
    return [Candidate(str(folder / name), (folder / name).stat().st_size) for name in names]


def test_few_files_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of small logs is read by the process itself, however many are allowed."""
    monkeypatch.setattr(pool, "workers", None)

    assert [one.read for one in pool.outcomes(logs(tmp_path, "a", "b"), known(), 8, lambda _: None)] == [True, True]


@pytest.mark.usefixtures("always")
def test_order_and_progress(tmp_path: Path) -> None:
    """What comes out is in the order of the files; the bytes that are told rise up to all of them."""
    files = logs(tmp_path, *"cbadefgh")
    told: list[int] = []
    found = pool.outcomes(files, known(), 2, told.append)

    assert found == [read(file, known()) for file in files]
    assert (told == sorted(told), told[-1]) == (True, sum(file.size for file in files))
    assert multiprocessing.active_children() == []


@FORKS
@pytest.mark.usefixtures("always")
def test_a_file_that_kills_its_process_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when memory runs out: that file is a row, every other one is read."""

    def deadly(file: Candidate, known: PlaybookSet, progress: Progress | None = None) -> Outcome:
        if file.path.endswith("bad"):
            os._exit(9)
        return read(file, known, progress)

    files = logs(tmp_path, "a", "b", "bad", "c", "d", "e", "f")
    monkeypatch.setattr(pool, "read", deadly)
    found = pool.outcomes(files, known(), 2, lambda _: None)

    assert [one.read for one in found] == [True, True, False, True, True, True, True]
    assert [skip.reason.replace(str(tmp_path), "") for one in found for skip in one.unread] == [
        "/bad ended the process that read it, as when memory runs out: cut out the part around the error."
    ]


def test_a_fault_of_ours_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that makes the program fail is a row that says so."""

    def failing(*_: object) -> None:
        raise ZeroDivisionError("no")

    monkeypatch.setattr("diagnose.triage.reading.diagnose_file", failing)
    (file,) = logs(tmp_path, "a")

    assert [skip.reason for skip in read(file, known()).unread] == [
        f"{file.path} makes autogen-doctor itself fail (ZeroDivisionError: no): please report it."
    ]


@FORKS
@pytest.mark.usefixtures("always")
def test_an_interruption_leaves_no_process(tmp_path: Path) -> None:
    """Whatever ends the reading ends the processes."""

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.outcomes(logs(tmp_path, *"abcdefgh"), known(), 2, interrupted)

    assert multiprocessing.active_children() == []
