"""Do confidences mean what they say? Reliability tables and Brier scores over labelled logs.

    python -m benchmarks.calibration [--set FOLDER]... [--max-brier X] [--strength X]...

A set is a folder with a manifest.yaml and the files that it names; the default is sample_traces. Everything runs in
this process, with the shipped playbooks. Printed for each set, and for all together:

score     hits/total as the scoring tool counts them: ``class`` (the first diagnosis is of the label's class; for a
          label outside the five, any answer outside the five), ``exact`` (… by name), ``false`` (outside the five,
          answered with one of the five; lower is better), ``cause@1`` and ``cause@3`` (a labelled cause is first, is
          among the first three), ``facts`` (labelled facts that the answer has).
causes    over the FIRST candidate of the first diagnosis, in the cases whose label is one of the five, names causes,
          and was met by the class of that diagnosis. A statement is that candidate's confidence; it is right
          if its cause is one of the label's. ``Brier`` is the mean of (confidence - 1 if right, else 0)², ``ECE`` the
          mean distance between a bin's mean confidence and its share right, weighted by count (ten bins of equal
          width), ``bias`` mean confidence minus share right (above 0: too sure).
listed    the same over ALL candidates of those diagnoses. A label may name two or three causes while
          the confidences of one diagnosis sum to less than 1, so that here a bias below 0 is expected.
classes   over the first diagnosis of every case that has one: its confidence, right if its class is the label's
          (exact). The confidence in a class is its signature's certainty, not fitted to anything.

``--strength`` repeats the measurement of causes for other exponents of the signs' ratios (matching/rank.py).
Exit status: 0, or 1 where the Brier score of the first causes over all sets together is above ``--max-brier``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

if __package__ in (None, ""):  # run as a script: python benchmarks/calibration.py
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.reliability import Stated, bias, bins, brier, expected_error
from diagnose.model.report import Report
from tests.corpus import FIVE, SAMPLES, Judgement, Sample, answer, judge, read_labels

_COUNTED = ("class", "exact", "false", "cause@1", "cause@3", "facts")


@dataclass
class Measured:
    """What was stated over some cases, and what of it is right."""

    hits: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    first: list[Stated] = field(default_factory=list)
    listed: list[Stated] = field(default_factory=list)
    classes: list[Stated] = field(default_factory=list)
    by_class: dict[str, list[Stated]] = field(default_factory=dict)


def measure(answered: Iterable[tuple[Sample, Report]]) -> Measured:
    """The measurements over cases and their answers."""
    measured = Measured()
    for sample, report in answered:
        judgement = judge(sample, report)
        _count(measured, sample, judgement)
        if not report.diagnoses:
            continue
        diagnosis = report.diagnoses[0]
        measured.classes.append((diagnosis.confidence, judgement.exact))
        if sample.label not in FIVE or not sample.causes or not judgement.exact or not diagnosis.candidates:
            continue
        listed = [(one.confidence, one.cause.id in sample.causes) for one in diagnosis.candidates]
        measured.first.append(listed[0])
        measured.listed += listed
        measured.by_class.setdefault(sample.label, []).append(listed[0])
    return measured


def _count(measured: Measured, sample: Sample, judgement: Judgement) -> None:
    counts = {
        "class": judgement.right,
        "exact": judgement.exact,
        "false": judgement.false_alarm,
        "cause@1": judgement.first_cause,
        "cause@3": judgement.third_cause,
    }
    for name, hit in counts.items():
        if hit is not None:
            measured.hits[name] += hit
            measured.totals[name] += 1
    if sample.label in FIVE:
        measured.hits["facts"] += len(sample.facts) - len(judgement.wrong_facts)
        measured.totals["facts"] += len(sample.facts)


def report_on(name: str, measured: Measured) -> str:
    """The measurements as text."""
    lines = [f"{name}: {_score(measured)}"]
    for title, stated in (("causes", measured.first), ("listed", measured.listed), ("classes", measured.classes)):
        lines.append(f"  {title:8s}{_summary(stated)}")
        lines += [
            f"    {one.low:.1f}-{one.high:.1f}  n {one.count:4d}  stated {one.confidence:.3f}  right {one.right:.3f}"
            for one in bins(stated)
        ]
    lines.append("  causes by class")
    lines += [f"    {label:15s}{_summary(stated)}" for label, stated in sorted(measured.by_class.items())]
    return "\n".join(lines)


def _score(measured: Measured) -> str:
    return "  ".join(
        f"{name} {measured.hits[name]}/{measured.totals[name]} = {measured.hits[name] / measured.totals[name]:.3f}"
        for name in _COUNTED
        if measured.totals[name]
    )


def _summary(stated: Sequence[Stated]) -> str:
    return f"n {len(stated):4d}  Brier {brier(stated):.4f}  ECE {expected_error(stated):.4f}  bias {bias(stated):+.4f}"


def with_strength(samples: Sequence[Sample], exponents: Sequence[float]) -> str:
    """The measurement of first causes for each exponent."""
    from diagnose.matching import rank

    shipped, lines = rank.STRENGTH, []
    try:
        for exponent in exponents:
            rank.STRENGTH = exponent
            answer.cache_clear()
            measured = measure((sample, answer(sample.path)) for sample in samples)
            lines.append(f"  strength {exponent:4.2f}  {_summary(measured.first)}  cause@1 {measured.hits['cause@1']}")
    finally:
        rank.STRENGTH = shipped
        answer.cache_clear()
    return "\n".join([f"exponents (shipped: {shipped})", *lines])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare with the bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", type=Path, dest="sets", metavar="FOLDER")
    parser.add_argument("--max-brier", type=float, metavar="X")
    parser.add_argument("--strength", action="append", type=float, default=[], metavar="X")
    chosen = parser.parse_args(arguments)
    sets: list[Path] = chosen.sets or [SAMPLES]
    for folder in sets:
        print(report_on(folder.name, measure(_answered(read_labels(folder)))))
    samples = [sample for folder in sets for sample in read_labels(folder)]
    together = measure(_answered(samples))
    if len(sets) > 1:
        print(report_on("together", together))
    if chosen.strength:
        print(with_strength(samples, chosen.strength))
    reached = brier(together.first)
    if chosen.max_brier is not None and reached > chosen.max_brier:
        print(f"falls short: Brier {reached:.4f}, at most {chosen.max_brier} asked", file=sys.stderr)
        return 1
    return 0


def _answered(samples: Iterable[Sample]) -> Iterable[tuple[Sample, Report]]:
    return ((sample, answer(sample.path)) for sample in samples)


if __name__ == "__main__":
    sys.exit(main())
