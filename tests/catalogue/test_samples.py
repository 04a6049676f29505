"""Every sample is answered by its own playbook, no playbook answers for another's, and clean logs give nothing.

A new class needs a folder of samples and their labels in ``sample_traces/manifest.yaml``, and nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from diagnose.model.report import Report
from tests.corpus import FIVE, Sample, answer, got, judge, known, read_labels, wrong_facts

LABELLED = read_labels()
FOLDERS = sorted({sample.folder for sample in LABELLED})
CLASSES = sorted(playbook.id for playbook in known().playbooks)
EXCUSES = ("class", "causes", "facts", "status")


def in_folder(folder: str) -> list[Sample]:
    return [sample for sample in LABELLED if sample.folder == folder]


def complaint(sample: Sample, about: str) -> str | None:
    """What is wrong with the program's answer in one respect, None where nothing is."""
    report = answer(sample.path)
    if about == "class":
        return None if judge(sample, report).exact else f"{sample.id}: answered {got(report)}"
    first = report.diagnoses[0] if report.diagnoses else None
    if about == "causes":
        said = [candidate.cause.id for candidate in first.candidates[:3]] if first else []
        wrong = sample.causes and not set(sample.causes) & set(said)
        return f"{sample.id}: wanted {' or '.join(sample.causes)}, got {said}" if wrong else None
    if about == "facts":
        missing = wrong_facts(sample, first) if first or sample.label in FIVE else ()
        return f"{sample.id}: {'; '.join(missing)}" if missing else None
    status = first.status.value if first else None
    wrong_status = sample.status and first and status != sample.status
    return f"{sample.id}: wanted {sample.status}, got {status}" if wrong_status else None


def complaints(samples: Iterable[Sample], about: str) -> list[str]:
    excused = (sample for sample in samples if about not in dict(sample.known_miss))
    return [text for sample in excused if (text := complaint(sample, about))]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_sample_is_missed(folder: str) -> None:
    """Each sample's first diagnosis is of the class of its folder; one in clean/ gets none, one in unknown/ no class
    that its label rules out."""
    assert complaints(in_folder(folder), "class") == []


@pytest.mark.parametrize("playbook", CLASSES)
def test_no_playbook_is_noisy(playbook: str) -> None:
    """A playbook does not speak, first or later, on a sample that has no error of its class."""
    noise = [
        sample.id
        for sample in LABELLED
        if any(diagnosis.playbook.id == playbook for diagnosis in answer(sample.path).diagnoses)
        and playbook not in (sample.label, *sample.accept, *sample.also)
        and not ("other" in (sample.label, *sample.accept) and playbook not in FIVE)
        and "class" not in dict(sample.known_miss)
    ]
    assert noise == []


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder in FIVE])
def test_a_labelled_cause_is_among_the_first_three(folder: str) -> None:
    """Whoever reads the first three causes meets the true one."""
    assert complaints(in_folder(folder), "causes") == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_labelled_facts_are_found(folder: str) -> None:
    """Numbers, names, the true exception and the user's frame are those that a person reads in the log."""
    assert complaints(in_folder(folder), "facts") == []


def test_what_became_of_an_error_is_told() -> None:
    """Errors that were retried with success, and noise that changes nothing, are said to be that."""
    assert complaints(LABELLED, "status") == []


def test_known_misses_are_still_missed() -> None:
    """The excuses in the manifest are true; delete the line of one that is no longer needed."""
    needless = [
        f"{sample.id}: {about}" for sample in LABELLED for about, _ in sample.known_miss if not complaint(sample, about)
    ]
    assert needless == []


def test_known_misses_are_few() -> None:
    """An excuse is for what is hard, and names what it excuses."""
    excused = [sample for sample in LABELLED if sample.known_miss]
    assert {about for sample in excused for about, _ in sample.known_miss} <= set(EXCUSES)
    assert len(excused) <= len(LABELLED) // 20


def test_every_class_has_samples() -> None:
    """A class without a real trace is a guess."""
    assert sorted({sample.label for sample in LABELLED} - {"none", "other"}) == CLASSES


def test_each_cause_of_the_five_has_a_sample() -> None:
    """Each cause of the five classes is the label of a trace, or no log can tell it."""
    used = {ref.cause for playbook in known().playbooks if playbook.id in FIVE for ref in playbook.causes}
    assert sorted(used - {cause for sample in LABELLED for cause in sample.causes}) == SEEN_IN_NO_LOG


SEEN_IN_NO_LOG: list[str] = []
"""Causes that only the user's code or set-up shows, so that no labelled log names them."""


@pytest.mark.thorough
def test_same_answer_twice() -> None:
    """The same log gives an equal report again."""
    from diagnose.input import read_source
    from diagnose.pipeline import diagnose_lines

    def again(sample: Sample) -> Report:
        return diagnose_lines(read_source(str(sample.path)).lines, known())

    assert [sample.id for sample in LABELLED[::8] if again(sample) != answer(sample.path)] == []
