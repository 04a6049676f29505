"""The samples are where their labels say, small, and free of anything that belongs to a person or a machine."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from pathlib import Path

import pytest

from diagnose.model.report import Status
from diagnose.model.vocabulary import FACTS
from tests.corpus import SAMPLES, known, read_labels

LABELLED = read_labels()
LARGEST_FILE = 200_000
LARGEST_SET = 6_000_000
_PRIVATE = {
    "a machine's own path": rb"(?:^|[\s\"'=(])/(?:work|root)/",
    "a package registry": rb"\b(?:pypi\.org|registry\.npmjs\.org|files\.pythonhosted\.org|proxy\.golang\.org)\b",
    "an e-mail address": rb"[\w.+-]{2,}@(?!example\.)[a-z][\w-]*\.(?:com|org|net|io|dev|ai|de|fr|co)\b",
    "a key": rb"\b(?:sk|gsk|hf|xai|pplx|AIza|ghp)[-_][A-Za-z0-9_-]{16,}",
    "a user's name in a path": rb"(?:/home/|/Users/|\\Users\\{1,2})(?!(?:u|u1|z|tg|ab|ci|app|dev|pho|user|User|agent|"
    rb"runner|ubuntu|worker|service|operator|codespace)\b)\w",
}


def test_labels_and_files_are_the_same() -> None:
    """No label without its file, no file without its label; names are used once."""
    files = sorted(
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*.log*")
        if path.relative_to(SAMPLES).parts[0] != "formats"
    )
    assert sorted(sample.path.relative_to(SAMPLES).as_posix() for sample in LABELLED) == files
    assert len({sample.id for sample in LABELLED}) == len(LABELLED)


def test_a_folder_is_a_class() -> None:
    """A sample lies in the folder of its class; none is clean/, other is unknown/."""
    folders = {"none": "clean", "other": "unknown"}
    assert [sample.id for sample in LABELLED if sample.folder != folders.get(sample.label, sample.label)] == []
    assert [sample.id for sample in LABELLED if not sample.id.startswith(f"{sample.folder}/")] == []


def test_labels_use_the_vocabulary() -> None:
    """Classes, causes, facts and states of a label are names that exist."""
    classes = {playbook.id for playbook in known().playbooks} | {"none", "other"}
    causes = {cause.id for cause in known().causes}
    facts = {*FACTS, "exception", "user_frame"}
    states = {status.value for status in Status}
    wrong = [
        (sample.id, name)
        for sample in LABELLED
        for names, allowed in (
            ((sample.label, *sample.accept, *sample.also), classes),
            (sample.causes, causes),
            (tuple(name for name, _ in sample.facts), facts),
            ((sample.status,) if sample.status else (), states),
        )
        for name in names
        if name not in allowed
    ]
    assert wrong == []


def test_samples_are_small() -> None:
    """The set is quick to clone and to read."""
    sizes = {sample.id: sample.path.stat().st_size for sample in LABELLED}
    assert [name for name, size in sizes.items() if size > LARGEST_FILE] == []
    assert sum(sizes.values()) < LARGEST_SET


@pytest.mark.parametrize("what", _PRIVATE)
def test_samples_name_nobody(what: str) -> None:
    """Real traces are shipped without the people and the machines that they came from."""
    pattern = re.compile(_PRIVATE[what], re.MULTILINE)
    named = {sample.id: hit[0] for sample in LABELLED if (hit := pattern.search(_bytes(sample.path)))}
    assert named == {}


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    unpack = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}.get(path.suffix)
    return unpack(data) if unpack else data.replace(b"\x00", b"")
