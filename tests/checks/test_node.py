"""Node's version, and what a lock file holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnose.checks import lockfile, node
from diagnose.checks.surroundings import Surroundings
from diagnose.model.checkup import Checked, State
from tests.checks.machine import findings, machine, needs_scripts, program, short, write

LOCK_3 = {
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "app", "version": "1.0.0", "dependencies": {"openai": "^5"}},
        "node_modules/openai": {"version": "5.1.0"},
        "node_modules/@langchain/openai": {"version": "0.5.0"},
        "node_modules/@langchain/openai/node_modules/openai": {"version": "4.104.0"},
        "node_modules/p-limit": {"version": "6.2.0"},
        "node_modules/p-locate/node_modules/p-limit": {"version": "3.1.0"},
        "node_modules/other-name": {"name": "ollama", "version": "0.5.16"},
        "node_modules/left-pad": {"version": "1.3.0"},
        "packages/own": {"name": "openai", "version": "0.0.1"},
        "node_modules/own": {"link": True, "resolved": "packages/own"},
    },
}
LOCK_1 = {
    "lockfileVersion": 1,
    "dependencies": {
        "openai": {"version": "4.10.0"},
        "langchain": {
            "version": "0.2.0",
            "dependencies": {"openai": {"version": "4.9.0"}, "zod": {"version": "3.0.0"}},
        },
        "ai": {"version": "git+ssh://git@host/ai.git#1"},
    },
}


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    return machine(tmp_path)


def lock(here: Surroundings, content: object, name: str = "package-lock.json") -> None:
    write(here.folder / name, content if isinstance(content, str) else json.dumps(content))


@needs_scripts
@pytest.mark.parametrize(
    ("script", "expected", "found"),
    [
        ("echo v20.11.1", ("pass", "Node v20.11.1."), {"node_major": 20}),
        ("echo v23.0.0-nightly1", ("pass", "Node v23.0.0-nightly1."), {"node_major": 23}),
        ("echo v16.20.2", ("warning", "Node v16.20.2 is older than 18."), {"node_major": 16}),
        ("echo nonsense", ("not checked", "does not say its version."), {}),
        ("exit 7", ("not checked", "ended with status 7."), {}),
    ],
)
def test_version(
    script: str, expected: tuple[str, str], found: dict[str, int], here: Surroundings, tmp_path: Path
) -> None:
    """As ``node -v`` says it; what says something else was not checked."""
    program(tmp_path / "bin", "node", f'[ "$*" = -v ] || exit 9\n{script}')
    checked = node.check(here)

    assert [(one.state.value, one.summary.removeprefix(f"{tmp_path}/bin/node ")) for one in checked] == [expected]
    assert findings(checked) == found


def test_no_node(here: Surroundings) -> None:
    """It is not checked, and no problem."""
    assert short(node.check(here)) == [("not checked", "Node", "There is no node on PATH.")]


def test_packages_of_versions_2_and_3(here: Surroundings) -> None:
    """Each copy counts, under the name that it has; the project's own folders do not."""
    lock(here, LOCK_3)

    assert node.check(here)[1] == Checked(
        check="node",
        title="Node packages",
        state=State.WARNING,
        summary="In several versions in package-lock.json: openai 4.104.0 and 5.1.0. "
        "What one makes, another does not know.",
        advice="Let npm join them (npm dedupe), or ask for one version under overrides in package.json.",
        details=(
            ("packages", "@langchain/openai 0.5.0, ollama 0.5.16, openai 4.104.0 and 5.1.0, p-limit 3.1.0 and 6.2.0"),
        ),
        findings=(("duplicated_packages", 1),),
    )


def test_packages_of_version_1(here: Surroundings) -> None:
    """What stands under another package counts as well; 4.9 is before 4.10."""
    lock(here, LOCK_1)

    assert node.check(here)[1].details == (("packages", "langchain 0.2.0, openai 4.9.0 and 4.10.0"),)


@pytest.mark.parametrize(
    ("packages", "summary"),
    [
        ({}, "package-lock.json holds no agent package."),
        ({"node_modules/openai": {"version": "5.1.0"}}, "package-lock.json holds one agent package."),
        (
            {"node_modules/p-limit": {"version": "3.0.0"}, "node_modules/x/node_modules/p-limit": {"version": "6.0.0"}},
            "package-lock.json holds one agent package.",
        ),
    ],
    ids=["none", "one", "doubled in every tree"],
)
def test_packages_in_order(packages: dict[str, object], summary: str, here: Surroundings) -> None:
    """Copies that nothing passes between are no warning."""
    lock(here, {"packages": packages})

    assert short(node.check(here)[1:]) == [("pass", "Node packages", summary)]
    assert findings(node.check(here)) == {"duplicated_packages": 0}


def test_nearest_lock_file_counts(here: Surroundings, tmp_path: Path) -> None:
    """That of the folder, then those above; the place is told as seen from the folder."""
    write(tmp_path / "package-lock.json", json.dumps(LOCK_1))
    above = lockfile.locked_packages(here.folder)
    lock(here, "", "pnpm-lock.yaml")
    nearer = node.check(here)[1:]
    lock(here, {"packages": {}})
    nearest = lockfile.locked_packages(here.folder)

    assert above is not None
    assert (above.place, nearest) == ("../package-lock.json", lockfile.Lock("package-lock.json"))
    assert short(nearer) == [("not checked", "Node packages", "pnpm-lock.yaml is not read, only package-lock.json is.")]


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[1]",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"packages": ' + "9" * 100_000,
        '{"packages": {"node_modules/openai": {"version": NaN}}',
    ],
    ids=range(6),
)
def test_what_is_no_lock_file(content: str, here: Surroundings) -> None:
    """It is said not to be read; nothing breaks."""
    lock(here, content)

    assert short(node.check(here)[1:]) == [("not checked", "Node packages", "package-lock.json is not JSON.")]


@pytest.mark.parametrize(
    "content",
    [
        {"packages": [1, 2]},
        {"packages": {"node_modules/openai": "x", "node_modules/ai": {"version": 7}, "node_modules/": {}}},
        {"packages": {"node_modules/openai": {"version": ["1"]}}},
        {"dependencies": {"openai": {"version": None, "dependencies": {"openai": 3}}}},
        {},
    ],
    ids=range(5),
)
def test_entries_of_a_wrong_type_are_left_out(content: object, here: Surroundings) -> None:
    """Only names and versions that are text count."""
    lock(here, content)

    assert short(node.check(here)[1:]) == [("pass", "Node packages", "package-lock.json holds no agent package.")]


def test_lock_file_that_is_too_large(here: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read further than the bound."""
    monkeypatch.setattr(lockfile, "LARGEST", 1 << 20)
    lock(here, " " * (1 << 20) + "{}")

    assert short(node.check(here)[1:]) == [("not checked", "Node packages", "package-lock.json is larger than 1 MiB.")]


def test_version_1_nested_deeply_does_not_exhaust_the_stack() -> None:
    """Entries are taken from a list, not by recursion."""
    innermost: dict[str, object] = {"version": "1.0.0"}
    for _ in range(5000):
        innermost = {"version": "2.0.0", "dependencies": {"openai": innermost}}

    found = lockfile._versions(lockfile._nested({"dependencies": {"openai": innermost}}))

    assert found == {"openai": ("1.0.0", "2.0.0")}
