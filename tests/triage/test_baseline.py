"""The baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.model.triage import FINGERPRINT_VERSION, Triage
from diagnose.render.triage import render
from diagnose.render.view import View
from diagnose.triage.baseline import read_baseline
from diagnose.triage.merge import without_known
from tests.triage.rows import WHOLE

_HOW = "write one with 'autogen-doctor triage --format json PATH > FILE'"


def test_what_is_written_is_known(tmp_path: Path) -> None:
    """The JSON of a triage hides all that is in it, and nothing else."""
    path = tmp_path / "baseline.json"
    path.write_text(render(Triage(WHOLE.rows[:2], (), 2), "json", View()), encoding="utf-8")
    left = without_known(WHOLE, read_baseline(path).knows)

    assert (left.rows, left.known) == (WHOLE.rows[2:], 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "the baseline FILE does not exist: {how}"),
        ("", "the baseline FILE is empty: {how}"),
        ("faults", "FILE is not the JSON of a triage: {how}"),
        ("\xff\xfe", "FILE is not the JSON of a triage: {how}"),
        ("[" * 100_000, "FILE is not the JSON of a triage: {how}"),
        ("[]", "FILE is not the JSON of a triage: {how}"),
        ('{"faults": {}, "fingerprint_version": 2}', "FILE is not the JSON of a triage: {how}"),
        ('{"diagnoses": []}', "FILE is not the JSON of a triage: {how}"),
        (
            '{"faults": [], "fingerprint_version": 1}',
            "FILE comes from a version with other fingerprints: write it anew with this one",
        ),
        (
            '{"faults": [3], "fingerprint_version": 2}',
            "FILE is not the JSON of a triage, one of its faults is damaged: {how}",
        ),
        (
            '{"faults": [{"fingerprint": "a", "class": []}], "fingerprint_version": 2}',
            "FILE is not the JSON of a triage, one of its faults is damaged: {how}",
        ),
    ],
    ids=["missing", "empty", "words", "bytes", "deep", "list", "object", "report", "version", "number", "class"],
)  # fmt: skip
def test_anything_else_is_one_sentence(content: str | None, sentence: str, tmp_path: Path) -> None:
    """It names the file and says what to do."""
    path = tmp_path / "FILE"
    if content is not None:
        path.write_text(content, encoding="latin-1")
    with pytest.raises(DoctorError) as raised:
        read_baseline(path)

    assert str(raised.value).replace(str(path), "FILE") == sentence.format(how=_HOW)


def test_versions_in_this_file_are_todays() -> None:
    """The baselines above are of today's version where they say so."""
    assert FINGERPRINT_VERSION == 2
    assert json.loads(render(WHOLE, "json", View()))["fingerprint_version"] == FINGERPRINT_VERSION


def test_a_folder_is_no_baseline(tmp_path: Path) -> None:
    """The reason is the system's."""
    with pytest.raises(DoctorError, match=r"^the baseline .* could not be read \(.*\): check the path$"):
        read_baseline(tmp_path)
