"""How the answer to a sample compares with its label."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.confusion import NO_ERROR, UNKNOWN, UNRECOGNISED, Failing, Label
from diagnose.model.lines import Span
from diagnose.model.report import Diagnosis, FactValue, Report

_CAUSES = 3
"""Among so many causes that are named first the true one must be."""
_SLACK = 0.01


def answered(report: Report) -> str:
    """The class of the first diagnosis, ``UNRECOGNISED`` or ``NO_ERROR``."""
    if report.diagnoses:
        return report.diagnoses[0].playbook.id
    return UNRECOGNISED if report.unrecognised else NO_ERROR


def is_right(label: Label, report: Report) -> bool:
    """Whether the first answer is the label's class, or one that counts as well."""
    right = {label.label, *label.accept}
    right |= {UNRECOGNISED} if UNKNOWN in right else set()
    return answered(report) in right or "class" in label.known_miss


def failings(label: Label, report: Report) -> Iterator[Failing]:
    """What the label says and the answer does not."""
    said, right = answered(report), is_right(label, report)
    if not right and not _is_noise(label, report):
        yield Failing("missing", label.id, _at(label, report), label.label, f"answered {said}")
    for at, diagnosis in enumerate(report.diagnoses):
        name = diagnosis.playbook.id
        if name not in (label.label, *label.accept, *label.also) and "class" not in label.known_miss:
            how = "wins" if at == 0 else f"speaks beside {said}"
            place = f"{label.file}:{diagnosis.decisive.first_line}"
            yield Failing("noisy", label.id, place, name, f"{how}, expected {label.expected}")
    if report.diagnoses and right:
        yield from _differing(label, report.diagnoses[0])


def _is_noise(label: Label, report: Report) -> bool:
    """Whether a class speaks where none should: it is told as noisy, and no class is missing."""
    return bool(report.diagnoses) and label.label in (NO_ERROR, UNKNOWN)


def _at(label: Label, report: Report) -> str:
    """Where in the sample that stands which was answered, or the label where there is no answer."""
    spans: list[Span] = [one.decisive for one in report.diagnoses[:1]] or [one.span for one in report.unrecognised[:1]]
    return f"{label.file}:{spans[0].first_line}" if spans else label.place


def _differing(label: Label, first: Diagnosis) -> Iterator[Failing]:
    """The causes, facts and the status of the label that the diagnosis does not have."""
    named = [candidate.cause.id for candidate in first.candidates[:_CAUSES]]
    about = first.playbook.id
    if label.causes and not set(label.causes) & set(named) and "causes" not in label.known_miss:
        said = f"causes: wanted {' or '.join(label.causes)}, answered {', '.join(named) or 'none'}"
        yield Failing("label", label.id, label.place, about, said)
    found = facts_of(first)
    for name, values in label.facts if "facts" not in label.known_miss else ():
        if not any(_equal(value, found.get(name)) for value in values):
            said = f"{name}: wanted {' or '.join(values)}, answered {found.get(name, 'nothing')}"
            yield Failing("label", label.id, label.place, about, said)
    if label.status and first.status.value != label.status and "status" not in label.known_miss:
        said = f"status: wanted {label.status}, answered {first.status.value}"
        yield Failing("label", label.id, label.place, about, said)


def facts_of(diagnosis: Diagnosis) -> dict[str, FactValue]:
    """The facts of a diagnosis, with ``exception`` and ``user_frame`` (``file:line:function``) as labels name them."""
    facts = dict(diagnosis.facts)
    if diagnosis.exception.type:
        facts["exception"] = diagnosis.exception.type
    frame = diagnosis.application_frame
    if frame is not None:
        facts["user_frame"] = f"{frame.filename}:{frame.lineno}:{frame.name}"
    return facts


def _equal(want: str, found: FactValue | None) -> bool:
    """Numbers within one percent; of texts one may be the other's last part behind a dot or a slash."""
    if found is None:
        return False
    if isinstance(found, (int, float)):
        number = _number(want)
        return number is not None and abs(number - found) <= _SLACK * max(1, abs(number))
    short, long = sorted((str(text).lower().replace("\\", "/") for text in (want, found)), key=len)
    return bool(short) and (short == long or long.endswith((f".{short}", f"/{short}")))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
