"""Which Python is taken for the user's, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import python
from diagnose.checks.interpreter import find_interpreter
from diagnose.checks.surroundings import Surroundings
from diagnose.errors import DoctorError
from diagnose.model.checkup import Checked, State
from tests.checks.machine import machine, needs_scripts, program, python_that_says, short, write

OLD, NEW = (3, 9, 1), (3, 12, 4)


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    return machine(tmp_path)


def chosen(surroundings: Surroundings) -> tuple[str, str] | None:
    found = find_interpreter(surroundings)
    return (found.facts.prefix, found.chosen) if found else None


def made(folder: Path, prefix: str) -> Path:
    """An environment whose Python says that it has this prefix."""
    program(folder / "bin", "python", python_that_says(NEW, prefix))
    return folder


@needs_scripts
def test_order_in_which_pythons_count(here: Surroundings, tmp_path: Path) -> None:
    """The named one, the active environment's, conda's, the one on PATH, our own."""
    settings = dict(here.environment)
    own = program(tmp_path / "own", "python", python_that_says(NEW, "/own"))
    here = replace(here, executable=own, prefix="/own")
    seen = [chosen(here)]
    program(tmp_path / "bin", "python", python_that_says(NEW, "/path"))
    seen.append(chosen(here))
    for name, variable in (("conda", "CONDA_PREFIX"), ("venv", "VIRTUAL_ENV")):
        settings[variable] = str(made(tmp_path / name, f"/{name}"))
        here = replace(here, environment=dict(settings))
        seen.append(chosen(here))
    seen.append(chosen(replace(here, python=str(made(tmp_path / "named", "/named")))))

    assert seen == [
        ("/own", "the one that autogen-doctor runs with, as no other was found"),
        ("/path", "python on PATH, as no virtual environment is active"),
        ("/conda", "of the active conda environment (CONDA_PREFIX)"),
        ("/venv", "of the active virtual environment (VIRTUAL_ENV)"),
        ("/named", "named with --python"),
    ]


@needs_scripts
@pytest.mark.parametrize("form", ["file", "relative", "folder", "name"])
def test_named_python(form: str, here: Surroundings, tmp_path: Path) -> None:
    """A file, one seen from the working folder, the folder of an environment, a name on PATH."""
    made(tmp_path / "work" / "env", "/here")
    program(tmp_path / "bin", "python3.12", python_that_says(NEW, "/here"))
    names = {"file": str(tmp_path / "work/env/bin/python"), "relative": "env/bin/python", "folder": "env"}

    assert chosen(replace(here, python=names.get(form, "python3.12"))) == ("/here", "named with --python")


@needs_scripts
def test_named_python_that_is_none(here: Surroundings, tmp_path: Path) -> None:
    """One sentence that says what is wrong and what to do."""
    program(tmp_path / "work", "liar", "echo hello")
    program(tmp_path / "work", "breaks", "exit 3")
    write(tmp_path / "work" / "text", "words")
    (tmp_path / "work" / "folder").mkdir()
    sentences = []
    for name in ("gone", "folder", "liar", "breaks", "text", ""):
        with pytest.raises(DoctorError) as raised:
            find_interpreter(replace(here, python=name))
        sentences.append(str(raised.value).removesuffix(": name the one that runs your program"))

    assert sentences == [
        "there is no Python 'gone'",
        "there is no Python 'folder'",
        "'liar' is no Python that can be asked (does not answer as a Python)",
        "'breaks' is no Python that can be asked (ended with status 3)",
        "'text' is no Python that can be asked (cannot be started (Permission denied))",
        "there is no Python ''",
    ]


@needs_scripts
def test_environment_without_a_python_is_passed_over(here: Surroundings, tmp_path: Path) -> None:
    """It is said, and the next one is looked at; so is one that does not answer."""
    broken = program(tmp_path / "bin", "python3", "exit 1")
    program(tmp_path / "bin", "python", python_that_says(NEW, "/path"))
    here = replace(here, environment={**here.environment, "VIRTUAL_ENV": str(tmp_path / "deleted")})
    found = find_interpreter(here)

    assert found is not None
    assert (found.facts.prefix, found.passed_over) == (
        "/path",
        ("VIRTUAL_ENV names a folder without a Python", f"{broken} ended with status 1"),
    )


@needs_scripts
@pytest.mark.parametrize("prefix", ["/home/x/.local/pipx/venvs/d", "/home/x/.local/share/uv/tools/d"])
def test_own_environment_of_a_tool(prefix: str, here: Surroundings, tmp_path: Path) -> None:
    """An environment that was made for autogen-doctor alone is the last resort, and said not to be the program's."""
    own = made(tmp_path / "tool", prefix)
    program(own / "bin", "python3", python_that_says(NEW, prefix))
    settings = {**here.environment, "PATH": f"{own / 'bin'}:{tmp_path / 'bin'}", "VIRTUAL_ENV": prefix}
    here = replace(here, executable=str(own / "bin" / "python"), prefix=prefix, environment=settings)
    alone = python.check(here, find_interpreter(here))
    program(tmp_path / "bin", "python3", python_that_says(NEW, "/usr"))

    assert short(alone) == [
        ("warning", "Python", "Python 3.12.4 on Linux (x86_64); it is autogen-doctor's own, not your program's.")
    ]
    assert alone[0].advice == "Name your program's: autogen-doctor env --python PATH"
    assert chosen(here) == ("/usr", "python3 on PATH, as no virtual environment is active")


@needs_scripts
def test_whole_check(tmp_path: Path) -> None:
    """Version, platform, why this one, which settings are set; never a value of them."""
    here = machine(tmp_path, OPENAI_API_KEY="sk-secret", ANTHROPIC_API_KEY="", https_proxy="http://u:p@proxy:1")
    program(tmp_path / "bin", "python3", python_that_says(NEW, "/usr"))

    assert python.check(here, find_interpreter(here)) == (
        Checked(
            check="python",
            title="Python",
            state=State.PASS,
            summary="Python 3.12.4 on Linux (x86_64).",
            details=(
                ("interpreter", "/usr/bin/python"),
                ("chosen", "python3 on PATH, as no virtual environment is active; --python PATH looks at another"),
                ("keys", "set: OPENAI_API_KEY; set, but empty: ANTHROPIC_API_KEY; not set: AZURE_OPENAI_API_KEY"),
                ("proxies", "set: HTTPS_PROXY; not set: HTTP_PROXY, NO_PROXY"),
            ),
            findings=(("system", "Linux"), ("python_minor", 12)),
        ),
    )


@needs_scripts
def test_old_python_is_a_warning(here: Surroundings, tmp_path: Path) -> None:
    """AutoGen 0.4 and later do not run below 3.10."""
    program(tmp_path / "bin", "python3", python_that_says(OLD, "/usr"))
    (one,) = python.check(here, find_interpreter(here))

    assert (one.state, one.advice) == (
        State.WARNING,
        "AutoGen 0.4 and later need Python 3.10: make the environment anew with it or a later one.",
    )


def test_no_python_at_all(here: Surroundings) -> None:
    """It is said, and the settings are still told."""
    assert find_interpreter(here) is None
    assert short(python.check(here, None)) == [
        ("not checked", "Python", "No Python was found that could be asked; --python PATH names one.")
    ]
