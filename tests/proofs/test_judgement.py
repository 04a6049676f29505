"""A run is judged by what it shows: its end, its output, what was measured, and what the tool says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.model.playbook import Cause, Remedy
from diagnose.model.proof import Bound, Outcome, Proof
from proofs.cases import Case, faults_of
from proofs.execution import Run
from proofs.judgement import complaints
from proofs.prover import Verdict
from proofs.samples import normalised
from proofs.server import Counters
from proofs.summary import table
from tests.corpus import SAMPLES

OVERFLOW = (SAMPLES / "context-length" / "autogen02-history-openai-old.log").read_bytes()
CLEAN = Run(0, b"60 answers\n", 2.0, 1.0, 80.0, Counters(requests=3, prompt_tokens=(100, 150, 200)), "/tmp/proof-x")
CRASH = replace(CLEAN, status=1, output=OVERFLOW)


def case(cause: str = "unbounded-history", before: Outcome | None = None, after: Outcome | None = None) -> Case:
    remedy = Remedy("autogen-0.2", "python", "Change it.", "before()\n", "after(8)\n")
    conditions = Proof(classes=("context-length",), before=before, after=after)
    return Case(Cause(cause, "", "", ""), 0, remedy, conditions)


def test_a_failure_that_is_diagnosed_is_what_before_must_show() -> None:
    """Status 1, the class, the cause among the first two."""
    assert complaints(case(), "before", CRASH) == []


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (CLEAN, ["ends with status 0", "no error is seen in its output"]),
        (replace(CRASH, status=None), ["still runs after 2 s"]),
        (replace(CRASH, output=b"ValueError: odd\n"), ["its output is not recognised"]),
    ],
    ids=["runs", "hangs", "unknown"],
)
def test_a_before_that_shows_something_else_is_refused(run: Run, said: list[str]) -> None:
    """Each way of not failing as announced is said."""
    assert complaints(case(), "before", run) == said


def test_another_cause_is_refused() -> None:
    """The output must lead to the cause that the playbook is about."""
    (said,) = complaints(case("completion-budget-too-large"), "before", CRASH)
    assert said.startswith("its first causes are unbounded-history")


def test_a_clean_end_is_what_after_must_show() -> None:
    """Status 0 and nothing to diagnose."""
    assert complaints(case(), "after", CLEAN) == []


@pytest.mark.parametrize(
    ("outcome", "run", "said"),
    [
        (Outcome(bounds=(Bound("prompt_tokens", at_most=150),)), CLEAN, ["prompt_tokens is 200, not at most 150"]),
        (Outcome(bounds=(Bound("prompt_growth", at_least=50),)), CLEAN, []),
        (Outcome(bounds=(Bound("seconds", 3, 9),)), CLEAN, ["seconds is 2, not at least 3 and at most 9"]),
        (Outcome(prints=("61 answers",)), CLEAN, ["prints nothing that matches 61 answers"]),
        (Outcome(lacks=("6. answers",)), CLEAN, ["prints '60 answers', which matches 6. answers"]),
        (Outcome(), replace(CLEAN, status=3), ["ends with status 3"]),
        (
            Outcome(),
            replace(CLEAN, output=b"Exception ignored in: <f>\n60 answers\n"),
            ["prints 'Exception ignored in: <f>'"],
        ),
        (Outcome("hangs"), CLEAN, ["ends with status 0 after 2.0 s, though it should hang"]),
        (Outcome("hangs"), replace(CLEAN, status=None), []),
    ],
    ids=range(9),
)  # fmt: skip
def test_an_after_that_falls_short_is_refused(outcome: Outcome, run: Run, said: list[str]) -> None:
    """Bounds, output and end are each compared with what the playbook says."""
    assert complaints(case(after=outcome), "after", run) == said


def test_an_after_that_still_fails_is_refused() -> None:
    """Status 0 does not hide an error that the tool sees."""
    said = complaints(case(), "after", replace(CRASH, status=0))
    assert said[-1] == "its output is diagnosed as context-length"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, Outcome(prints=("x",)), []),
        (None, None, ["after has no bound and prints nothing that shows that it works"]),
        (
            Outcome("runs"),
            Outcome(prints=("x",)),
            ["before runs, and nothing is measured or printed that shows the problem"],
        ),
    ],
    ids=["whole", "no after", "no before"],
)
def test_empty_conditions_are_refused(before: Outcome | None, after: Outcome | None, said: list[str]) -> None:
    """A proof that could not fail is none."""
    assert faults_of(case(before=before, after=after)) == said


def test_samples_name_no_machine() -> None:
    """Paths, ports, ids, addresses and times are the same on every machine; numbers that mean something stay."""
    output = (
        b'  File "/tmp/proof-x/app.py", line 3, in <module>\n'
        b"http://127.0.0.1:43119/v1 at 0x7f0a1c2d3e4f\n"
        b"run 0f622988-a547-4383-9063-c7e050c16e52 at 2026-11-21T05:02:01.123\n"
        b"messages resulted in 4152 tokens\n"
    )
    assert normalised(replace(CLEAN, output=output), case()).splitlines() == [
        '  File "/srv/app/app.py", line 3, in <module>',
        "http://127.0.0.1:8000/v1 at 0x777777777777",
        "run 11111111-2222-4333-8444-555555555555 at 2026-01-15T10:00:00",
        "messages resulted in 4152 tokens",
    ]


def test_the_summary_counts_by_framework() -> None:
    """Causes, proven, illustrative; a remedy that failed is in none of the last two."""
    proven, failed = case(), case("group-chat-pressure")
    shown = replace(proven, index=1, remedy=replace(proven.remedy, framework="any", illustrative="needs a GPU"))
    verdicts = [Verdict(proven, ()), Verdict(failed, ("after hangs",))]
    assert table([proven, failed, shown], verdicts).splitlines() == [
        "framework       causes  proven  illustrative",
        "AutoGen 0.2          2       1             0",
        "AG2 0                0       0             0",
        "AG2 1                0       0             0",
        "AutoGen 0.4+         0       0             0",
        "Node                 0       0             0",
        "any                  1       0             1",
        "all                  2       1             1",
    ]
