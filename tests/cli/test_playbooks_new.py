"""playbooks new: a draft from a log, written where it was asked for and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.program import SAMPLE, call_inside

Capsys = pytest.CaptureFixture[str]
ERRORS = """\
Traceback (most recent call last):
  File "/srv/app/store.py", line 21, in put
    client.write(batch)
acme.store.QuotaExceeded: tenant 'blue' used 5,120 of 4,096 rows; retry in 30 seconds

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/app/main.py", line 8, in <module>
    run()
RuntimeError: the batch was not stored

Traceback (most recent call last):
  File "/srv/app/main.py", line 12, in plan
    return PLANS[name]
KeyError: 'autumn'
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a log, in which one stands."""
    (tmp_path / "trace.log").write_text(ERRORS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_from_an_unknown_error_to_a_tested_pack(place: Path, capsys: Capsys) -> None:
    """The draft stands in three files, is sound, knows its log and passes its own test; the other error is named."""
    drafted = call_inside(capsys, "playbooks", "new", "--from", "trace.log")
    sound = call_inside(capsys, "playbooks", "validate", "playbooks-draft")
    answered = call_inside(capsys, "diagnose", "--playbooks", "playbooks-draft", "trace.log", "--format", "json")
    tested = call_inside(capsys, "playbooks", "test", "playbooks-draft")

    assert (drafted.status, drafted.err) == (0, "")
    assert files_in(place / "playbooks-draft") == [
        "classes/quota-exceeded.yaml", "samples/manifest.yaml", "samples/quota-exceeded/trace.log",
    ]  # fmt: skip
    assert "line 16     KeyError: 'autumn'" in drafted.out
    assert (sound.status, sound.out) == (0, "no faults\n")
    assert '"class": "quota-exceeded"' in answered.out
    assert tested.status == 0
    assert "1 sample of 1 kind, no faults." in tested.out


def test_the_error_that_a_general_one_came_from_is_asked_for(place: Path, capsys: Capsys) -> None:
    """Type, words with what varies left open, a fact by its name; the wrapper and the user's frame as hints."""
    call_inside(capsys, "playbooks", "new", "--from", "trace.log")
    text = (place / "playbooks-draft/classes/quota-exceeded.yaml").read_text(encoding="utf-8")
    pattern = (
        r"tenant ''[^'']*'' used [\d.,_]+ of [\d.,_]+ rows; retry in (?P<retry_after_s>[\d.,]+ ?[a-z]+)"  # in quotes
    )

    assert "    exception: ['acme.store.QuotaExceeded']\n" in text
    assert f"    message: ['{pattern}']\n" in text
    assert "    # chain: ['RuntimeError']\n" in text
    assert "    # frame: ['store\\.py:put$']\n" in text


@pytest.mark.thorough
def test_hints_are_sound_once_uncommented(place: Path, capsys: Capsys) -> None:
    """Whoever takes the # away from a hint has a playbook without faults."""
    call_inside(capsys, "playbooks", "new", "--from", "trace.log")
    file = place / "playbooks-draft/classes/quota-exceeded.yaml"
    hints = (
        "    # chain:",
        "    # frame:",
        "# side:",
        "# retry:",
        "#   helps:",
        "#   because:",
        "# not_this:",
        "# refer",
    )
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(
        "".join(line.replace("# ", "", 1) if line.startswith(hints) else line for line in lines), encoding="utf-8"
    )

    assert call_inside(capsys, "playbooks", "validate", "playbooks-draft").out == "no faults\n"


@pytest.mark.thorough
def test_line_picks_another_error_and_id_names_it(place: Path, capsys: Capsys) -> None:
    """--line N drafts from the error that stands there; --id is the name of its file. Labels are put behind labels."""
    call_inside(capsys, "playbooks", "new", "--from", "trace.log", "--into", "mine")
    second = call_inside(
        capsys, "playbooks", "new", "--from", "trace.log", "--into", "mine", "--line", "14", "--id", "plan"
    )

    assert second.status == 0
    assert "message: ['^''autumn''$']" in (place / "mine/classes/plan.yaml").read_text(encoding="utf-8")
    assert call_inside(capsys, "playbooks", "test", "mine").status == 0
    assert call_inside(capsys, "playbooks", "new", "--from", "trace.log", "--into", "mine", "--line", "1").status == 1


@pytest.mark.thorough
def test_what_is_recognised_is_said_and_nothing_written(place: Path, capsys: Capsys) -> None:
    """A known error ends with status 1 and its class; --force drafts one that wins over it."""
    ended = call_inside(capsys, "playbooks", "new", "--from", SAMPLE)
    before = files_in(place)
    forced = call_inside(capsys, "playbooks", "new", "--from", SAMPLE, "--force", "--id", "our-window")

    assert (ended.status, ended.err) == (1, "")
    assert "is recognised already: context-length (" in ended.out
    assert before == ["trace.log"]
    assert forced.status == 0
    assert call_inside(capsys, "playbooks", "test", "playbooks-draft").status == 0


def test_no_error_is_1(place: Path, capsys: Capsys) -> None:
    """A log without an error gives no draft."""
    (place / "clean.log").write_text("INFO all is well\n", encoding="utf-8")
    ended = call_inside(capsys, "playbooks", "new", "--from", "clean.log")

    assert (ended.status, ended.out) == (1, "No error was found in the log; nothing was written.\n")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--id", "Not An Id", "an id is lower-case words joined with hyphens"),
        ("--id", "context-length", "there is a class or a cause of this id already"),
        ("--id", "unbounded-history", "there is a class or a cause of this id already"),
        ("--line", "999", "no error stands at line 999; there are errors at line 4, 16"),
        ("--into", "trace.log", "is no folder: name one with --into"),
    ],
)
def test_wrong_usage_is_2(option: str, value: str, said: str, place: Path, capsys: Capsys) -> None:
    """What cannot be is said in a sentence, and nothing is written."""
    ended = call_inside(capsys, "playbooks", "new", "--from", "trace.log", option, value)

    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err.replace("\n", " ")
    assert files_in(place) == ["trace.log"]


def test_nothing_is_written_over(place: Path, capsys: Capsys) -> None:
    """Neither a class nor a sample that is there, nor a file that a link leads to; a manifest that is no list stays."""
    folder = place / "mine"
    (folder / "classes").mkdir(parents=True)
    (folder / "classes/first.yaml").symlink_to(place / "elsewhere.yaml")  # a dangling link
    linked = call_inside(capsys, "playbooks", "new", "--from", "trace.log", "--into", "mine", "--id", "first")
    (folder / "samples").mkdir()
    (folder / "samples/manifest.yaml").write_text("labels: none\n", encoding="utf-8")
    listed = call_inside(capsys, "playbooks", "new", "--from", "trace.log", "--into", "mine", "--id", "second")

    assert [linked.status, listed.status] == [2, 2]
    assert "is there already and stays as it is" in linked.err
    assert "is no list of labels to which one could be added" in listed.err
    assert not (place / "elsewhere.yaml").exists()
    assert files_in(folder) == ["samples/manifest.yaml"]


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="needs a folder without rights")
def test_a_folder_that_cannot_be_written_is_2(place: Path, capsys: Capsys) -> None:
    """The reason is said in a sentence."""
    (place / "closed").mkdir(mode=0o500)

    assert call_inside(capsys, "playbooks", "new", "--from", "trace.log", "--into", "closed").status == 2
