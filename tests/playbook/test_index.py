"""Playbooks that were read once come back from their index as they were read; whatever is no such index is ignored."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose import knowledge
from diagnose.knowledge import compiled, known
from diagnose.playbook import cache, index, load, loading, shipped_folder
from diagnose.playbook.index import decoded, encoded, stamp
from diagnose.playbook.loaded import Fault, Loaded
from tests.cli.program import ROOT, SAMPLE, environment

LOADED = load()
MARK = stamp(b"test")
DATA = encoded(LOADED, MARK)
CLASS = (shipped_folder() / "classes" / "content-filter.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache" / "playbooks")
    return tmp_path / "cache" / "playbooks"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each time that YAML is read."""
    seen: list[int] = []
    real = loading.load_packs

    def counted(*arguments: object) -> Loaded:
        seen.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "load_packs", counted)
    return seen


def pack(folder: Path, title: str = "The provider's filter refused it") -> Path:
    """A pack that replaces a class, and has a file with a fault."""
    (folder / "classes").mkdir(parents=True, exist_ok=True)
    text = CLASS.replace(CLASS.partition("title: ")[2].partition("\n")[0], title)
    (folder / "classes" / "content-filter.yaml").write_text(text, encoding="utf-8")
    (folder / "classes" / "broken.yaml").write_text("title: 3\n", encoding="utf-8")
    return folder


def title_of(loaded: Loaded) -> str:
    """The title of the class that the pack replaces."""
    return next(one.title for one in loaded.playbooks.playbooks if one.id == "content-filter")


def test_index_equals_yaml() -> None:
    """What an index holds is what the YAML says, to the last digit and type."""
    back = decoded(DATA, MARK)

    assert back == LOADED
    assert repr(back) == repr(LOADED)


def test_compiled_index_equals_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[int]) -> None:
    """A package with a compiled index gives from it what a checkout reads, and reads no YAML."""
    installed = tmp_path / "playbooks"
    subprocess.run(["cp", "-r", str(shipped_folder()), str(installed)], check=True)
    (installed / "compiled.index").write_bytes(compiled(installed))
    monkeypatch.setattr(knowledge, "shipped_folder", lambda: installed)
    reads.clear()

    assert known() == LOADED
    assert not reads


def test_stale_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiled index beside playbooks that somebody changed is not believed."""
    installed = tmp_path / "playbooks"
    subprocess.run(["cp", "-r", str(shipped_folder()), str(installed)], check=True)
    (installed / "compiled.index").write_bytes(compiled(installed))
    pack(installed, "Another title")
    (installed / "classes" / "broken.yaml").unlink()
    monkeypatch.setattr(knowledge, "shipped_folder", lambda: installed)

    assert title_of(known()) == "Another title"


@settings(deadline=None)
@given(st.data())
def test_damaged_index(data: st.DataObject) -> None:
    """An index that was cut or changed anywhere is none."""
    at = data.draw(st.integers(0, len(DATA) - 1))
    if data.draw(st.booleans()):
        damaged = DATA[:at]
    else:
        damaged = DATA[:at] + bytes([DATA[at] ^ data.draw(st.integers(1, 255))]) + DATA[at + 1 :]

    assert decoded(damaged, MARK) is None


def test_foreign_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of other files, of another version or of other values is none."""
    assert decoded(DATA, stamp(b"other")) is None
    with monkeypatch.context() as patch:
        patch.setattr(index, "__version__", "99.0")
        assert decoded(DATA, stamp(b"test")) is None
    monkeypatch.setattr(index, "declared", lambda: "other fields")
    assert decoded(DATA, stamp(b"test")) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xc1", b"[]", b"{}", b"3", b"null", b"[" * 100_000, b'{"playbooks": 3}', b"cos\nsystem\n(S'x'\ntR.",
        b'{"playbooks": {"playbooks": [], "causes": []}, "faults": "words"}',
        b'{"playbooks": {"playbooks": [], "causes": [], "__class__": "os.system"}}',
        b'{"playbooks": {"playbooks": [], "causes": [], "exceptions": [{"name": "E", "role": "os"}]}}',
    ],
)  # fmt: skip
def test_strange_index(body: bytes) -> None:
    """An index in order from outside but with anything else inside is none; nothing in it is ever executed."""
    strange = encoded(LOADED, MARK)[: index._HEAD - 4] + crc32(body).to_bytes(4, "little") + body

    assert decoded(strange, MARK) is None


