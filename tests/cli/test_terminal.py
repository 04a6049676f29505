"""The program on a real terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PROGRAM, SAMPLE, environment

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect


def on_terminal(*arguments: str, columns: int = 80, **settings: str) -> pexpect.spawn[str]:
    """The program with a terminal for all its streams."""
    return pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], *arguments], env=environment(TERM="xterm", **settings), encoding="utf-8",
        dimensions=(40, columns), timeout=60, cwd=str(Path(__file__).parents[2]),
    )  # fmt: skip


def ended(child: pexpect.spawn[str]) -> tuple[int | None, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, (child.before or "").replace("\r\n", "\n")


def test_no_argument_gives_a_hint() -> None:
    """Nobody is left waiting for input that he does not know of."""
    status, text = ended(on_terminal("diagnose"))

    assert status == 2
    assert text.startswith("autogen-doctor diagnose reads a log or a traceback")


def test_color_and_width_of_the_terminal() -> None:
    """A terminal gets colours and is filled to its width."""
    status, text = ended(on_terminal("diagnose", str(SAMPLE), columns=60))
    first = text.split("\n")[0]

    assert status == 0
    assert first.startswith("\x1b[1;31m✗ ")


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_no_color(settings: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal get none."""
    child = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "diagnose", str(SAMPLE)], env=environment(**settings), encoding="utf-8", timeout=60
    )

    assert "\x1b" not in ended(child)[1]


def test_pasting_until_the_end_of_input() -> None:
    """``diagnose -`` reads what is typed, up to Ctrl-D."""
    child = on_terminal("diagnose", "-")
    child.expect("until Ctrl-D\r\n")
    child.sendline("all is well")
    child.sendeof()
    status, text = ended(child)

    assert status == 1
    assert "No error found in the input." in text


def test_interrupt() -> None:
    """Ctrl-C ends it with one word and status 130."""
    child = on_terminal("diagnose", "-")
    child.expect("until Ctrl-D\r\n")
    child.sendintr()
    status, text = ended(child)

    assert status == 130
    assert text.removeprefix("^C").strip() == "autogen-doctor: interrupted"


def test_completion() -> None:
    """The completion script asks the program, which knows its commands, options, values, classes and causes."""
    asked = {
        "autogen-doctor ": {"diagnose", "run", "triage", "walkthrough", "explain", "env", "playbooks", "fix", "check"},
        "autogen-doctor check --format ": {"text", "json", "sarif", "github", "markdown"},
        "autogen-doctor playbooks ": {"list", "new", "show", "test", "validate", "schema"},
        "autogen-doctor diagnose --format ": {"terminal", "json"},
        "autogen-doctor walkthrough --format ": {"terminal", "markdown", "json"},
        "autogen-doctor explain unbounded-history --code ": {"before", "after"},
        "autogen-doctor explain context-": {"context-length", "context-window-too-small"},
    }
    answers = {
        words: set(
            subprocess.run(
                [*PROGRAM],
                env=environment(
                    _AUTOGEN_DOCTOR_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
                ),
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
        )
        for words in asked
    }

    assert answers == asked
