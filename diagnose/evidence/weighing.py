"""How much code speaks for a cause, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnose.matching.rank import STRENGTH, ambiguity
from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Span
from diagnose.model.playbook import Cause
from diagnose.model.report import Candidate, Diagnosis, Evidence

if TYPE_CHECKING:
    from diagnose.patterns import Hit

_SHOWN = 3
CHANGED = 0.5
"""What is left of the weight of code in a file that has changed since the trace."""


@dataclass(frozen=True, slots=True)
class Read:
    """The code that was read for a diagnosis.

    ``near`` says how much a file's hits count, from 1 for those that the trace runs through: the exponent of the
    ratio. ``judged`` are the languages and frameworks of the files that the trace runs through and that have not
    changed: only there does an absence say something. ``place`` is the line that it rests on.
    """

    hits: tuple[Hit, ...]
    near: Mapping[str, float]
    judged: Collection[tuple[str, frozenset[str]]]
    place: Span | None


def weighed(diagnosis: Diagnosis, read: Read) -> Diagnosis:
    """The diagnosis with what the code says: causes in their new order, each with its evidence from the code.

    The odds of each cause are multiplied by the likelihood ratio of its strongest hit, or of the absence of all its
    patterns; the confidence that none of them is it keeps its part.
    """
    factors: list[float] = []
    candidates: list[Candidate] = []
    for candidate in diagnosis.candidates:
        factor, evidence = _spoken(candidate.cause, read)
        factors.append(factor)
        candidates.append(replace(candidate, evidence=(*evidence, *candidate.evidence)))
    if not any(one.in_code for candidate in candidates for one in candidate.evidence):
        return diagnosis
    weights = [one.confidence * factor for one, factor in zip(candidates, factors, strict=True)]
    rest = max(0.0, diagnosis.confidence - sum(one.confidence for one in diagnosis.candidates))
    whole = (sum(weights) + rest) / diagnosis.confidence if diagnosis.confidence else 1.0
    moved = [replace(one, confidence=round(weight / whole, 4)) for one, weight in zip(candidates, weights, strict=True)]
    ranked = tuple(sorted(moved, key=lambda one: -one.confidence))
    return replace(diagnosis, candidates=ranked, ambiguity=ambiguity(ranked))


def _spoken(cause: Cause, read: Read) -> tuple[float, list[Evidence]]:
    """By what a cause's odds are multiplied, and the sentences that say why."""
    hits = [hit for hit in read.hits if hit.cause == cause.id]
    if hits:
        by_weight = sorted(hits, key=lambda hit: (-_ratio(hit, read), hit.source.path, hit.line))
        shown = [_said(hit) for hit in by_weight[:_SHOWN]]
        return _ratio(by_weight[0], read) ** STRENGTH, shown
    missed = [
        pattern.absent
        for pattern in cause.code
        if pattern.absent is not None
        and any(_is_judged(pattern.language, pattern.framework, *one) for one in read.judged)
    ]
    if not missed:
        return 1.0, []
    said = Evidence("nothing of the kind stands in the code that the trace runs through", False, read.place, True)
    return max(missed) ** STRENGTH, [said]


def _is_judged(language: str, frameworks: Sequence[str], read: str, imported: frozenset[str]) -> bool:
    return language == read and bool(imported.intersection(frameworks) if frameworks else imported)


def _ratio(hit: Hit, read: Read) -> float:
    return float(hit.pattern.ratio ** read.near.get(hit.source.path, 0.0))


def _said(hit: Hit) -> Evidence:
    from diagnose.fixes.words import statement

    source = hit.source
    first, last = source.line_in_file(hit.line), source.line_in_file(hit.end_line)
    return Evidence(statement(hit), True, Span(source.path, first, last), True)
