"""A stranger's playbooks are refused with a sentence or are harmless, in little time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adversary import packs
from tests.adversary.poison import only_text
from tests.cli.program import ROOT, call_inside, environment

if sys.platform == "win32":
    pytest.skip("needs resource limits, pipes and devices", allow_module_level=True)

KINDS = [*packs.SENTENCES, *packs.FOLDERS]
MEMORY = 3 << 30
SECONDS = 60
SLOW = 4.0
"""Seconds of computing that one pack may take; a sane one takes a hundredth. The machine may be slow."""
_CHILD = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from pathlib import Path
from diagnose.playbook.loading import load_from
for place in json.load(sys.stdin):
    began = time.process_time()
    loaded = load_from([(Path(place), place)])
    print(json.dumps([place, time.process_time() - began, list(map(str, loaded.faults))]), flush=True)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, list[str], str]]:
    """For each kind of pack: the seconds that it took, its faults, and a part of what must be said."""
    place = tmp_path_factory.mktemp("packs")
    wanted = {kind: packs.write(kind, place / kind.replace(" ", "-")) for kind in KINDS}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(memory=MEMORY, seconds=SECONDS)],
        input=json.dumps([str(place / kind.replace(" ", "-")) for kind in KINDS]),
        capture_output=True, encoding="utf-8", cwd=ROOT, env=environment(), timeout=300, check=False,
    )  # fmt: skip
    told = {Path(row[0]).name: row for row in map(json.loads, done.stdout.splitlines())}
    missing = [kind for kind in KINDS if kind.replace(" ", "-") not in told]
    assert not missing, f"{missing[0]}: {done.returncode} {done.stderr[-2000:]}"
    return {kind: (told[kind.replace(" ", "-")][1], told[kind.replace(" ", "-")][2], wanted[kind]) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_packs(kind: str, told: dict[str, tuple[float, list[str], str]]) -> None:
    """Each is refused with its place and what is wrong, or does nothing; soon, and within bounded memory."""
    seconds, faults, sentence = told[kind]

    assert seconds < SLOW
    assert [fault for fault in faults if sentence in fault] if sentence else faults == []
    assert all(len(fault) < 2000 for fault in faults)


@pytest.mark.parametrize(
    "kind",
    [
        "name",
        *(
            pytest.param(kind, marks=pytest.mark.thorough)
            for kind in ("escape", "direction", "pipe", "python object", "laughs", "latin-1", "heavy")
        ),
    ],
)
def test_what_the_commands_say_of_them(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Validating, listing and using a hostile pack prints text that does nothing, with the documented status."""
    pack = tmp_path / "pack\x1b]0;evil\x07\nx"
    packs.write(kind, pack)
    calls: tuple[tuple[tuple[str | Path, ...], int], ...] = (
        (("playbooks", "validate", pack), 2),
        (("playbooks", "list", "--playbooks", pack), 0),
        (("explain", "z", "--playbooks", pack), 2),
    )
    for arguments, status in calls:
        ended = call_inside(capsys, *arguments)
        only_text(ended.out)
        only_text(ended.err)
        assert ended.status == status
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("kind", ["escape", "direction", "8 bit", "latin-1", "binary", "pipe", "large", "harmless"])
def test_a_faulty_file_is_shown_as_text(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``playbooks show`` prints what stands in the file, faulty or not, but nothing that acts; or why it cannot."""
    packs.write(kind, tmp_path / "pack")
    ended = call_inside(capsys, "playbooks", "show", "z", "--playbooks", tmp_path / "pack")

    only_text(ended.out.replace("\t", " "))
    only_text(ended.err)
    assert ended.status == (2 if kind in ("pipe", "large") else 0)
    assert bool(ended.out) is (ended.status == 0)
    if kind == "harmless":
        assert ended.out == packs.class_of()
