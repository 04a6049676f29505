"""Whether a run shows what its playbook says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from diagnose import diagnose_text
from diagnose.model.proof import Bound, Outcome
from diagnose.model.report import Diagnosis, Report, Status
from proofs.cases import Case
from proofs.execution import Run

_LOUD = re.compile(
    r"Traceback \(most recent|was never awaited|Unhandled|Exception ignored in|ResourceWarning|^\w*Error: ",
    re.MULTILINE,
)
_FIRST = 2
"""How high the true cause must stand in the diagnosis of what a ``before`` prints."""


def complaints(case: Case, side: str, run: Run) -> list[str]:
    """What the run of a side does not show, a sentence each; none where it is as the playbook says."""
    outcome = case.outcome(side)
    return [*_ending(case, side, outcome, run), *_output(outcome, run), *_quantities(outcome, run)]


def _ending(case: Case, side: str, outcome: Outcome, run: Run) -> Iterator[str]:
    ends = outcome.ends or ("fails" if side == "before" else "runs")
    if ends == "hangs":
        if run.status is not None:
            yield f"ends with status {run.status} after {run.seconds:.1f} s, though it should hang"
        return
    if run.status is None:
        yield f"still runs after {run.seconds:.0f} s"
        return
    if (run.status == 0) is (ends == "fails"):
        yield f"ends with status {run.status}"
    if ends in ("fails", "warns"):
        yield from _diagnosis(case, diagnose_text(run.text))
    elif side == "after":
        yield from _cleanness(ends, run)


def _diagnosis(case: Case, report: Report) -> Iterator[str]:
    """The tool itself must name the class and, among the first two, the cause."""
    if not report.diagnoses:
        yield "its output is not recognised" if report.unrecognised else "no error is seen in its output"
        return
    first = report.diagnoses[0]
    if first.playbook.id not in case.proof.classes:
        yield f"is diagnosed as {first.playbook.id}, not {' or '.join(case.proof.classes)}"
    named = [candidate.cause.id for candidate in first.candidates]
    if case.cause.id not in named[:_FIRST]:
        yield f"its first causes are {', '.join(named[:3]) or 'none'}"


def _cleanness(ends: str, run: Run) -> Iterator[str]:
    loud = _LOUD.search(run.text)
    if loud:
        yield f"prints {run.text[loud.start() :].splitlines()[0][:80]!r}"
    if ends == "reports":
        return
    failed = [one.playbook.id for one in _failed(diagnose_text(run.text))]
    if failed:
        yield f"its output is diagnosed as {', '.join(failed)}"


def _failed(report: Report) -> list[Diagnosis]:
    return [diagnosis for diagnosis in report.diagnoses if diagnosis.status is Status.FAILED]


def _output(outcome: Outcome, run: Run) -> Iterator[str]:
    for pattern in outcome.prints:
        if not re2.search(pattern, run.text):
            yield f"prints nothing that matches {pattern}"
    for pattern in outcome.lacks:
        hit = re2.search(pattern, run.text)
        if hit:
            yield f"prints {hit[0][:80]!r}, which matches {pattern}"


def _quantities(outcome: Outcome, run: Run) -> Iterator[str]:
    for bound in outcome.bounds:
        value = run.measured(bound.quantity)
        if not _within(bound, value):
            yield f"{bound.quantity} is {value:.4g}, not {_words(bound)}"


def _within(bound: Bound, value: float) -> bool:
    return (bound.at_least is None or value >= bound.at_least) and (bound.at_most is None or value <= bound.at_most)


def _words(bound: Bound) -> str:
    parts = (("at least", bound.at_least), ("at most", bound.at_most))
    return " and ".join(f"{words} {value:g}" for words, value in parts if value is not None)
