"""Sample projects: the right cause is first because of what stands in the source, and only then."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pytest
import yaml

from diagnose.cli.source import with_source
from diagnose.evidence import CodeReader
from diagnose.model.lines import Span
from diagnose.model.report import Diagnosis, Evidence
from diagnose.sources import Project, State
from tests.corpus import ROOT, answer, known

PROJECTS = ROOT / "sample_projects"
_OWN_FRAME = re.compile(r'^\s*File "/srv/app/(?!\.venv/)([^"]+)", line (\d+), in .+\n\s*(.+)$', re.MULTILINE)
_OWN_NODE_FRAME = re.compile(
    r"^\s*at .*?\((?:/srv/app|/vercel/path0)/(?!node_modules/)([^:)]+):(\d+):(\d+)\)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Case:
    """A project with a fault, its sibling without it, and the log that is the same for both.

    ``instead`` is the cause that is first where the fault is not seen; ``text`` stands in ``file`` of the faulty
    project, on lines that the evidence names. Where ``whole`` holds, all of the source is read.
    """

    id: str
    label: str
    cause: str
    instead: str
    file: str
    text: str
    whole: bool

    @property
    def folder(self) -> Path:
        return PROJECTS / self.id


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """The manifest's cases, in its order."""
    listed = yaml.safe_load((PROJECTS / "manifest.yaml").read_text("utf-8"))
    return tuple(
        Case(
            one["id"],
            one["class"],
            one["cause"],
            one["instead"],
            one["fault"]["file"],
            one["fault"]["text"],
            one.get("whole", False),
        )
        for one in listed
    )


@cache
def diagnosed(case: Case, project: str) -> Diagnosis:
    """The one diagnosis of a case's log beside the source of ``with`` or ``without``."""
    reader = CodeReader(Project(case.folder / project), wide=case.whole)
    (diagnosis,) = reader.report(answer(case.folder / "trace.log")).diagnoses
    return diagnosis


def first(diagnosis: Diagnosis) -> str:
    """The first cause."""
    return diagnosis.candidates[0].cause.id


def lines(folder: Path, span: Span) -> str:
    """What stands there."""
    text = (folder / span.source).read_text("utf-8").splitlines()
    assert span.last_line <= len(text)
    return "\n".join(text[span.first_line - 1 : span.last_line])


each = pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)


@each
def test_the_log_alone_puts_another_cause_first(case: Case) -> None:
    """Without source the class is right and the cause is among those that are possible, but not first."""
    (diagnosis,) = answer(case.folder / "trace.log").diagnoses
    assert diagnosis.playbook.id == case.label
    assert first(diagnosis) == case.instead
    assert case.cause in [candidate.cause.id for candidate in diagnosis.candidates]


@each
def test_the_source_puts_the_right_cause_first(case: Case) -> None:
    """With the faulty project the cause is first, and its evidence names lines of it that hold the fault."""
    diagnosis = diagnosed(case, "with")
    assert first(diagnosis) == case.cause
    found = [one for one in diagnosis.candidates[0].evidence if one.in_code and one.supports]
    assert found
    folder = case.folder / "with"
    assert all(one.span is not None and lines(folder, one.span).strip() for one in found)
    assert any(_holds(folder, one, case) for one in found)


@each
def test_the_project_that_one_stands_in_is_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the source by itself from inside the project; a log without frames needs --source."""
    monkeypatch.chdir(case.folder / "with")
    report = answer(case.folder / "trace.log")
    (diagnosis,) = with_source(report, Path() if case.whole else None).diagnoses
    assert first(diagnosis) == case.cause


@each
def test_what_is_shown_is_what_is_written(case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``fix LOG --apply review`` makes the very changes that the report shows, the first cause's among them."""
    from diagnose.cli.boundary import run

    project = shutil.copytree(case.folder / "with", tmp_path / "with")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    shown = diagnosed(case, "with").candidates
    run(["fix", str(case.folder / "trace.log"), "--source", str(project), "--apply", "review"])
    said = capfd.readouterr()
    changed = {path.relative_to(project).as_posix() for path, data in before.items() if path.read_bytes() != data}
    assert changed == {patch.path for one in shown for patch in one.patches}, said.out + said.err
    if shown[0].patches:
        (after,) = CodeReader(Project(project), wide=case.whole).report(answer(case.folder / "trace.log")).diagnoses
        assert first(after) != case.cause or not _said(after, case.cause)


@each
def test_without_the_fault_the_cause_is_not_first(case: Case) -> None:
    """With the sibling the same cause is first as without any source, and what was said of the fault is not said."""
    diagnosis = diagnosed(case, "without")
    assert first(diagnosis) == case.instead
    assert not _said(diagnosed(case, "with"), case.cause) & _said(diagnosis, case.cause)


@each
@pytest.mark.parametrize("project", ["with", "without"])
def test_the_frames_fit_both_projects(case: Case, project: str) -> None:
    """Each of the program's own frames names a line that stands there with the text that the trace prints."""
    folder, log = case.folder / project, (case.folder / "trace.log").read_text("utf-8")
    for name, number, text in _OWN_FRAME.findall(log):
        assert lines(folder, Span(name, int(number), int(number))).strip() == text.strip()
    for name, number, column in _OWN_NODE_FRAME.findall(log):
        assert len(lines(folder, Span(name, int(number), int(number)))) >= int(column)
    frame = diagnosed(case, project).application_frame
    assert (frame is None) == case.whole
    if frame is not None:
        place = Project(folder).resolve(frame)
        assert place is not None
        assert (place.line, place.state) in ((frame.lineno, State.SAME), (frame.lineno, State.UNKNOWN))


@each
@pytest.mark.parametrize("project", ["with", "without"])
def test_the_source_parses(case: Case, project: str) -> None:
    """The Python files compile and the TypeScript files parse."""
    from ast_grep_py import SgRoot

    for path in (case.folder / project).rglob("*.*"):
        text = path.read_text("utf-8")
        if path.suffix == ".py":
            ast.parse(text)
        elif path.suffix == ".ts":
            assert not SgRoot(text, "typescript").root().find_all(kind="ERROR")


def test_folders_and_cases_are_the_same() -> None:
    """No folder without its case; every cause that a guide names has one, and there are 25 at least."""
    folders = {path.name for path in PROJECTS.iterdir() if (path / "with").is_dir()}
    assert {case.id for case in cases()} == folders
    causes = {case.cause for case in cases()}
    assert causes <= {cause.id for cause in known().causes}
    assert {cause.id for cause in known().causes if cause.guide} <= causes
    assert len(causes) >= 25


def _holds(folder: Path, evidence: Evidence, case: Case) -> bool:
    span = evidence.span
    return span is not None and span.source == case.file and case.text in lines(folder, span)


def _said(diagnosis: Diagnosis, cause: str) -> set[str]:
    (candidate,) = [one for one in diagnosis.candidates if one.cause.id == cause]
    return {one.statement for one in candidate.evidence if one.in_code and one.supports}
