"""The demo project: three errors in its trace, three faults in its source, and none after the fixes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diagnose.cli.source import with_source
from diagnose.model.report import Diagnosis
from tests.cli.program import call_inside
from tests.corpus import ROOT, answer

DEMO = ROOT / "sample_projects" / "demo"


def test_each_error_is_traced_to_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the three diagnoses has the right cause first, with the line of desk.py that is at fault."""
    monkeypatch.chdir(DEMO)
    found = dict(_place(one) for one in with_source(answer(DEMO / "trace.log"), None).diagnoses)
    assert found == {
        "context-length": ("oversized-tool-output", 'return path.read_text("utf-8")'),
        "event-loop": ("nested-event-loop", "cases = asyncio.run(open_cases())"),
        "timeout": ("client-timeout-too-small", "client = OpenAIChatCompletionClient("),
    }


def test_fix_leaves_nothing_to_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three findings before; after ``fix`` of the trace three lines have changed, and ``check`` finds nothing."""
    copy = shutil.copytree(DEMO, tmp_path / "demo")
    monkeypatch.chdir(copy)
    assert call_inside(capsys, "check").status == 1
    assert call_inside(capsys, "fix", "trace.log", "--apply", "review").status == 0
    assert call_inside(capsys, "check").status == 0
    before, after = (Path(folder, "desk.py").read_text("utf-8").splitlines() for folder in (DEMO, copy))
    assert [new.strip() for old, new in zip(before, after, strict=True) if old != new] == [
        'return path.read_text("utf-8")[:4000]',
        "timeout=120,",
        "cases = await open_cases()",
    ]


def _place(diagnosis: Diagnosis) -> tuple[str, tuple[str, str]]:
    """The class, the first cause, and the source line that its first evidence names."""
    cause = diagnosis.candidates[0]
    span = next(one.span for one in cause.evidence if one.in_code)
    assert span is not None
    source = (DEMO / span.source).read_text("utf-8").splitlines()
    return diagnosis.playbook.id, (cause.cause.id, source[span.first_line - 1].strip())
