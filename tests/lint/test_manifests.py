"""Manifests and lock files whose packages do not fit together."""

from __future__ import annotations

import time

import pytest

from diagnose.lint.bounds import npm_range, python_range
from diagnose.lint.manifests import NODE, PACKAGES, VERSIONS, Conflict, conflicts
from diagnose.lint.requirements import is_manifest

_MIXED = [
    ("requirements.txt", "pyautogen==0.2.35\nopenai\nag2==0.9.9\n", [(3, PACKAGES)]),
    ("requirements-dev.txt", "PyAutoGen~=0.2.35\nautogen_agentchat==0.7.5\n", [(2, PACKAGES)]),
    ("requirements/base.in", "ag2<1  # fork\nautogen-agentchat~=0.2.40\n", [(2, PACKAGES)]),
    ("requirements.txt", "autogen-core==0.4.7\nautogen-agentchat==0.7.5\n", [(2, VERSIONS)]),
    ("app/requirements.txt", "autogen-ext[openai]>=0.4\r\nautogen-agentchat~=0.2\r\n", [(2, VERSIONS)]),
    (
        "requirements.txt",
        "autogen-core==0.7.4 \\\n    --hash=sha256:0\nautogen-ext==0.7.5 --hash=sha256:0\n",
        [(3, VERSIONS)],
    ),
    ("pyproject.toml", '[project]\ndependencies = [\n  "ag2==0.9.9",\n  "pyautogen<0.10",\n]\n', [(4, PACKAGES)]),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nautogen-core = "^0.4.7"\nautogen-ext = {version = "^0.7", extras = ["openai"]}\n',
        [(3, VERSIONS)],
    ),
    (
        "uv.lock",
        '[[package]]\nname = "autogen-agentchat"\nversion = "0.7.5"\n\n'
        '[[package]]\nname = "autogen-core"\nversion = "0.7.4"\n',
        [(6, VERSIONS)],
    ),
    ("package.json", '{"dependencies": {\n "@autogen/core": "^1.2.0",\n "@autogen/agentchat": "~2.0.1"}}', [(3, NODE)]),
    (
        "package-lock.json",
        '{"packages": {\n"node_modules/@langchain/core": {\n"version": "0.3.1"\n},\n'
        '"node_modules/a/node_modules/@langchain/core": {\n"version": "0.2.9"\n}}}',
        [(5, NODE)],
    ),
    (
        "yarn.lock",
        '"@autogen/core@^1.0.0":\n  version "1.0.2"\n\n"@autogen/core@^2.0.0":\n  version "2.1.0"\n',
        [(4, NODE)],
    ),
    (
        "pnpm-lock.yaml",
        "packages:\n\n  '@langchain/core@0.3.1(openai@4.0.0)':\n\n  '@langchain/core@0.2.9':\n",
        [(5, NODE)],
    ),
]

_FITTING = [
    ("requirements.txt", "autogen-core==0.7.5\nautogen-agentchat==0.7.5\nautogen-ext[openai]==0.7.5\n"),
    ("requirements.txt", "autogen-agentchat>=0.4\nautogen-ext>=0.5\nautogen-core\n"),
    ("requirements.txt", "ag2>=1.0\nautogen-agentchat==0.7.5\n"),
    ("requirements.txt", "ag2==0.9.9\nautogen-agentchat==0.7.5\n"),
    ("requirements.txt", "ag2[openai]>=0.9\nautogen\n"),
    ("requirements.txt", "pyautogen\nautogen-agentchat==0.7.5\n"),
    (
        "uv.lock",
        '[[package]]\nname = "autogen-agentchat"\nversion = "0.7.5"\n\n'
        '[[package]]\nname = "pyautogen"\nversion = "0.10.0"\n',
    ),
    ("requirements.txt", "autogen-agentchat~=0.2\nopenai\n"),
    ("requirements.txt", "# pyautogen\nag2\nautogenstudio\npyautogen-tools==1\n"),
    (
        "requirements.txt",
        'autogen-core==0.4.7; python_version < "3.12"\nautogen-ext==0.7.5; python_version >= "3.12"\n',
    ),
    ("requirements.txt", "ag2 @ git+https://example.org/ag2\npyautogen\n"),
    ("pyproject.toml", '[project.optional-dependencies]\nfork = ["ag2==0.9.9"]\nold = ["pyautogen==0.2.35"]\n'),
    ("pyproject.toml", "dependencies = [ag2, pyautogen"),
    ("package.json", '{"dependencies": {"@autogen/core": "^1.2.0", "@autogen/agentchat": "~1.3.1", "openai": "6"}}'),
    (
        "package.json",
        '{"peerDependencies": {"@langchain/core": ">=0.3"}, "devDependencies": {"@langchain/core": "^0.3.2"}}',
    ),
    ("package.json", '{"dependencies": {"@autogen/core": "latest", "@autogen/agentchat": "workspace:*"}}'),
    ("notes.txt", "pyautogen\nag2\n"),
]


