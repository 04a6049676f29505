"""The everyday calls of diagnose are read without typer, and mean the same."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.cli import answer, boundary
from diagnose.cli.asked import Asked, plainly_asked
from tests.cli.program import ROOT, SAMPLE, environment

WORDS = (
    "a.log", "./b//c.log", "folder/", "-", "--", "", "ä ö.log", "--verbose", "-v", "--format", "-f", "json", "terminal",
    "JSON", "--format=json", "--format=", "-f=json", "-fjson", "--top", "-n", "3", "0", "-1", "٣", "1_0", " 5", "007",
    "--top=2", "--width", "--width=", "0", "99999999", "--color", "never", "always", "--color=auto", "sometimes",
    "--playbooks", "pack", "--playbooks=a=b", "--source", "--source=.",
    "-vn", "-vf", "--verbose=1", "--no-verbose", "--help", "--version", "-x",
)  # fmt: skip


def read_by_typer(arguments: list[str]) -> list[Asked]:
    """The calls that typer makes of these arguments: one, or none where it refuses them."""
    called: list[Asked] = []

    def record(asked: Asked) -> int:
        called.append(asked)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "answer", record)
        boundary._by_typer(["diagnose", *arguments])
    return called


@given(st.lists(st.sampled_from(WORDS), max_size=6))
@settings(max_examples=300, deadline=None)
def test_what_is_plain_means_the_same_to_typer(arguments: list[str]) -> None:
    """Any arguments that are read without typer are read by typer as the same call."""
    asked = plainly_asked(arguments)

    if asked is not None:
        assert read_by_typer(arguments) == [asked]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["app.log"],
        ["-"],
        ["a.log", "b.log", "--format", "json"],
        ["-v", "--top=5", "-n", "4", "--width", "100", "--color=never", "--playbooks", "mine", "app.log"],
    ],
)
def test_everyday_calls_are_plain(arguments: list[str]) -> None:
    """The calls that the README shows need no typer."""
    asked = plainly_asked(arguments)

    assert asked is not None
    assert read_by_typer(arguments) == [asked]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--top", "0"], ["--top", "many"], ["--format", "xml"], ["--color"], ["-x"], ["--", "-v"]]
)
def test_anything_else_is_left_to_typer(arguments: list[str]) -> None:
    """Help and mistakes are typer's, in its words."""
    assert plainly_asked(arguments) is None


def test_an_everyday_call_loads_no_typer() -> None:
    """Neither typer nor what it checks values with is loaded to answer an everyday call."""
    script = (
        "import sys\n"
        "from diagnose.cli.boundary import run\n"
        f"run(['diagnose', {str(SAMPLE)!r}])\n"
        "print(*sorted({'typer', 'click', 'pydantic'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, env=environment()
    )

    assert done.stderr.strip() == ""
