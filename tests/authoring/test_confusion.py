"""playbooks test: what a pack's samples are answered, beside what their labels say."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from diagnose.authoring.confusion import confusion
from diagnose.authoring.labels import read_labels
from diagnose.errors import DoctorError
from diagnose.knowledge import known
from diagnose.model.confusion import Confusion, Failing
from diagnose.model.playbook import PlaybookSet
from diagnose.render.confusion import as_json, as_text
from diagnose.render.view import View
from tests.cli.program import call_inside

CLASS = """\
title: The {0} gave way
summary: The {0} holds only so much.
severity: error
signatures:
  - {{name: seen, certainty: 0.9, exception: zlorp.{1}}}
"""
LABELS = """\
- {id: blimp/right, file: blimp/right.log, class: blimp, facts: {exception: zlorp.Blimp, status: [400, 404]}}
- {id: blimp/wrong, file: blimp/wrong.log, class: blimp}
- {id: clean/quiet, file: quiet.log, class: none}
- {id: other/unknown, file: unknown.log, class: other}
- {id: other/either, file: blimp/wrong.log, class: other, accept: [gadget]}
- {id: blimp/excused, file: quiet.log, class: blimp, known_miss: {class: answered none}}
- {id: blimp/both, file: both.log, class: blimp, also: [gadget]}
- {id: blimp/lost, file: lost.log, class: blimp}
"""


def trace(kind: str, message: str) -> str:
    return f'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\n{kind}: {message}\n'


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with two classes, and samples that are right, wrong and missing."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "classes").mkdir()
    for name in ("blimp", "gadget"):
        (folder / "classes" / f"{name}.yaml").write_text(CLASS.format(name, name.title()), encoding="utf-8")
    (folder / "samples" / "blimp").mkdir(parents=True)
    files = {
        "blimp/right.log": trace("zlorp.Blimp", "Error code: 500"),
        "blimp/wrong.log": "INFO begun\n" + trace("zlorp.Gadget", "it broke"),
        "quiet.log": "INFO all is well\n",
        "unknown.log": trace("zlorp.Quux", "nobody knows"),
        "both.log": trace("zlorp.Blimp", "gone") + "\n" * 40 + trace("zlorp.Gadget", "it broke"),
        "manifest.yaml": LABELS,
    }
    for name, text in files.items():
        (folder / "samples" / name).write_text(text, encoding="utf-8")
    return folder


@lru_cache(maxsize=1)
def playbooks(folder: Path) -> PlaybookSet:
    return known((folder,)).playbooks


def found(pack: Path) -> Confusion:
    return confusion(read_labels(pack / "samples"), playbooks(pack), ("blimp", "gadget"), ("classes/blimp.yaml:1",))


def test_each_sample_is_counted_as_labelled_and_as_answered(pack: Path) -> None:
    """An answer that counts as well is right; an excused one too; what cannot be read is not counted."""
    assert found(pack).cells == (
        ("blimp", "blimp", 3), ("blimp", "gadget", 1), ("none", "none", 1), ("unrecognised", "unrecognised", 2),
    )  # fmt: skip


def test_faults_have_a_file_and_a_line(pack: Path) -> None:
    """Missing and noisy where the answer stands in the sample, a wrong fact where its label stands."""
    samples = (pack / "samples").as_posix()
    lost, *rest = sorted(found(pack).failing, key=lambda one: one.sample != "blimp/lost")

    assert rest == [
        Failing(
            "label", "blimp/right", f"{samples}/manifest.yaml:1", "blimp", "status: wanted 400 or 404, answered 500"
        ),
        Failing("missing", "blimp/wrong", f"{samples}/blimp/wrong.log:5", "blimp", "answered gadget"),
        Failing("noisy", "blimp/wrong", f"{samples}/blimp/wrong.log:5", "gadget", "wins, expected blimp"),
    ]
    assert (lost.kind, lost.place) == ("unread", f"{samples}/manifest.yaml:8")


def test_table_where_it_fits_and_list_where_not(pack: Path) -> None:
    """Rows are what was expected, columns what was answered; of a wide table what is off its diagonal."""
    wide, narrow = (as_text(found(pack), View(width=width)).split("\n") for width in (80, 40))

    assert wide[2:7] == [
        "              answered",
        "expected      blimp  gadget  none  unrecognised",
        "blimp             3       1     .             .",
        "none              .       .     1             .",
        "unrecognised      .       .     .             2",
    ]
    assert narrow[3:5] == ["expected      samples  right", "blimp               4      3"]
    assert "      1  blimp → gadget" in narrow
    assert max(map(len, narrow)) <= 40


def test_many_classes_stay_readable() -> None:
    """Of forty classes each has its line, none wider than the screen, and what is wrong is a list."""
    cells = [(f"class-number-{number}", f"class-number-{number}", 3) for number in range(40)]
    cells.append(("class-number-7", "class-number-8", 2))
    lines = as_text(Confusion(122, tuple(cells), ()), View(width=80)).split("\n")

    assert max(map(len, lines)) <= 80
    assert "class-number-7         5      3" in lines
    assert "      2  class-number-7 → class-number-8" in lines


def test_json_has_the_same(pack: Path) -> None:
    """Programs get the table as rows, and every fault with its place."""
    document = json.loads(as_json(found(pack), View()))

    assert (document["version"], document["samples"], len(document["faults"])) == (1, 8, 4)
    assert {"expected": "blimp", "answered": "gadget", "samples": 1} in document["confusion"]
    assert (document["without_sample"], document["todo"]) == (["gadget"], ["classes/blimp.yaml:1"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "manifest.yaml:1: must be a list of labels"),
        ("a: 1\n", "manifest.yaml:1: must be a list of labels"),
        ("- x\n", "manifest.yaml:1: a label is a mapping with id, file and class"),
        ("- {id: a, file: a.log, class: none}\n- {id: b, class: c}\n", "manifest.yaml:2: the label has no file"),
        ("- {id: a, file: a.log, class: 'A b'}\n", "manifest.yaml:1: class: 'A b' is not an id"),
        ("- {id: a, file: ../../etc/passwd, class: a}\n", "must lie in the folder of the manifest"),
        ("- {id: a, file: /etc/passwd, class: a}\n", "must lie in the folder of the manifest"),
        ("- &a {id: a}\n- *a\n", "manifest.yaml:1: anchors and aliases"),
        ("- !!python/name:os.system ''\n", "manifest.yaml:1: tags are not allowed"),
        ("- {id: a\n", "manifest.yaml:2: not YAML"),
        ("\udcff", "it is not UTF-8 text"),
    ],
)
def test_labels_that_are_none(text: str, said: str, tmp_path: Path) -> None:
    """A manifest of a stranger is refused with file and line; nothing outside its folder is read."""
    (tmp_path / "manifest.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(DoctorError) as refused:
        read_labels(tmp_path)
    assert said in str(refused.value)


def test_command(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1 with faults; 2 where there is no pack or are no samples."""
    faulty = call_inside(capsys, "playbooks", "test", pack)
    none = call_inside(capsys, "playbooks", "test", pack / "nowhere")
    unsampled = call_inside(capsys, "playbooks", "test", pack / "samples")

    assert (faulty.status, none.status, unsampled.status) == (1, 2, 2)
    assert faulty.out.startswith("8 samples of 3 kinds, 4 faults on 3 of them.\n")
    assert "has no samples/: put labelled logs there, or name a folder with --samples" in unsampled.err


@pytest.mark.thorough
def test_shipped_playbooks_answer_their_samples(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a pack the checkout's samples are run, and all of them are as labelled."""
    ended = call_inside(capsys, "playbooks", "test", "--format", "json")

    assert json.loads(ended.out)["faults"] == []
    assert ended.status == 0
