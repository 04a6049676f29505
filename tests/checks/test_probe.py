"""What a real Python tells of the packages in its environment, whose metadata is written by hand."""

from __future__ import annotations

import ast
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import packages
from diagnose.checks.interpreter import find_interpreter
from diagnose.checks.probe import SCRIPT, Facts, ask
from tests.checks.machine import (
    Environment,
    environment_of,
    install,
    machine,
    needs_scripts,
    program,
    short,
    write,
)
from tests.checks.machine import python_that_says as says

GIVES = "autogen/__init__.py"
NONE = {"autogen_providers": 0, "autogen_shadowed": 0, "autogen_versions": 0, "package_conflicts": 0}


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    return Environment(tmp_path)


def test_providers_are_known_by_their_files(env: Environment) -> None:
    """Whatever they are called, those whose RECORD lists the module provide it, and no others."""
    providing: list[tuple[str, ...]] = [
        (GIVES,),
        ("autogen.py",),
        ("autogen/__init__.cpython-311-x86_64-linux-gnu.so",),
        ("autogen/__init__.pyd",),
        (f'"{GIVES}"',),
    ]
    others: list[tuple[str, ...]] = [
        ("autogen_core/__init__.py",),
        ("autogen/data.json", "autogen/contrib/__init__.py"),
        ("lib/autogen.py",),
        ("my_autogen/__init__.py", "tests/autogen/__init__.py"),
    ]
    for number, files in enumerate(providing):
        install(env.site, f"fork-{number}", "2.0", *files)
    for number, files in enumerate(others):
        install(env.site, f"autogen-{number}", "2.0", *files, top_level__txt="autogen\n")

    assert env.check()[0].details == (("AutoGen", "fork-0 2.0, fork-1 2.0, fork-2 2.0, fork-3 2.0, fork-4 2.0"),)


def test_providers_in_their_other_forms(env: Environment, tmp_path: Path) -> None:
    """Old metadata without a RECORD, and the three ways of an editable install."""
    write(tmp_path / "hatch" / "autogen" / "__init__.py", "")
    write(tmp_path / "finder" / "autogen" / "__init__.py", "")
    install(env.site, "old", "0.1", top_level__txt="autogen\nother\n")
    install(env.site, "hatch", "0.2", "_hatch.pth", "hatch.dist-info/METADATA")
    write(env.site / "_hatch.pth", f"{tmp_path / 'hatch'}\n")
    install(env.site, "finder", "0.3", "__editable__.finder-0.3.pth", "__editable___finder_0_3_finder.py")
    write(env.site / "__editable__.finder-0.3.pth", "pass\n")
    write(
        env.site / "__editable___finder_0_3_finder.py", f"MAPPING = {{'autogen': {str(tmp_path / 'finder/autogen')!r}}}"
    )
    install(env.site, "unseen", "0.4", "__editable__.unseen-0.4.pth", top_level__txt="autogen\n")
    (problem,) = env.check()[1:]

    assert problem.summary == (
        "finder 0.3, hatch 0.2, old 0.1, unseen 0.4 write to the same files; which of them is imported is chance."
    )


def test_damaged_metadata_costs_only_itself(env: Environment) -> None:
    """No name, no text, remains of a removal: they are left out, the rest is told."""
    (env.site / "nameless-1.0.dist-info").mkdir()
    (env.site / "binary-1.0.dist-info").mkdir()
    (env.site / "binary-1.0.dist-info" / "METADATA").write_bytes(b"\xff\xfe\x00")
    write(env.site / "~penai-1.0.dist-info" / "METADATA", "Name: openai\nVersion: 1.0\n")
    (env.site / "loop.dist-info").symlink_to("loop.dist-info")
    install(env.site, "gone", "1", "gone.pth")
    install(env.site, "openai", "1.99.9")
    install(env.site, "ag2", "0.9.9", GIVES)

    assert env.check()[0].details == (("AutoGen", "ag2 0.9.9"), ("clients", "openai 1.99.9"))


def test_packages_beside_the_environment_count(env: Environment, tmp_path: Path) -> None:
    """What PYTHONPATH adds is seen, and goes before what the environment has."""
    install(tmp_path / "more", "openai", "1.2.3")
    install(env.site, "openai", "1.99.9")
    path = os.pathsep.join(["relative", str(tmp_path / "more")])
    env.machine = replace(env.machine, environment={**env.machine.environment, "PYTHONPATH": path})

    assert env.check()[0].details == (("clients", "openai 1.2.3"),)


def test_nothing_of_the_users_is_imported(env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules named like those of the standard library, in the working folder or installed, are not run.

    What the environment itself runs whenever its Python starts leaves no trace either.
    """
    monkeypatch.chdir(env.machine.folder)
    write(env.site / "starts.py", "")
    write(env.site / "starts.pth", "import starts\n")
    for folder in (env.machine.folder, env.site):
        for name in ("json", "platform", "autogen", "sitecustomize_", "importlib_metadata"):
            write(folder / f"{name}.py", f"open({str(tmp_path / 'ran')!r}, 'w')")
    install(env.site, "ag2", "0.9.9", "autogen.py")
    env.check()

    assert not (tmp_path / "ran").exists()
    assert list(env.site.glob("__pycache__")) == []


@needs_scripts
def test_python_too_old_to_tell(tmp_path: Path) -> None:
    """Below 3.8 there is no list of packages."""
    here = machine(tmp_path)
    program(
        tmp_path / "bin", "python3", says((3, 7, 0), "/usr").replace('"distributions": []', '"distributions": null')
    )

    assert short(packages.check(here, find_interpreter(here))) == [
        ("not checked", "Python packages", "This Python is too old to list its packages; 3.8 can.")
    ]


@needs_scripts
def test_answers_of_a_strange_python(tmp_path: Path) -> None:
    """Lines before the answer are passed over; values of a wrong type are not taken."""
    here = machine(tmp_path)
    good = says((3, 12, 0), "/usr", ("ag2", "0.9.9", True, ""))
    program(tmp_path / "bin", "python3", f"echo '[1,'; {good.replace('[[', '[7, [1, 2], [')}")

    assert packages.check(here, find_interpreter(here))[0].details == (("AutoGen", "ag2 0.9.9"),)


def test_a_real_python(tmp_path: Path) -> None:
    """The script is answered by a real interpreter, in whose environment nothing is changed."""
    here = machine(tmp_path)
    environment_of(tmp_path / "env")
    before = sorted(tmp_path.rglob("*"))
    found = find_interpreter(replace(here, python=str(tmp_path / "env")))

    assert found is not None
    assert found.facts.version == tuple(sys.version_info[:3])
    assert (Path(found.facts.prefix), found.facts.distributions) == (tmp_path / "env", ())
    assert sorted(tmp_path.rglob("*")) == before


def test_script_is_for_old_pythons_too() -> None:
    """It parses as Python 3.8, imports only the standard library, and each of the Pythons there are runs it."""
    tree = ast.parse(SCRIPT, feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported == {"json", "os", "platform", "re", "sys", "site", "importlib"}
    for old in Path.home().glob(".pyenv/versions/3.[89].*/bin/python"):
        assert isinstance(ask(str(old), {}), Facts), old
