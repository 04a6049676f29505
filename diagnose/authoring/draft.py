"""A draft of a playbook, tried out before anything of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from diagnose.authoring.classfile import class_text
from diagnose.authoring.judging import facts_of
from diagnose.authoring.sample import samples, without_homes
from diagnose.authoring.signature import Asked, asked
from diagnose.authoring.target import Read, Target
from diagnose.errors import DoctorError
from diagnose.input import lines_of_text
from diagnose.matching.patterns import any_hit
from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Diagnosis, FactValue, Report
from diagnose.pipeline import diagnose_lines
from diagnose.playbook.build import build_class
from diagnose.playbook.check import faults_of
from diagnose.playbook.marks import Table, parse

CERTAINTY = 0.9
_ABOVE = 0.01
"""By so much more certain is a draft that must win over a class that knows the error already."""
_OTHERS = (
    "something else went wrong here", "'another_name'", "another_name", "17", "None", "/srv/other/place.txt",
    "https://example.org/other", "[Errno 5] Input/output error", "2 other things of 3 were found at 10:20",
)  # fmt: skip
"""Messages of other errors: a pattern that one of them meets is too free."""
Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: the class's YAML, its sample, and the facts that the sample states."""

    id: str
    text: str
    sample: str
    facts: tuple[tuple[str, FactValue], ...]
    target: Target


def draft(read: Read, target: Target, name: str, origin: str, known: PlaybookSet, redact: Clean) -> Draft:
    """A playbook that knows the error in its log and in its sample, and takes no other error for it.

    ``redact`` takes secrets out. Raises DoctorError where the error says too little for that.
    """

    def clean(text: str) -> str:
        return without_homes(redact(text))

    certainty = min(1.0, max(CERTAINTY, target.certainty + _ABOVE)) if target.recognised else CERTAINTY
    texts = list(samples(read, target, redact))
    for asks in asked(target, clean):
        text = class_text(target, asks, origin, certainty, clean)
        tried = _with(known, name, text)
        if _too_free(asks) or not _is_known(read, target, name, tried):
            continue
        for sample in texts:
            shown = _first(_on_text(sample, tried))
            if shown is not None and shown.playbook.id == name:
                return Draft(name, text, sample, tuple(_facts(shown, clean)), target)
    raise DoctorError(
        f"line {target.line}: the error says too little to be known again by its own words; write the class by hand, "
        "as CONTRIBUTING.md says"
    )


def _with(known: PlaybookSet, name: str, text: str) -> PlaybookSet:
    """The playbooks with the drafted class among them."""
    node = parse(text)
    faults = faults_of(node, "class", name)
    assert isinstance(node, Table), text
    assert not faults, faults
    playbooks = [one for one in known.playbooks if one.id != name] + [build_class(node, name, name)]
    return replace(known, playbooks=tuple(sorted(playbooks, key=lambda one: one.id)), triggers=None, lines=None)


def _too_free(asks: Asked) -> bool:
    """Whether errors of the same type with other words would be met as well."""
    return bool(asks.message) and any(any_hit((asks.message,), other) for other in _OTHERS)


def _is_known(read: Read, target: Target, name: str, tried: PlaybookSet) -> bool:
    """Whether the draft is what the error is now, and no other error that was known is taken for it."""
    before = read.report.diagnoses
    after = [one for report in _again(read, target, tried) for one in report.diagnoses]
    met = any(one.playbook.id == name and _meets(one, target) for one in after)
    others = {one.playbook.id for one in before if not _meets(one, target)} if len(read.stretches) == 1 else set()
    return met and others <= {one.playbook.id for one in after}


def _again(read: Read, target: Target, tried: PlaybookSet) -> Iterator[Report]:
    """The report on a small log once more; of a long one, on what stands around the error."""
    if len(read.stretches) == 1:
        yield diagnose_lines(read.stretches[0], tried)
        return
    for stretch in read.stretches:
        if stretch and stretch[0].number <= target.span.first_line <= stretch[-1].number:
            yield diagnose_lines(stretch, tried, near=True)


def _meets(diagnosis: Diagnosis, target: Target) -> bool:
    spans = (diagnosis.span, *diagnosis.places)
    here = target.span
    return any(span.first_line <= here.last_line and here.first_line <= span.last_line for span in spans)


def _on_text(text: str, tried: PlaybookSet) -> Report:
    return diagnose_lines(lines_of_text(text, "sample"), tried)


def _first(report: Report) -> Diagnosis | None:
    return report.diagnoses[0] if report.diagnoses else None


def _facts(shown: Diagnosis, clean: Clean) -> Iterator[tuple[str, FactValue]]:
    """What the label says: all that the sample states, but for what is a secret."""
    for fact, value in facts_of(shown).items():
        if not isinstance(value, str) or (clean(value) == value and value.isprintable()):
            yield fact, value


def others(found: Sequence[Target], target: Target) -> list[Target]:
    """The further errors that no playbook knows."""
    return [one for one in found if one is not target and not one.recognised]