@pytest.mark.parametrize(("path", "text", "told"), _MIXED)
def test_what_does_not_fit_is_told(path: str, text: str, told: list[tuple[int, str]]) -> None:
    """Each line that does not fit one before it is told once, with its number."""
    assert is_manifest(path)
    assert [(one.line, one.id) for one in conflicts(path, text)] == told


@pytest.mark.parametrize(("path", "text"), _FITTING)
def test_what_may_fit_is_not_told(path: str, text: str) -> None:
    """Ranges that meet, alternatives and what is not understood are no conflict."""
    assert conflicts(path, text) == ()


def test_a_conflict_says_where_and_why() -> None:
    """A conflict marks the requirement and names both packages."""
    assert conflicts("requirements.txt", "pyautogen==0.2.35\n  ag2==0.9.9  # fork\n") == (
        Conflict(2, 3, 13, PACKAGES, "ag2 and pyautogen both bring the module autogen; keep one of them"),
    )


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("==0.7.5", "==0.7.5", False),
        ("==0.7.5", "==0.7.4", True),
        ("~=0.4.0", ">=0.5", True),
        ("~=0.4", ">=0.5", False),
        ("==0.4.*", "<0.5,>0.4.1", False),
        ("^0.4.7", "^0.5", True),
        ("<=0.4.9", ">=0.4.9", False),
        (">0.4.9", "<=0.4.9", True),
        ("!=0.4.9", "==0.4.9", False),
    ],
)
def test_ranges_of_python(one: str, other: str, apart: bool) -> None:
    """Specifiers exclude each other where no version is allowed by both."""
    first, second = python_range(one), python_range(other)
    assert first is not None
    assert second is not None
    assert first.excludes(second) is apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("^1.2.0", "1.x", False),
        ("1", "2", True),
        ("1.2", "1.2.9", False),
        (">=1 <2", ">= 2.0.0", True),
        ("~1.2.3", "1.3.0", True),
    ],
)
def test_ranges_of_npm(one: str, other: str, apart: bool) -> None:
    """The same for the ranges of npm."""
    first, second = npm_range(one), npm_range(other)
    assert first is not None
    assert second is not None
    assert first.excludes(second) is apart


@pytest.mark.parametrize("text", ["latest", "^1 || ^2", "workspace:*", "file:../core", "1.2.3.4.5"])
def test_what_is_no_range_is_not_guessed(text: str) -> None:
    """Tags, alternatives and addresses have no range."""
    assert npm_range(text) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "ag2" + " " * 200_000 + "x"),
        ("requirements.txt", "ag2==" + "1." * 100_000),
        ("package.json", '"@autogen/a": "^1' + ".x" * 100_000 + '!"'),
        ("package-lock.json", '"' + "node_modules/" * 50_000),
    ],
)
def test_hostile_manifests_take_no_time(path: str, text: str) -> None:
    """Long lines are gone through once."""
    start = time.process_time()
    assert conflicts(path, text) == ()
    assert time.process_time() - start < 2
