"""What is installed, seen by a real Python in an environment of its own, whose metadata is written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import packages
from diagnose.checks.conflicts import conflicts
from diagnose.checks.interpreter import find_interpreter
from diagnose.model.checkup import Checked, State
from tests.checks.machine import Environment, findings, install, short, write

GIVES = "autogen/__init__.py"
NONE = {"autogen_providers": 0, "autogen_versions": 0, "package_conflicts": 0}


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    return Environment(tmp_path)


def test_whole_check(env: Environment) -> None:
    """The versions of what is wanted, by the names in the metadata; nothing else is told."""
    install(env.site, "autogen_agentchat", "0.7.5", "autogen_agentchat/__init__.py")
    install(env.site, "autogen_core", "0.7.5", "autogen_core/__init__.py")
    install(env.site, "OpenAI", "1.99.9", "openai/__init__.py")
    install(env.site, "httpx", "0.28.1")
    install(env.site, "secret-company-thing", "1.0", "company/__init__.py")

    assert env.check() == (
        Checked(
            check="packages",
            title="Python packages",
            state=State.PASS,
            summary="AutoGen is installed.",
            details=(
                ("AutoGen", "autogen-agentchat 0.7.5, autogen-core 0.7.5"),
                ("clients", "httpx 0.28.1, openai 1.99.9"),
            ),
            findings=(
                ("autogen_providers", 0),
                ("autogen_versions", 1),
                ("package_conflicts", 0),
            ),
        ),
    )


def test_nothing_installed(env: Environment) -> None:
    """It is a warning; who named the Python is told what to install, who did not how to name it."""
    named = env.check()
    guessed = packages.check(env.machine, find_interpreter(replace(env.machine, python=None, executable="python")))
    env.machine = replace(env.machine, python=None, environment={**env.machine.environment, "VIRTUAL_ENV": "../env"})

    assert short(named) == [("warning", "Python packages", "AutoGen is not installed in this environment.")]
    assert findings(named) == NONE
    assert named[0].advice.startswith("Install the one that your program is written for: ")
    assert env.check()[0].advice.endswith(": autogen-doctor env --python PATH")
    assert short(guessed) == [("not checked", "Python packages", "No Python was found that could be asked.")]


def test_several_providers_are_a_problem(env: Environment) -> None:
    """How to get out of it is said: all out, then one in."""
    install(env.site, "ag2", "0.9.9", GIVES)
    install(env.site, "pyautogen", "0.2.35", GIVES)
    overview, problem = env.check()

    assert findings((overview,)) == {**NONE, "autogen_providers": 2}
    assert short((problem,)) == [
        (
            "problem",
            "Several packages provide the module autogen",
            "ag2 0.9.9, pyautogen 0.2.35 write to the same files; which of them is imported is chance.",
        )
    ]
    assert problem.advice.startswith("Take all of them out (pip uninstall ag2 pyautogen), then install only the one ")


def test_parts_of_different_versions_are_a_problem(env: Environment) -> None:
    """AutoGen's packages are released together; the newest of the versions is proposed."""
    install(env.site, "autogen-core", "0.4.9.3")
    install(env.site, "autogen-agentchat", "0.7.5")
    install(env.site, "autogen-ext", "0.7.5")
    overview, problem = env.check()

    assert findings((overview,))["autogen_versions"] == 2
    assert (problem.state, problem.summary, problem.advice) == (
        State.PROBLEM,
        "autogen-agentchat 0.7.5, autogen-core 0.4.9.3, autogen-ext 0.7.5: each needs the others in its own version.",
        "Install them in one version: pip install autogen-agentchat==0.7.5 autogen-core==0.7.5 autogen-ext==0.7.5",
    )


@pytest.mark.parametrize(
    ("name", "version", "httpx", "broken"),
    [
        ("openai", "1.55.2", "0.28.0", True),
        ("openai", "1.55.3", "0.28.0", False),
        ("openai", "1.55.2", "0.27.2", False),
        ("openai", "1.0.0", "1.0.dev3", True),
        ("openai", "0.28.1", "0.28.1", False),
        ("openai", "unknown", "0.28.0", False),
        ("anthropic", "0.39.0", "0.28.1", True),
        ("anthropic", "0.40.0", "0.28.1", False),
    ],
)
def test_pairs_that_do_not_work(name: str, version: str, httpx: str, broken: bool) -> None:
    """Known from the projects' own issues; a version that cannot be read is in none."""
    found = [(one.package, one.version) for one in conflicts({name: version, "httpx": httpx})]

    assert found == [(name, version)] * broken
    assert list(conflicts({name: version})) == []


def test_pair_that_does_not_work_is_a_problem(env: Environment) -> None:
    """The message that the user sees stands in the summary, both ways out in the advice."""
    install(env.site, "openai", "1.54.0")
    install(env.site, "httpx", "0.28.1")
    overview, problem = env.check()

    assert findings((overview,))["package_conflicts"] == 1
    assert problem == Checked(
        check="packages",
        title="openai and httpx do not work together",
        state=State.PROBLEM,
        summary="openai 1.54.0 with httpx 0.28.1: Client.__init__() got an unexpected keyword argument 'proxies'.",
        advice='Install a newer one, pip install "openai>=1.55.3", or hold the other back, pip install "httpx<0.28". '
        "See https://github.com/openai/openai-python/issues/1915",
    )


@pytest.mark.parametrize(
    ("files", "installed", "hides"),
    [
        (["autogen.py"], True, "autogen.py"),
        (["autogen/__init__.py"], True, "autogen/"),
        (["autogen/notes.txt"], True, ""),
        (["autogen/notes.txt"], False, ""),
        (["Autogen.txt", "my_autogen.py"], True, ""),
    ],
)
def test_a_name_that_hides_the_package(files: list[str], installed: bool, hides: str, env: Environment) -> None:
    """A module of that name in the working folder; a folder without code hides nothing, and gives no finding."""
    if installed:
        install(env.site, "ag2", "0.9.9", GIVES)
    for file in files:
        write(env.machine.folder / file, "")
    overview, *problems = env.check()

    assert findings((overview,)).get("autogen_shadowed") == (1 if hides else None)
    assert [one.summary for one in problems] == [
        f"{hides} in the working folder is imported in place of the package."
    ] * bool(hides)


def test_checkout_that_is_installed_hides_nothing(env: Environment) -> None:
    """In the folder of an editable install, its module is the package."""
    write(env.machine.folder / "autogen" / "__init__.py", "")
    install(env.site, "ag2", "0.9.9", "_ag2.pth")
    write(env.site / "_ag2.pth", f"{env.machine.folder}\n")

    assert short(env.check()) == [("pass", "Python packages", "AutoGen is installed.")]
