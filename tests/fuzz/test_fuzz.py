"""The everyday part of the fuzzing, and that its own tools do what they say. ``nox -s fuzz`` does more of it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.program import ROOT, environment
from tests.fuzz.__main__ import main
from tests.fuzz.growth import LOGS, grows_too_fast
from tests.fuzz.minimise import minimised
from tests.fuzz.mutations import input_of, mutated
from tests.fuzz.patterns import Named, steep
from tests.fuzz.pieces import piece
from tests.fuzz.promises import Broken, check_report, harmless
from tests.fuzz.reading import check_reading, long_input
from tests.fuzz.trial import wrong_with


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_damaged_logs_get_an_answer(rng: random.Random) -> None:
    """Samples that are cut, mixed, repeated, recoded or made hostile: no exception, lines that exist, sound formats."""
    check_report(mutated(piece(rng), rng))


@pytest.mark.parametrize("number", range(4))
def test_a_reading_in_pieces_says_the_same(number: int) -> None:
    """Fed at once or in pieces of any size, through characters and line ends: the same answer."""
    check_reading(long_input(5, number))


_DIGEST = (
    "from tests.fuzz.trial import Task, work; done = work(Task('report', 3, 0, 12)); print(done.digest, done.faults)"
)


@pytest.mark.thorough
def test_the_same_inputs_give_the_same_answers() -> None:
    """In another process, with other hash seeds: the same bytes."""
    calls = [
        subprocess.run([sys.executable, "-c", _DIGEST], capture_output=True, cwd=ROOT,
                       env=environment(PYTHONHASHSEED=seed),
                       encoding="utf-8", check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip

    assert calls[0] == calls[1]
    assert calls[0].endswith(" []\n")


def test_inputs_are_the_same_for_the_same_seed() -> None:
    """A number names an input; other numbers and seeds name others."""
    assert input_of(1, 7) == input_of(1, 7)
    assert len({input_of(seed, number) for seed in (1, 2) for number in range(20)}) > 35


def test_a_broken_promise_is_found_kept_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver says which input it was, and what is left of it when all else is taken away."""

    def check(data: bytes) -> str:
        if b"Traceback" in data and b"Error" in data:
            raise Broken("two words")
        return ""

    monkeypatch.setitem(sys.modules["tests.fuzz.trial"].TARGETS, "report", (input_of, check))
    number = next(number for number in range(200) if wrong_with(input_of(1, number), check)[0])
    small = minimised(input_of(1, number), lambda data: bool(wrong_with(data, check)[0]))

    assert wrong_with(input_of(1, number), check) == ("broken: two words", "")
    assert sorted(small.replace(b"Traceback", b"1").replace(b"Error", b"2")) == sorted(b"12")
    assert main(["--target", "report", "--inputs", "0", "--crashes", str(tmp_path)]) == 0


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "a\x07", "\x9b1m", "\u202e", "\u200b", "\U000e0041", "\u2028", "\r", "\ud800"]
)
def test_what_acts_is_noticed(text: str) -> None:
    """The judge of screens knows what acts on a terminal."""
    with pytest.raises(Broken):
        harmless(f"good {text} good")
    harmless("good \u2500\u2502 \u00e9 \u4e2d \U0001f600 \u200d\n")


def test_steep_growth_is_noticed() -> None:
    """The judges of time tell a square pattern from a linear one, and a linear log is not complained of."""
    assert steep(Named("x", r"(\w+)=(\w+)", 0, "search"))
    assert steep(Named("x", r"(?<!\w)(\w+)=(\w+)", 0, "search")) == ""
    assert grows_too_fast(LOGS["many heads"], 30_000) == ""
