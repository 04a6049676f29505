"""What the documents say of the project is so."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from diagnose.cli import status
from diagnose.cli.app import COMMANDS
from diagnose.version import __version__
from tests.golden.screens import COMMAND, ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_exactly_two_commands_set_up() -> None:
    """One installs and diagnoses a sample, one installs the development set and passes the tests; CI reads them so."""
    first, second = [line for line in README.split("\n") if line.startswith("python3 -m venv")]

    assert first.endswith(COMMAND)
    assert second.endswith(".venv/bin/pytest")
    assert "sed -n 2p" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    """Every file that the documents link to is there."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]

        assert [link for link in links if not (ROOT / link).exists()] == [], name


def test_commands_in_the_readme_exist() -> None:
    """No command is shown that the program does not have, and none is left out."""
    used = set(re.findall(r"^autogen-doctor ([a-z]+)", README, re.MULTILINE))

    assert used == set(COMMANDS)


def test_exit_statuses_are_documented() -> None:
    """The table of exit statuses is that of the program."""
    documented = [int(number) for number in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)]

    assert documented == [
        status.DIAGNOSED, status.NO_ERROR, status.USAGE, status.UNRECOGNISED, status.UNFINISHED, status.OWN_FAULT,
        status.INTERRUPTED,
    ]  # fmt: skip


def test_python_in_the_readme_parses() -> None:
    """The example of the API is Python."""
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        ast.parse(code)


def test_changelog_has_an_unreleased_section() -> None:
    """Changes have a place to be written down; the version stands in one place."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "\n## [Unreleased]\n" in changelog
    assert SETTINGS["project"]["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


@pytest.mark.parametrize("group", ["dependencies", "dev"])
def test_every_dependency_is_locked(group: str) -> None:
    """Each requirement has an exact version in requirements/dev.txt; nothing in there says where it came from."""
    lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    wanted = SETTINGS["project"][group] if group == "dependencies" else SETTINGS["dependency-groups"][group]
    names = {re.split(r"[<>=;\s]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))

    assert names <= pinned
    assert "://" not in lock
    assert "--" not in re.sub(r"^#.*$", "", lock, flags=re.MULTILINE)


def test_nothing_names_a_machine() -> None:
    """No path of a machine and no registry's host stands in what we publish about the project."""
    texts = [path.read_text(encoding="utf-8") for path in _published()]
    found = [word for text in texts for word in re.findall(r"/(?:home|root|Users|work)/[\w./-]+|pypi\.org\S*", text)]

    assert found == []


def _published() -> list[Path]:
    names = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", "noxfile.py", "requirements/dev.txt")
    return [ROOT / name for name in (*names, ".ci/run")]
