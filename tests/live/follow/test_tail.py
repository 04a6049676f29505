"""A real file that grows, is renamed, cut off, taken away and put back."""

from __future__ import annotations

import gzip
import os
import sys
import time
from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.live.follow.tail import AT_ONCE, Chunk, Tail

FIRST = b"2025-01-01 12:00:00 INFO the first line of the file, long enough to be known again\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed there")


class Reader:
    """What a tail has read since it was asked last, with its changes in between, as one text."""

    def __init__(self, path: Path, hold: bool = True) -> None:
        self.tail = Tail(str(path), hold)
        self._name = str(path)

    def read(self) -> str:
        """Poll until there is nothing more."""
        told = []
        while (happened := self.tail.poll()) is not None:
            if isinstance(happened, Chunk):
                told.append(happened.data.decode())
            else:
                told.append(f"<{happened.sentence.removeprefix(self._name).strip()}{'*' if happened.anew else ''}>")
        return "".join(told)


REPLACED = "<was replaced: reads the new file from its start*>"
CUT = "<was cut off: reads it from its start*>"


def add(path: Path, text: str) -> None:
    """As a program does that appends."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture(params=[True, False], ids=["held", "let-go"])
def hold(request: pytest.FixtureRequest) -> bool:
    """Whether the file stays open between two looks; on Windows it must not."""
    return bool(request.param)


def test_a_file_grows(tmp_path: Path, hold: bool) -> None:
    """What is there already is old, what comes is not; nothing is read twice, large pieces come in parts."""
    path = tmp_path / "app.log"
    path.write_bytes(FIRST * 5000)
    os.utime(path, (time.time() - 3600,) * 2)
    tail = Tail(str(path), hold)
    chunks = [tail.poll(), tail.poll()]
    assert all(isinstance(chunk, Chunk) and chunk.old and len(chunk.data) <= AT_ONCE for chunk in chunks)
    assert all(isinstance(chunk, Chunk) and 3600 < chunk.age < 3700 for chunk in chunks)
    assert b"".join(chunk.data for chunk in chunks if isinstance(chunk, Chunk)) == FIRST * 5000
    assert tail.poll() is None
    add(path, "more\n")

    assert (tail.poll(), tail.poll()) == (Chunk(b"more\n", old=False), None)


def test_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    """It is waited for, which is said once; all of it is new."""
    path = tmp_path / "app.log"
    reader = Reader(path)
    assert reader.read() == "<does not exist yet: waits for it>"
    assert reader.read() == ""
    add(path, "one\n")
    assert reader.read() == "<is there: reads it from its start*>one\n"


def test_renamed_and_created_anew(tmp_path: Path) -> None:
    """The end of the old file is read first, also what is written to it before the new one is used."""
    path = tmp_path / "app.log"
    add(path, "one\n")
    reader = Reader(path)
    assert reader.read() == "one\n"
    old = path.rename(tmp_path / "app.log.1")
    add(old, "two\n")
    assert reader.read() == "two\n<is gone: waits for it to come back>"
    path.touch()
    add(old, "three\n")
    assert reader.read() == "three\n"
    add(path, "four\n")
    add(old, "late\n")
    assert reader.read() == f"late\n{REPLACED}four\n"
    add(path, "five\n")
    assert reader.read() == "five\n"


def test_renamed_more_than_once_between_two_looks(tmp_path: Path) -> None:
    """Generations that were never seen under the name are read too, in their order, each once; no other file is."""
    path, first, second = tmp_path / "app.log", tmp_path / "app.log.1", tmp_path / "app.log.2"
    for number, name in enumerate(("app.log.1", "app.log", "app.log.1.lock", "app.log.err")):
        add(tmp_path / name, f"{name}\n")
        os.utime(tmp_path / name, ns=(number, number))
    reader = Reader(path)
    assert reader.read() == "app.log\n"
    for text in ("one\n", "two\n", "three\n"):
        if first.exists():
            first.rename(second)
        path.rename(first)
        add(path, text)
        time.sleep(0.01)
    assert reader.read() == f"{REPLACED}one\n{REPLACED}two\n{REPLACED}three\n"
    assert reader.read() == ""


def test_renamed_where_the_file_is_not_held(tmp_path: Path) -> None:
    """The new file is read from its start; what the old one got since the last look is lost."""
    path = tmp_path / "app.log"
    add(path, "one\n")
    reader = Reader(path, hold=False)
    assert reader.read() == "one\n"
    path.rename(tmp_path / "app.log.1")
    assert reader.read() == "<is gone: waits for it to come back>"
    add(path, "two\n")
    assert reader.read() == f"{REPLACED}two\n"


def test_cut_off_and_written_again(tmp_path: Path, hold: bool) -> None:
    """copytruncate: seen whether the file is still shorter, as long, or longer again; also with a hole at its start."""
    path = tmp_path / "app.log"
    path.write_bytes(FIRST)
    reader = Reader(path, hold)
    assert reader.read() == FIRST.decode()
    path.write_bytes(b"short\n")
    assert reader.read() == f"{CUT}short\n"
    same = b"other\n"
    path.write_bytes(same)
    os.utime(path, ns=(1, 1))
    assert reader.read() == f"{CUT}other\n"
    path.write_bytes(b"a longer file\n")
    assert reader.read() == f"{CUT}a longer file\n"
    with path.open("r+b") as file:
        file.truncate(0)
        file.seek(14)
        file.write(b"after the hole\n")
    assert reader.read().replace("\0", "") == f"{CUT}after the hole\n"


def test_taken_away_and_put_back(tmp_path: Path, hold: bool) -> None:
    """The same file under its name again: nothing is read twice, nothing is lost."""
    path = tmp_path / "app.log"
    add(path, "one\n")
    reader = Reader(path, hold)
    assert reader.read() == "one\n"
    away = path.rename(tmp_path / "away")
    assert reader.read() == "<is gone: waits for it to come back>"
    add(away, "two\n")
    away.rename(path)
    assert sorted(filter(None, reader.read().replace("<", "\n<").split("\n"))) == ["<is back>", "two"]
    add(path, "three\n")
    assert reader.read() == "three\n"


def test_removed_and_written_anew(tmp_path: Path) -> None:
    """A file that was removed is read on while its program writes to it, until another one takes its place."""
    path = tmp_path / "app.log"
    add(path, "one\n")
    reader = Reader(path)
    assert reader.read() == "one\n"
    with path.open("a", encoding="utf-8") as program:
        path.unlink()
        program.write("two\n")
        program.flush()
        assert reader.read() == "two\n<is gone: waits for it to come back>"
        add(path, "three\n")
        assert reader.read() == f"{REPLACED}three\n"


def test_a_link_that_leads_elsewhere(tmp_path: Path) -> None:
    """As with containers' logs: the name stays, what it leads to is another file."""
    first, second, path = tmp_path / "0.log", tmp_path / "1.log", tmp_path / "app.log"
    add(first, "one\n")
    add(second, "two\n")
    path.symlink_to(first)
    reader = Reader(path)
    assert reader.read() == "one\n"
    path.unlink()
    path.symlink_to(second)
    assert reader.read() == f"{REPLACED}two\n"


def test_what_cannot_be_followed(tmp_path: Path) -> None:
    """A folder, a compressed file and a picture are refused in a sentence."""
    packed, picture = tmp_path / "a.log.gz", tmp_path / "a.png"
    packed.write_bytes(gzip.compress(FIRST))
    picture.write_bytes(b"\x89PNG" + FIRST)
    for path, words in ((tmp_path, "is a directory"), (packed, "compressed with gzip"), (picture, "a PNG image")):
        with pytest.raises(DoctorError, match=words):
            Tail(str(path)).poll()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """It is waited for like one that is not there."""
    path = tmp_path / "app.log"
    add(path, "one\n")
    path.chmod(0)
    reader = Reader(path)
    assert reader.read() == "<may not be read by this user: waits until it may>"
    path.chmod(0o600)
    assert reader.read() == "<is there: reads it from its start*>one\n"
