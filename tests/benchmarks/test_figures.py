"""Figures, their verdicts, and the measurements under them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.answers import differences, faults_wrong
from benchmarks.blocks import Seen, Truth
from benchmarks.figures import Figure, Verdict
from benchmarks.measure import Failed, Order, in_turn, spent

TRUTH = Truth("plain", 1, 100, 90, (Seen("auth", 3, (10, 20), (50, 60)),))


def test_a_figure_says_how_it_stands_to_what_was_asked() -> None:
    """At the bound is ok, above is missed, beyond twice the bound by far; a wrong answer is never excused."""
    assert Figure("", 1.0, most=1.0).verdict is Verdict.OK
    assert Figure("", 1.1, most=1.0).verdict is Verdict.MISSED
    assert Figure("", 2.1, most=1.0).verdict is Verdict.GROSS
    assert Figure("", 19.0, "MB/s", least=20).verdict is Verdict.MISSED
    assert Figure("", 9.0, "MB/s", least=20).verdict is Verdict.GROSS
    assert Figure("", 1, "", 0, exact=True).verdict is Verdict.GROSS
    assert Figure("", 0, "", 0, exact=True).verdict is Verdict.OK
    assert Figure("", 5.0).verdict is Verdict.NONE
    assert Figure("", None, most=1.0).verdict is Verdict.ABSENT


def test_a_row_has_both_numbers() -> None:
    """What was measured stands beside what was asked."""
    assert Figure("dense: speed", 18.7, "MB/s", least=20).row.split() == [
        "dense:", "speed", "19", "MB/s", ">=", "20", "MB/s", "missed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"occurrences": 2}, ["auth: 2 times instead of 3"]),
        ({"class": "timeout"}, ["auth: 0 diagnoses instead of one", "timeout: not in the log"]),
        ({"span": {"first_line": 9, "last_line": 20}}, ["auth: span in lines 9-20 instead of 10-20"]),
        ({"last_span": {"first_line": 51, "last_line": 61}}, ["auth: last_span in lines 51-61 instead of 50-60"]),
    ],
)
def test_an_answer_is_held_against_the_truth(tmp_path: Path, change: dict[str, object], said: list[str]) -> None:
    """Class, count, first and last place are compared; each difference is said."""
    diagnosis = {
        "class": "auth",
        "occurrences": 3,
        "span": {"first_line": 11, "last_line": 20},
        "last_span": {"first_line": 51, "last_line": 60},
        **change,
    }
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"diagnoses": [diagnosis], "unrecognised": []}), encoding="utf-8")

    assert faults_wrong(TRUTH, answer) == said


def test_no_answer_is_wrong(tmp_path: Path) -> None:
    """An empty file, or one that is no JSON, does not pass for an answer without faults."""
    answer = tmp_path / "answer.json"
    answer.write_text("", encoding="utf-8")

    assert faults_wrong(TRUTH, answer) == ["no report"]


def test_reports_are_compared_value_by_value(tmp_path: Path) -> None:
    """Each value that differs is named by its place; equal reports have no difference, no report has one."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text('{"diagnoses": [{"class": "auth", "occurrences": 3}]}', encoding="utf-8")
    other.write_text('{"diagnoses": [{"class": "auth", "occurrences": 2}]}', encoding="utf-8")

    assert differences(one, one) == []
    assert differences(one, other) == ["diagnoses[0].occurrences: 3 instead of 2"]
    other.write_text("", encoding="utf-8")
    assert differences(one, other) == ["no report"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no wait4")
def test_memory_is_that_of_the_command_alone() -> None:
    """A child that needs 60 MB has a peak of a little more, however large this process is."""
    ballast = bytearray(b"x" * 300_000_000)
    order = Order([sys.executable, "-I", "-S", "-c", "x = b'y' * 60_000_000; print(len(x))"])

    peak = in_turn({"": order}, 1)[""].peak

    assert len(ballast) == 300_000_000
    assert 60_000_000 < peak < 120_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal of this kind")
def test_a_command_reads_a_pipe_and_writes_to_a_terminal(tmp_path: Path) -> None:
    """What is fed arrives, what is written is kept, and a command that fails is said to."""
    fed, out = tmp_path / "fed", tmp_path / "out"
    fed.write_bytes(b"fed\n")
    script = "import sys; print(sys.stdout.isatty(), sys.stdin.readline() if not sys.stdin.isatty() else '')"

    spent(Order([sys.executable, "-I", "-S", "-c", script], fed, out))
    assert out.read_bytes() == b"False fed\n\n"
    spent(Order([sys.executable, "-I", "-S", "-c", script], None, out, terminal=True))
    assert out.read_bytes() == b"True \r\n"
    with pytest.raises(Failed, match="status 7"):
        spent(Order([sys.executable, "-I", "-S", "-c", "raise SystemExit(7)"]))
