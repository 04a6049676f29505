"""The settings are checked when they are made, and a person can give every one of them."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from proofs.server import Faults
from proofs.server.__main__ import main
from proofs.server.settings import described

ROOT = Path(__file__).parents[2]


def test_a_mapping_makes_settings_and_the_rest_keeps_its_default() -> None:
    """What JSON has as a list is a tuple, what it has as a whole number may stand for seconds."""
    made = Faults.from_mapping({"window": 4096, "latency": 1, "replies": ["a", "b"], "echo": True})
    assert made == Faults(window=4096, latency=1.0, replies=("a", "b"), echo=True)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"windw": 1}, "'windw' is no setting: did you mean 'window'?"),
        ({"window": "4096"}, "window: '4096' is no whole number."),
        ({"window": 1.5}, "window: 1.5 is no whole number."),
        ({"window": True}, "window: True is no whole number."),
        ({"window": -1}, "window: -1 is not 0 or more."),
        ({"latency": float("nan")}, "latency: nan is not 0 or more."),
        ({"minute": 0}, "minute: 0 is not 0.01 or more."),
        ({"parallel_calls": 0}, "parallel_calls: 0 is not 1 or more."),
        ({"echo": 1}, "echo: 1 is not true or false."),
        ({"key": None}, "key: None is not a text."),
        ({"replies": "a"}, "replies: 'a' is no list of texts."),
        ({"models": ["a", 1]}, "models: ('a', 1) is no list of texts."),
        ({"refuse": 200}, "refuse: 200 is no HTTP status from 400 to 599."),
        (
            {"wording": "bard"},
            "wording: 'bard' is none of openai, azure, vllm, llama.cpp, ollama, anthropic, litellm.",
        ),
    ],
)
def test_a_wrong_setting_is_refused_with_one_sentence(given: dict[str, Any], sentence: str) -> None:
    """The sentence names the setting and says what is wrong with it."""
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Faults.from_mapping(given)


def test_what_is_enforced_is_told_in_words() -> None:
    """Only what differs from the defaults is told."""
    assert described(Faults()) == "enforces nothing: every request is answered"
    assert described(Faults(window=9, models=("a",))) == "enforces window=9, models=('a',)"


def test_every_setting_is_an_option_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The options are made from the settings, and each is explained."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for each in fields(Faults):
        assert f"--{each.name.replace('_', '-')}" in shown
        assert each.metadata["says"].split()[0] in shown


def test_the_command_prints_its_address_and_what_it_enforces() -> None:
    """The first line is all that a script needs."""
    command = [sys.executable, "-m", "proofs.server", "--window", "9", "--replies", "a", "--replies", "b"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline().split(" ", 1)
        process.terminate()
    assert line[0].startswith("http://127.0.0.1:")
    assert line[0].endswith("/v1")
    assert line[1] == "enforces window=9, replies=('a', 'b')\n"


def test_a_wrong_option_ends_the_command_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is served under settings that are not what was meant."""
    with pytest.raises(SystemExit) as ended:
        main(["--refuse", "200"])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert printed.err.endswith("refuse: 200 is no HTTP status from 400 to 599.\n")
