"""All checks together: order, names, what breaks, who the user is."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import examine, examine_in, gpu, node
from diagnose.checks.surroundings import Surroundings
from diagnose.errors import DoctorError
from diagnose.model.checkup import Checked
from diagnose.model.vocabulary import CHECKS
from tests.checks.machine import machine, needs_scripts, program, python_that_says, short, write
from tests.checks.server import serving


@pytest.fixture
def full(tmp_path: Path) -> Surroundings:
    """A machine where every check has something to tell."""
    here = machine(tmp_path)
    program(tmp_path / "bin", "python3", python_that_says((3, 12, 4), "/usr", ("ag2", "0.9.9", True, "")))
    program(tmp_path / "bin", "node", "echo v20.1.0")
    program(tmp_path / "bin", "nvidia-smi", "[ ${#1} -gt 50 ] || echo '0, NVIDIA L4, 1000, 10'")
    write(here.folder / "package-lock.json", '{"packages": {}}')
    write(here.root / "proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 500 kB\n")
    write(here.root / "proc/self/cgroup", "0::/\n")
    group = {"max": "100000", "current": "100", "peak": "2000", "events": "oom_kill 0\n"}
    for name, text in group.items():
        write(here.root / "sys/fs/cgroup" / f"memory.{name}", text)
    return here


@needs_scripts
def test_every_check_tells_all_that_the_vocabulary_names(full: Surroundings) -> None:
    """In the vocabulary's order of checks, under its names, each once, and no other."""
    models = {
        "GET /v1/models": {"data": [{"id": "m", "owned_by": "llamacpp", "meta": {"n_ctx_train": 10}}]},
        "GET /props": {"default_generation_settings": {"n_ctx": 5}},
    }
    with serving(models) as asked:
        named = replace(full, ports=(), base_urls=(f"http://127.0.0.1:{asked.port}/v1",), python="python3")
        write(named.folder / "autogen.py", "")
        checked = examine_in(named, None)
    found = [(one.check, name) for one in checked for name, _ in one.findings]

    assert sorted(found) == sorted((check, name) for check, names in CHECKS.items() for name in names)
    assert [check for check, _ in dict.fromkeys(found)] == [check for check, names in CHECKS.items() for _ in names]


def test_checks_by_name(tmp_path: Path) -> None:
    """Those that are named, in that order, each once; a name of another version was not checked."""
    checked = examine_in(machine(tmp_path), ["gpu", "later", "node", "gpu"])

    assert short(checked) == [
        ("not checked", "GPU", "There is no nvidia-smi on PATH."),
        ("not checked", "later", "This version has no check of this name."),
        ("not checked", "Node", "There is no node on PATH."),
    ]
    assert examine_in(machine(tmp_path), []) == ()


def test_python_is_asked_only_for_what_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other checks start none."""
    monkeypatch.setattr("diagnose.checks.interpreter.find_interpreter", lambda _: pytest.fail("asked"))

    assert len(examine_in(replace(machine(tmp_path), python="gone"), ["node"])) == 1


def test_broken_check_was_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are as ever; the kind of error and our line are told, not its message, which may hold anything."""

    def broken(_: Surroundings) -> tuple[Checked, ...]:
        raise KeyError("hunter2")

    monkeypatch.setattr(gpu, "check", broken)
    monkeypatch.setattr(node, "locked_packages", broken)
    seen = short(examine_in(machine(tmp_path), ["gpu", "node", "memory"]))

    assert [(*one[:2], re.sub(r"\d+", "N", one[2])) for one in seen[:2]] == [
        ("not checked", "gpu", "The check broke: KeyError in __init__.py, line N."),
        ("not checked", "node", "The check broke: KeyError in node.py, line N."),
    ]
    assert seen[2][1] == "Memory"


def test_settings_are_not_printed(tmp_path: Path) -> None:
    """A traceback that shows the surroundings shows no value of a setting."""
    assert "hunter2" not in repr(machine(tmp_path, PASSWORD="hunter2"))


def test_wrong_python_ends_it() -> None:
    """It is the one thing that is raised."""
    with pytest.raises(DoctorError):
        examine(["python"], python="nowhere/python")


@needs_scripts
def test_nobody_is_named(tmp_path: Path) -> None:
    """Neither the home folder nor the user's name stands in any path, wherever it came from."""
    here = machine(tmp_path, USER="janedoe")
    home = here.environment["HOME"]
    settings = {**here.environment, "VIRTUAL_ENV": f"{home}/gone", "PATH": f"{tmp_path}/janedoe/bin"}
    program(tmp_path / "janedoe" / "bin", "node", "exit 1")
    program(tmp_path / "janedoe" / "bin", "python3", python_that_says((3, 12, 4), f"{home}/env"))
    models = {"GET /v1/models": {"data": [{"id": f"{home}/models/qwen", "max_model_len": 5}]}}
    with serving(models) as asked:
        checked = examine_in(replace(here, environment=settings, ports=(asked.port,)), None)

    assert home not in repr(checked)
    assert "janedoe" not in repr(checked)
    assert dict(checked[0].details)["interpreter"] == "~/env/bin/python"
    assert dict(checked[-1].details)["OpenAI API"].endswith(": ~/models/qwen, window 5 tokens")


@needs_scripts
def test_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing breaks."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    try:
        checked = examine(["python", "packages", "node", "memory"])
    finally:
        os.chdir(tmp_path)

    assert not [one for one in checked if "broke" in one.summary]
