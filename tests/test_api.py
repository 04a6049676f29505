"""The public Python API."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diagnose import __version__, diagnose_file, diagnose_text
from diagnose.errors import DoctorError
from diagnose.model import Report
from diagnose.render.json import document
from tests.golden.screens import ROOT, SAMPLE


def test_text_and_file_give_the_same_report() -> None:
    """Typed objects, the same from the text and from the file."""
    text = (ROOT / SAMPLE).read_text(encoding="utf-8")
    report = diagnose_text(text, source=str(ROOT / SAMPLE))

    assert isinstance(report, Report)
    assert report == diagnose_file(ROOT / SAMPLE)
    assert report.diagnoses[0].playbook.id == "context-length"


def test_clean_text_gives_an_empty_report() -> None:
    """No error, no diagnosis; an empty text is a text."""
    assert diagnose_text("all is well\n") == diagnose_text("") == Report((), (), ())


def test_unreadable_file_raises_a_sentence(tmp_path: Path) -> None:
    """A file that cannot be read raises DoctorError."""
    with pytest.raises(DoctorError, match="does not exist"):
        diagnose_file(tmp_path / "gone.log")


def test_own_playbooks(tmp_path: Path) -> None:
    """Folders of playbooks of one's own are used beside the shipped ones."""
    (tmp_path / "classes").mkdir()
    (tmp_path / "classes" / "zlorp.yaml").write_text(
        "title: The zlorp gave way\nsummary: It holds only so much.\nseverity: error\n"
        "signatures:\n  - {name: blimp, certainty: 0.9, exception: zlorp.Blimp}\ncauses: []\n"
    )
    trace = 'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nzlorp.Blimp: over\n'

    assert [found.playbook.id for found in diagnose_text(trace, playbooks=[tmp_path]).diagnoses] == ["zlorp"]
    assert diagnose_text(trace).diagnoses == ()


def test_document_of_a_report() -> None:
    """The JSON document is at hand as plain values too."""
    assert document(diagnose_text("all is well\n")) == {
        "schema_version": 1,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "diagnoses": [],
        "unrecognised": [],
        "skipped": [],
        "remarks": [],
    }


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import diagnose", {"jinja2", "yaml", "rapidfuzz", "re2", "rich", "typer", "click"}),
        ("import sys; sys.argv[1:] = ['--version']; import diagnose.__main__", {"jinja2", "yaml", "rapidfuzz", "re2"}),
        ("from diagnose.cli.boundary import run; run(['--version'])", {"jinja2", "yaml", "rich", "typer", "click"}),
        ("from diagnose.cli.boundary import run; run(['--help'])", {"jinja2", "yaml", "rapidfuzz", "re2", "rich"}),
    ],
    ids=["import", "main", "version", "help"],
)
def test_start_is_light(statement: str, heavy: set[str]) -> None:
    """What is not needed is not imported: the version and the help come at once."""
    code = f"{statement}\nimport sys; print(*sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stderr.strip() == ""
