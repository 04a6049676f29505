"""The code of a fix alone, and what a record says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnose.cli.fixes import print_code
from diagnose.model.playbook import Cause
from diagnose.model.verified import fix_digest
from diagnose.playbook import shipped_folder
from tests.cli.program import Ended, call, call_inside
from tests.corpus import known

Capsys = pytest.CaptureFixture[str]
CAUSES = {cause.id: cause for cause in known().causes}
HISTORY = CAUSES["unbounded-history"]
AG2 = [number for number, remedy in enumerate(HISTORY.remedies, 1) if remedy.framework == "ag2"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with one cause, which replaces that of the same id; without its code patterns, whose ids are unique."""
    folder = tmp_path / "pack"
    (folder / "causes").mkdir(parents=True)
    shipped = (shipped_folder() / "causes" / "unbounded-history.yaml").read_text(encoding="utf-8")
    text, _, _ = shipped.partition("\ncode:\n")
    (folder / "causes" / "unbounded-history.yaml").write_text(f"{text}\n", encoding="utf-8")
    return folder


def write_record(pack: Path, cause: str = "unbounded-history") -> None:
    remedy = HISTORY.remedies[0]
    runs = {
        fix_digest(remedy.framework, remedy.before, remedy.after): [
            {"runtime": "Python 3.11", "packages": {"pyautogen": "0.2.35"}}
        ]
    }
    (pack / "verified.json").write_text(json.dumps({cause: runs}))


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_code_is_the_snippet(cause: Cause, capsys: Capsys) -> None:
    """Each program of each fix comes out byte for byte, and nothing beside it."""
    for fix in enumerate(cause.remedies, 1):
        for side, code in (("before", fix[1].before), ("after", fix[1].after)):
            if code:
                print_code(cause, [fix], side)

                assert tuple(capsys.readouterr()) == (code, "")


def test_code_into_a_file() -> None:
    """The first fix that fits is printed, for a terminal of any kind; stderr names the others."""
    first = HISTORY.remedies[AG2[0] - 1].after
    ended = call(
        "explain", "unbounded-history", "--framework", "ag2", "--code", "after", "--color", "always", COLUMNS="40"
    )

    assert ended == Ended(
        0,
        first or "",
        f"autogen-doctor: this is fix {AG2[0]} (AG2); 2 more fit ({AG2[1]}-{AG2[2]}): pick one with --fix N\n",
    )


def test_fix_picks_by_the_number_in_the_heading(capsys: Capsys) -> None:
    """--fix keeps one fix, on the page and for --code, and no remark is made."""
    number = AG2[-1]
    page = call_inside(capsys, "explain", "unbounded-history", "--fix", str(number)).out
    code = call_inside(capsys, "explain", "unbounded-history", "--fix", str(number), "--code", "before")

    assert [line for line in page.split("\n") if line.startswith("Fix ")] == [f"Fix {number}: AG2"]
    assert code == Ended(0, HISTORY.remedies[number - 1].before or "", "")


def test_the_page_says_how_to_get_the_code(capsys: Capsys) -> None:
    """The command that it prints is one that works."""
    page = call_inside(capsys, "explain", "unbounded-history", "--framework", "ag2").out
    command = next(line for line in page.split("\n") if " --code after > app.py" in line)
    words = command.partition("autogen-doctor ")[2].partition(" >")[0].split()

    assert call_inside(capsys, *words) == Ended(0, HISTORY.remedies[AG2[0] - 1].after or "", "")


def test_no_code_before(tmp_path: Path, capsys: Capsys) -> None:
    """A fix that has no such code is no success."""
    (tmp_path / "causes").mkdir()
    text = (shipped_folder() / "causes" / "unbounded-history.yaml").read_text(encoding="utf-8")
    head = text[: text.index("remedies:")]
    (tmp_path / "causes" / "own.yaml").write_text(
        head + "remedies:\n  - {framework: any, language: text, summary: Do it., after: 'printf \"é\\t\"'}\n",
        encoding="utf-8",
    )
    before = call_inside(capsys, "explain", "own", "--playbooks", tmp_path, "--code", "before")
    ascii_only = call("explain", "own", "--playbooks", tmp_path, "--code", "after", PYTHONIOENCODING="ascii")

    assert before == Ended(
        2, "", "autogen-doctor: fix 1 of own has no code before: 'autogen-doctor explain own' shows it\n"
    )
    assert (ascii_only.status, ascii_only.out) == (2, "")
    assert ascii_only.err.startswith("autogen-doctor: the code has letters that ascii cannot carry: ")


def test_record_of_a_pack(pack: Path, capsys: Capsys) -> None:
    """What it says of a fix is shown with it, and the versions to install; of other fixes, that it says none."""
    write_record(pack)
    ended = call_inside(capsys, "explain", "unbounded-history", "--playbooks", pack)
    lines = ended.out.split("\n")
    fixes = len(HISTORY.remedies)

    assert (ended.status, ended.err) == (0, "")
    assert lines.count('  $ pip install "pyautogen==0.2.35"') == 1
    assert lines.count("  Verified by running it: pyautogen 0.2.35, Python 3.11") == 1
    assert lines.count("  Not verified as it stands: no recorded run is of this code.") == fixes - 1


def test_record_speaks_for_its_own_folder_only(pack: Path, capsys: Capsys) -> None:
    """A stranger's record verifies nothing that comes along with the program."""
    (pack / "causes" / "unbounded-history.yaml").rename(pack / "causes" / "another.yaml")
    usual = call_inside(capsys, "explain", "unbounded-history")
    write_record(pack)

    assert call_inside(capsys, "explain", "unbounded-history", "--playbooks", pack) == usual


def test_malformed_record_costs_one_remark(pack: Path, capsys: Capsys) -> None:
    """The page is as if there were none; what stands in the file does not act on the terminal."""
    without = call_inside(capsys, "explain", "unbounded-history", "--playbooks", pack)
    (pack / "verified.json").write_text('{"\\u001b[31m": 1}')
    ended = call_inside(capsys, "explain", "unbounded-history", "--playbooks", pack)

    assert (ended.status, ended.out) == (0, without.out)
    assert ended.err == (
        f"autogen-doctor: record of verified fixes left out: {pack / 'verified.json'}: "
        "'\\x1b[31m' must be the id of a cause\n"
    )
