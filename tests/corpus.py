"""Labelled traces: reading the labels, asking for the answers, and judging one by the other.

A set is a folder with a ``manifest.yaml``: a list of cases with ``id``, ``file``, ``class``, ``causes``, ``facts``,
``accept``, ``status``. The judgement follows the rules of the scoring tool that the project is measured with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import yaml

from diagnose.input import read_source
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Diagnosis, Report
from diagnose.pipeline import diagnose_lines
from diagnose.playbook import load

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_traces"
FIVE = frozenset({"host-oom", "cuda-oom", "context-length", "timeout", "event-loop"})
"""The classes that the program is for; the others are their neighbours."""

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled trace.

    ``label`` is a class, ``none`` (no error in it) or ``other`` (an error of no known class). Each of ``facts`` holds
    the values of which any counts. ``accept`` are classes that count as the label, ``also`` those of further errors
    that the log really has. ``known_miss`` says for what (class, causes, facts, status) the program is known to answer
    otherwise, and what it answers.
    """

    id: str
    path: Path
    label: str
    causes: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    accept: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    status: str | None = None
    known_miss: tuple[tuple[str, str], ...] = ()

    @property
    def folder(self) -> str:
        """The folder that the sample lies in."""
        return self.path.parent.name


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer compares with its label; None where the label says nothing on the matter."""

    got: str
    right: bool
    exact: bool
    false_alarm: bool | None
    first_cause: bool | None
    third_cause: bool | None
    wrong_facts: tuple[str, ...] = field(default=())


@lru_cache(maxsize=1)
def known() -> PlaybookSet:
    """The shipped playbooks, loaded once."""
    return load().playbooks


@lru_cache(maxsize=8)
def read_labels(folder: Path = SAMPLES) -> tuple[Sample, ...]:
    """The labels of a set, in the manifest's order; of the samples, also those that the proofs write."""
    proven = _read_manifest(folder / "proofs") if folder == SAMPLES else ()
    return (*_read_manifest(folder), *proven)


def _read_manifest(folder: Path) -> tuple[Sample, ...]:
    cases = yaml.safe_load((folder / "manifest.yaml").read_text("utf-8")) or []
    return tuple(
        Sample(
            id=case["id"],
            path=folder / case["file"],
            label=case["class"],
            causes=tuple(case.get("causes") or ([case["cause"]] if case.get("cause") else [])),
            facts=tuple(
                (name, tuple(value) if isinstance(value, list) else (value,))
                for name, value in (case.get("facts") or {}).items()
                if value is not None
            ),
            accept=tuple(case.get("accept") or ()),
            also=tuple(case.get("also") or ()),
            status=case.get("status"),
            known_miss=tuple((case.get("known_miss") or {}).items()),
        )
        for case in cases
    )


@cache
def answer(path: Path) -> Report:
    """The report on one file, made once."""
    return diagnose_lines(read_source(str(path)).lines, known())


def got(report: Report) -> str:
    """The class of the first diagnosis, ``unrecognised``, or ``none``."""
    if report.diagnoses:
        return report.diagnoses[0].playbook.id
    return "unrecognised" if report.unrecognised else "none"


def judge(sample: Sample, report: Report) -> Judgement:
    """The answer under the label's rules."""
    said = got(report)
    accepted = said in sample.accept or ("other" in sample.accept and said not in FIVE and said != "none")
    told = sample.label if accepted else said
    if sample.label in FIVE:
        right = exact = told == sample.label
    else:
        right = told == "none" if sample.label == "none" else told not in FIVE
        exact = right and told != "none" if sample.label == "other" else told == sample.label
    causes: list[str] = []
    first = report.diagnoses[0] if report.diagnoses else None
    if first is not None:
        causes = [candidate.cause.id for candidate in first.candidates]
    asked = sample.causes if sample.label in FIVE else ()
    return Judgement(
        got=said,
        right=right,
        exact=exact,
        false_alarm=None if sample.label in FIVE else told in FIVE,
        first_cause=bool(causes) and causes[0] in asked if asked else None,
        third_cause=any(cause in asked for cause in causes[:3]) if asked else None,
        wrong_facts=wrong_facts(sample, first) if sample.label in FIVE else (),
    )


def wrong_facts(sample: Sample, diagnosis: Diagnosis | None) -> tuple[str, ...]:
    """Each of the label's facts that the diagnosis has not, as ``name: wanted, got``."""
    found = facts_of(diagnosis) if diagnosis is not None else {}
    return tuple(
        f"{name}: wanted {' or '.join(map(str, values))}, got {found.get(name)}"
        for name, values in sample.facts
        if not any(_equal(value, found.get(name)) for value in values)
    )


def facts_of(diagnosis: Diagnosis) -> dict[str, Value | None]:
    """A diagnosis's facts, with ``exception`` and ``user_frame`` (``filename:lineno:name``) as labels name them."""
    facts: dict[str, Value | None] = dict(diagnosis.facts)
    facts["exception"] = diagnosis.exception.type or None
    frame = diagnosis.application_frame
    if frame is not None:
        facts["user_frame"] = f"{frame.filename}:{frame.lineno}:{frame.name}"
    return facts


def _equal(want: Value, found: Value | None) -> bool:
    """Numbers within one percent; of texts, one may be the other's last part after a dot or a slash."""
    if found is None:
        return False
    if isinstance(want, (int, float)) and isinstance(found, (int, float)):
        return abs(want - found) <= 0.01 * max(1, abs(want))
    texts = (str(value).lower().replace("\\", "/") for value in (want, found))
    short, long = sorted(texts, key=len)
    return bool(short) and (short == long or long.endswith(("." + short, "/" + short)))
