"""explain, playbooks, and packs of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnose.cli.explain import Framework
from diagnose.model.vocabulary import FRAMEWORKS
from diagnose.playbook import shipped_folder
from tests.cli.program import SAMPLE, call, call_inside

Capsys = pytest.CaptureFixture[str]
OWN = """\
title: The zlorp gave way
summary: The zlorp holds only so much.
severity: error
signatures:
  - name: blimp
    certainty: 0.9
    exception: zlorp.Blimp
causes: []
"""
LOG = b'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nzlorp.Blimp: frobnicated\n'


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with one class."""
    folder = tmp_path / "pack"
    (folder / "classes").mkdir(parents=True)
    (folder / "classes" / "zlorp.yaml").write_text(OWN, encoding="utf-8")
    return folder


def test_explain_class_and_cause() -> None:
    """Both are explained at length, away from the checkout too."""
    for name in ("context-length", "unbounded-history"):
        ended = call("explain", name, cwd=Path("/"))

        assert (ended.status, ended.err) == (0, "")
        assert ended.out.split("\n")[0].endswith(name)


def test_explain_framework(capsys: Capsys) -> None:
    """--framework keeps the fixes of one, under their numbers."""
    out = call_inside(capsys, "explain", "unbounded-history", "--framework", "autogen-0.4").out

    assert "Fix 6: AutoGen 0.4+" in out
    assert ": AutoGen 0.2" not in out


def test_frameworks_are_those_of_the_vocabulary() -> None:
    """What --framework takes is what a remedy may be for."""
    assert [framework.value for framework in Framework] == list(FRAMEWORKS)


def test_list_has_every_class_and_cause(capsys: Capsys) -> None:
    """The catalogue leaves nothing out."""
    out = call_inside(capsys, "playbooks", "list").out
    ids = {path.stem for kind in ("classes", "causes") for path in (shipped_folder() / kind).glob("*.yaml")}

    assert {name for name in ids if name not in out} == set()


def test_show_is_the_file(capsys: Capsys) -> None:
    """The YAML is printed as it stands."""
    file = shipped_folder() / "classes" / "context-length.yaml"

    assert call_inside(capsys, "playbooks", "show", "context-length").out == file.read_text(encoding="utf-8")


def test_schema_is_json(capsys: Capsys) -> None:
    """The schema for editors is one JSON document."""
    assert "$schema" in json.loads(call_inside(capsys, "playbooks", "schema").out)


@pytest.mark.thorough
def test_own_pack_three_ways(pack: Path, tmp_path: Path) -> None:
    """By option, by environment variable, by pyproject.toml."""
    project = tmp_path / "project" / "below"
    project.mkdir(parents=True)
    (tmp_path / "project" / "pyproject.toml").write_text('[tool.autogen-doctor]\nplaybooks = ["../pack"]\n')
    usual = call("diagnose", stdin=LOG, cwd=tmp_path)
    calls = [
        call("diagnose", "--playbooks", pack, stdin=LOG, cwd=tmp_path),
        call("diagnose", stdin=LOG, cwd=tmp_path, AUTOGEN_DOCTOR_PLAYBOOKS=str(pack)),
        call("diagnose", stdin=LOG, cwd=project),
    ]

    assert usual.status == 3
    assert [(ended.status, ended.err) for ended in calls] == [(0, "")] * 3
    assert [ended.out.split("  ")[0] for ended in calls] == ["✗ The zlorp gave way"] * 3


@pytest.mark.thorough
def test_faulty_playbook_is_left_out_and_named(pack: Path) -> None:
    """One bad file stops nothing; it is reported on stderr, with its line."""
    (pack / "classes" / "bad.yaml").write_text("title: x\nnonsense: 1\n", encoding="utf-8")
    ended = call("diagnose", "--playbooks", pack, SAMPLE)

    assert ended.status == 0
    assert "autogen-doctor: playbook left out: " in ended.err
    assert "bad.yaml:2: nonsense:" in ended.err


def test_validate(pack: Path, capsys: Capsys) -> None:
    """A sound pack has status 0; a faulty one 2, every fault at once as file:line: key: what is wrong."""
    sound = call_inside(capsys, "playbooks", "validate", pack)
    (pack / "classes" / "bad.yaml").write_text("title: x\nnonsense: 1\n", encoding="utf-8")
    faulty = call_inside(capsys, "playbooks", "validate", pack)

    assert (sound.status, sound.out, sound.err) == (0, "no faults\n", "")
    assert (faulty.status, faulty.err) == (2, "")
    assert "bad.yaml:2: nonsense:" in faulty.out


@pytest.mark.parametrize(
    "text", ["[tool.autogen-doctor]\nplaybooks = 3\n", "[tool.autogen-doctor\n"], ids=["type", "toml"]
)
def test_faulty_pyproject_is_2(text: str, tmp_path: Path) -> None:
    """A setting that cannot be read is named with its file."""
    (tmp_path / "pyproject.toml").write_text(text)
    ended = call("diagnose", SAMPLE, cwd=tmp_path)

    assert (ended.status, ended.out) == (2, "")
    assert str(tmp_path / "pyproject.toml") in ended.err
    assert "Traceback" not in ended.err