def test_cache(tmp_path: Path, place: Path, reads: list[int]) -> None:
    """A pack is read once; its faults and remarks are told each time."""
    folder = pack(tmp_path / "pack")
    expected = load([folder])
    reads.clear()

    first, second = known([folder]), known([folder])

    assert first == second == expected
    assert len(reads) == 1
    assert [fault.key for fault in second.faults] == ["severity", "signatures", "summary"]
    wrong = "replaces the class content-filter of playbooks/classes/content-filter.yaml"
    assert second.remarks == (Fault(f"{folder}/classes/content-filter.yaml", 1, "", wrong),)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (place, *place.iterdir())] == [0o700, 0o600]


def test_edits_are_seen_at_once(tmp_path: Path, reads: list[int]) -> None:
    """A change in a pack counts with the next call, also one of the same length in the same moment."""
    folder = pack(tmp_path / "pack", "One title")
    file = folder / "classes" / "content-filter.yaml"
    before = file.stat()

    assert title_of(known([folder])) == "One title"
    file.write_text(file.read_text(encoding="utf-8").replace("One title", "Two title"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert title_of(known([folder])) == "Two title"
    (folder / "classes" / "broken.yaml").unlink()
    assert known([folder]).faults == ()
    assert len(reads) == 3


@pytest.mark.thorough
def test_order_of_packs_counts(tmp_path: Path) -> None:
    """The same packs in another order are other playbooks."""
    one, two = pack(tmp_path / "one", "One title"), pack(tmp_path / "two", "Two title")

    assert [title_of(known(order)) for order in ([one, two], [two, one])] == ["Two title", "One title"]


@pytest.mark.parametrize(
    "damage", [b"garbage", *(pytest.param(one, marks=pytest.mark.thorough) for one in (b"", DATA, DATA[:-1]))]
)
def test_damaged_cache(tmp_path: Path, place: Path, reads: list[int], damage: bytes) -> None:
    """What stands in the cache and is no index of these files is read anew, and written anew."""
    folder = pack(tmp_path / "pack")
    expected = known([folder])
    (file,) = place.iterdir()
    sound = file.read_bytes()
    file.write_bytes(damage)

    assert known([folder]) == expected
    assert len(reads) == 2
    assert file.read_bytes() == sound


@pytest.mark.thorough
def test_cache_that_is_gone_or_closed(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, every call reads the YAML, and says nothing of it."""
    folder = pack(tmp_path / "pack")
    expected = load([folder])
    place.parent.mkdir(parents=True)
    place.write_text("a file where the folder should be")

    assert known([folder]) == expected
    place.unlink()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert known([folder]) == expected
    assert not place.exists()


def test_cache_is_written_whole(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves no half index, and nothing else."""
    folder = pack(tmp_path / "pack")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    assert known([folder]) == load([folder])
    assert list(place.iterdir()) == []


def test_cache_stays_small(tmp_path: Path, place: Path) -> None:
    """Of the indexes that pile up while a pack is written the youngest are kept."""
    place.mkdir(parents=True)
    for age in range(cache.KEPT + 5):
        (place / f"{age}.index").write_bytes(b"")
        os.utime(place / f"{age}.index", (age, age))
    known([pack(tmp_path / "pack")])

    assert len(list(place.iterdir())) == cache.KEPT
    assert not (place / "5.index").exists()


@pytest.mark.thorough
def test_nobody_is_asked_for_yaml(tmp_path: Path) -> None:
    """The second call of the program with a pack loads no YAML parser, and says the same, faults too."""
    folder = pack(tmp_path / "pack")
    script = (
        "import sys\n"
        "from diagnose.cli.boundary import run\n"
        f"run(['diagnose', {str(SAMPLE)!r}, '--playbooks', {str(folder)!r}])\n"
        "print('yaml' in sys.modules)"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT,
            env=environment(XDG_CACHE_HOME=str(tmp_path)),
        )
        for _ in range(2)
    ]  # fmt: skip

    assert [done.stdout.splitlines()[-1] for done in told] == ["True", "False"]
    assert told[0].stdout.splitlines()[:-1] == told[1].stdout.splitlines()[:-1]
    assert told[0].stderr == told[1].stderr
    assert "broken.yaml:1: summary:" in told[1].stderr
