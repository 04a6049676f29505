"""Source as evidence: the lines that are named are those of the file, also in a notebook."""

from __future__ import annotations

import json
from pathlib import Path

from diagnose.cli.source import read_source
from tests.corpus import ROOT, answer

CASE = ROOT / "sample_projects" / "blocking-call-without-timeout"


def test_the_lines_of_a_notebook_are_those_of_its_file(tmp_path: Path) -> None:
    """Evidence in the second cell of a notebook names the line of the .ipynb file on which that code stands."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Orders\n", "\n", "asked about every day"]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "outputs": [],
            "source": (CASE / "with" / "service.py")
            .read_text("utf-8")
            .replace("from orders", "#")
            .splitlines(True)[:20]
            + (CASE / "with" / "orders.py").read_text("utf-8").splitlines(True),
        },
    ]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "orders.ipynb").write_text(json.dumps(notebook, indent=1), "utf-8")
    found = read_source(answer(CASE / "trace.log"), tmp_path)
    (diagnosis,) = found.report.diagnoses
    spans = [
        one.span
        for candidate in diagnosis.candidates
        for one in candidate.evidence
        if candidate.cause.id == CASE.name and one.in_code and one.supports and one.span
    ]
    lines = (tmp_path / "orders.ipynb").read_text("utf-8").splitlines()
    assert [span.source for span in spans] == ["orders.ipynb"]
    assert "requests.get(" in lines[spans[0].first_line - 1]
    assert [hit.source.path for hit in found.hits] == ["orders.ipynb"]


def test_no_source_is_read_where_there_is_none(tmp_path: Path) -> None:
    """A folder without code leaves the report as it is, and gives nothing to fix."""
    report = answer(CASE / "trace.log")
    found = read_source(report, tmp_path)
    assert found.hits == ()
    assert [one.candidates for one in found.report.diagnoses] == [one.candidates for one in report.diagnoses]
