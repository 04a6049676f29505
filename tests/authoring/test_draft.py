"""Drafts of playbooks: what is written knows the error again, and nothing else, whatever the log holds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from diagnose.authoring.draft import Draft, draft
from diagnose.authoring.naming import id_for
from diagnose.authoring.target import Target, read_log, targets
from diagnose.authoring.writing import files_of, write_draft
from diagnose.errors import DoctorError
from diagnose.knowledge import known as everything
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Report
from diagnose.pipeline import diagnose_bytes, diagnose_file
from diagnose.playbook.build import build_class
from diagnose.playbook.check import faults_of
from diagnose.playbook.marks import Items, Table, parse
from diagnose.redaction import Redactor
from tests.authoring.hostile import HOSTILE, SECRETS
from tests.corpus import SAMPLES

UNKNOWN = sorted((SAMPLES / "unknown").glob("*.log"))
TRIED = [
    path if number % 3 == 0 else pytest.param(path, marks=pytest.mark.thorough) for number, path in enumerate(UNKNOWN)
]
OTHER_WORDS = "zorbulated the frobnicator of the quux"
SAYS_TOO_LITTLE = {"key alone", "type as a key", "type of a megabyte"}
"""Errors whose words are taken out, or whose name is no name."""


@lru_cache(maxsize=1)
def known() -> PlaybookSet:
    """The shipped playbooks, loaded once."""
    return everything(()).playbooks


def first_unknown(path: Path) -> Target | None:
    found = targets(read_log(str(path), known()))
    return found[0] if found and not found[0].recognised else None


def drafted(path: Path) -> Draft:
    redactor, shipped = Redactor(), known()
    read = read_log(str(path), shipped)
    target = targets(read)[0]
    taken = {one.id for one in shipped.playbooks}
    name = id_for(redactor.text(target.raised.type), redactor.text(target.raised.message), taken)
    return draft(read, target, name, path.name, shipped, redactor.text)


def with_draft(made: Draft, folder: Path) -> PlaybookSet:
    """What is known with the draft, read back from the files that were written."""
    write_draft(made, files_of(folder, made.id, "first"))
    file = folder / "classes" / f"{made.id}.yaml"
    node = parse(file.read_text(encoding="utf-8"))
    assert faults_of(node, "class", file.name) == ()
    assert isinstance(node, Table)
    classes = (*known().playbooks, build_class(node, made.id, str(file)))
    return replace(known(), playbooks=classes, triggers=None, lines=None)


def classes(report: Report) -> list[str]:
    return [one.playbook.id for one in report.diagnoses]


def telling_line(target: Target) -> str:
    """The line of the message that says what failed."""
    lines = [line for line in target.raised.message.split("\n") if line.strip()]
    return lines[-1] if lines[0].startswith("Traceback") else lines[0]


@pytest.mark.parametrize("path", TRIED, ids=lambda path: path.stem)
def test_a_draft_knows_its_log_and_no_other_words(path: Path, tmp_path: Path) -> None:
    """With the drafted pack the log and the sample are of the drafted class; the same error in other words is not."""
    target = first_unknown(path)
    if target is None:
        pytest.skip("it has no error that no playbook knows")
    made = drafted(path)
    tried = with_draft(made, tmp_path)
    other = path.read_bytes().replace(telling_line(target).encode(), OTHER_WORDS.encode())

    assert made.id in classes(diagnose_file(str(path), tried))
    assert classes(diagnose_file(str(tmp_path / "samples" / made.id / "first.log"), tried))[0] == made.id
    assert OTHER_WORDS.encode() in other
    assert made.id not in classes(diagnose_bytes(other, path.name, tried))


HEAVY = [name for name in HOSTILE if "mega" in name or "many" in name]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in HEAVY])
def test_hostile_logs_are_quoted(name: str, tmp_path: Path) -> None:
    """Whatever a log says, the draft is sound YAML, knows it again and no error of the same type with other words, and
    holds no secret, no name of a user and nothing that acts on a terminal; or it is refused in a sentence."""
    hold_to_promises(name, tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("name", HEAVY)
def test_hostile_logs_of_megabytes_are_quoted(name: str, tmp_path: Path) -> None:
    """The same, and what is written is small."""
    hold_to_promises(name, tmp_path)


def hold_to_promises(name: str, folder: Path) -> None:
    path = folder / "trace.log"
    path.write_bytes(HOSTILE[name].encode("utf-8", "surrogatepass"))
    if name in SAYS_TOO_LITTLE:
        with pytest.raises(DoctorError, match="says too little"):
            drafted(path)
        return
    target = first_unknown(path)
    assert target is not None
    made = drafted(path)
    pack = folder / "pack"
    tried = with_draft(made, pack)
    written = "".join(file.read_text(encoding="utf-8") for file in pack.rglob("*") if file.is_file())
    labels = parse((pack / "samples" / "manifest.yaml").read_text(encoding="utf-8"))
    near = f'Traceback (most recent call last):\n  File "/srv/b.py", line 9, in h\n    i()\n{target.raised.type}: '

    assert made.id in classes(diagnose_file(str(path), tried))
    assert classes(diagnose_file(str(pack / "samples" / made.id / "first.log"), tried))[0] == made.id
    assert made.id not in classes(diagnose_bytes(f"{near}{OTHER_WORDS}\n".encode(), "near", tried))
    assert [secret for secret in (*SECRETS, "ritadoe") if secret in written] == []
    assert all(char.isprintable() or char in "\n\t" for char in written)
    assert isinstance(labels, Items)
    assert len(labels.nodes) == 1
    assert len(written) < 200_000


@pytest.mark.thorough
def test_a_long_log_is_drafted_from(tmp_path: Path) -> None:
    """Of a log of megabytes only what stands around the error is kept."""
    path = tmp_path / "long.log"
    noise = "2024-05-01 10:00:00 INFO agent: turn done\n" * 16_000
    path.write_text(noise + HOSTILE["markup"] + noise, encoding="utf-8")
    made = drafted(path)
    tried = with_draft(made, tmp_path / "pack")

    assert classes(diagnose_file(str(path), tried)) == [made.id]
    assert made.sample.count("\n") == 4
