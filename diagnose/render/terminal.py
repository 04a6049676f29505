"""The answer on a screen: what it is, which line shows it, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model.lines import Span
from diagnose.model.report import Candidate, Diagnosis, Report, Status, Unrecognised
from diagnose.render.code import code_block
from diagnose.render.page import Page
from diagnose.render.safe import shown
from diagnose.render.view import View
from diagnose.render.words import FRAMEWORKS, percent

_BAR = 10
_MARKS = {
    Status.FAILED: ("failed", "bold red"),
    Status.RECOVERED: ("recovered", "bold yellow"),
    Status.HARMLESS: ("harmless", "bold cyan"),
}
_EVIDENCE_SHOWN = 3
_LONGEST_CODE = 22


def render(report: Report, view: View) -> str:
    """The report for a person. One screen for the first fault; the others short, unless ``view.verbose``."""
    page = Page(view)
    first = True
    for diagnosis in report.diagnoses:
        if not first:
            page.gap()
        _diagnosis(page, diagnosis, view, whole=first or view.verbose)
        first = False
    _unrecognised(page, report)
    if not report.diagnoses and not report.unrecognised and not report.skipped:
        page.line("No error found in the input.", "bold")
        page.note("If something did fail, the log may lack the program's stderr: run it again with 2>&1.")
    return page.text()


def _diagnosis(page: Page, diagnosis: Diagnosis, view: View, whole: bool) -> None:
    name, style = _MARKS[diagnosis.status]
    sign = getattr(page.signs, name)
    page.title(f"{sign} {diagnosis.playbook.title}", f"{diagnosis.playbook.id}  {percent(diagnosis.confidence)}", style)
    _status(page, diagnosis)
    _decisive(page, diagnosis)
    if diagnosis.advice:
        page.gap()
        page.paragraph(diagnosis.advice, style="bold")
    if not whole:
        _short_causes(page, diagnosis, view)
        return
    if view.verbose:
        page.paragraph(diagnosis.playbook.summary)
        _chain(page, diagnosis)
    _causes(page, diagnosis, view)
    _fix(page, diagnosis, view)
    _next(page, diagnosis, view)


def _status(page: Page, diagnosis: Diagnosis) -> None:
    if diagnosis.status is Status.RECOVERED:
        page.note("It was tried again and succeeded; nothing failed in the end.", indent=2)
    elif diagnosis.status is Status.HARMLESS:
        page.note("Noise: the program's result is not affected.", indent=2)


def _decisive(page: Page, diagnosis: Diagnosis) -> None:
    raised = diagnosis.exception
    words = f"{raised.type}: {raised.message}" if raised.type and raised.message else raised.type or raised.message
    page.fact(str(diagnosis.decisive), shown(_first_lines(words)), style="red")
    frame = diagnosis.application_frame
    if frame is not None:
        place = f"{frame.filename}:{frame.lineno}" if frame.lineno is not None else frame.filename
        page.fact("your code", shown(f"{place} in {frame.name}" if frame.name else place))
        if frame.line:
            page.fact("", shown(frame.line), style="dim", most=1)
    if diagnosis.framework.name:
        version = f" {diagnosis.framework.version}" if diagnosis.framework.version else ""
        page.fact("framework", FRAMEWORKS.get(diagnosis.framework.name, diagnosis.framework.name) + shown(version))
    if diagnosis.occurrences > 1:
        page.fact("seen", f"{diagnosis.occurrences} times, last at {_lines(diagnosis.last_span)}")
    if diagnosis.fallout:
        places = ", ".join(_lines(span) for span in diagnosis.fallout[:3])
        more = f" and {len(diagnosis.fallout) - 3} more" if len(diagnosis.fallout) > 3 else ""
        page.fact("followed by", f"{places}{more}: consequences of this fault")


def _first_lines(words: str) -> str:
    return " ".join(words[:2000].split())


def _chain(page: Page, diagnosis: Diagnosis) -> None:
    if len(diagnosis.chain) < 2:
        return
    page.heading("Chain, root first")
    for raised, role in diagnosis.chain:
        words = shown(_first_lines(f"{raised.type}: {raised.message}" if raised.message else raised.type))
        page.fact(_lines(raised.head), f"{words}  ({role.value})", most=2)


def _causes(page: Page, diagnosis: Diagnosis, view: View) -> None:
    shown_causes = diagnosis.candidates if view.verbose else diagnosis.candidates[: view.top]
    if not shown_causes:
        page.paragraph(diagnosis.playbook.summary)
        return
    page.heading("Probable causes")
    for rank, candidate in enumerate(shown_causes, 1):
        _cause(page, rank, candidate, detailed=rank == 1 or view.verbose)
    if diagnosis.ambiguity:
        page.paragraph(diagnosis.ambiguity, indent=4, style="italic")


def _cause(page: Page, rank: int, candidate: Candidate, detailed: bool) -> None:
    page.bar(rank, candidate.confidence, candidate.cause.title, bold=rank == 1)
    if not detailed:
        return
    if not candidate.evidence:
        page.paragraph(candidate.cause.statement, indent=21)
    for evidence in candidate.evidence[:_EVIDENCE_SHOWN]:
        sign, style = (page.signs.plus, "green") if evidence.supports else (page.signs.minus, "yellow")
        where = f"  ({_lines(evidence.span)})" if evidence.span else ""
        page.paragraph(f"{sign} {shown(evidence.statement)}{where}", indent=21, hang=2, style=style)


def _short_causes(page: Page, diagnosis: Diagnosis, view: View) -> None:
    for rank, candidate in enumerate(diagnosis.candidates[: view.top], 1):
        page.bar(rank, candidate.confidence, candidate.cause.title)


def _fix(page: Page, diagnosis: Diagnosis, view: View) -> None:
    candidates = diagnosis.candidates if view.verbose else diagnosis.candidates[:1]
    for rank, candidate in enumerate(candidates, 1):
        remedies = candidate.remedies if view.verbose else candidate.remedies[:1]
        for remedy in remedies:
            where = FRAMEWORKS.get(remedy.framework, remedy.framework)
            page.heading(f"Fix for cause {rank} ({where})")
            page.paragraph(remedy.summary)
            if remedy.after:
                code_block(page, remedy.before, remedy.after, None if view.verbose else _LONGEST_CODE)


def _next(page: Page, diagnosis: Diagnosis, view: View) -> None:
    first = diagnosis.candidates[0].cause if diagnosis.candidates else None
    steps = list(first.steps if first else ()) or list(diagnosis.playbook.steps)
    if steps:
        page.heading("Check next")
    for number, step in enumerate(steps if view.verbose else steps[:2], 1):
        page.paragraph(f"{number}. {step.say}", indent=2, hang=3)
        if step.run:
            page.command(step.run)
        if step.expect and view.verbose:
            page.paragraph(f"{page.signs.arrow} {step.expect}", indent=5, hang=2)
    if view.verbose:
        _list(page, "Prevention", [*(first.prevention if first else ()), *diagnosis.playbook.prevention])
        _list(page, "Often taken for this", diagnosis.playbook.not_this)
        _list(page, "References", [*(first.references if first else ()), *diagnosis.playbook.references])
    else:
        page.gap()
        page.note(f"All of it: autogen-doctor explain {first.id if first else diagnosis.playbook.id}", indent=2)


def _list(page: Page, heading: str, items: Iterable[str]) -> None:
    items = list(dict.fromkeys(items))
    if items:
        page.heading(heading)
    for item in items:
        page.paragraph(f"- {item}", indent=2, hang=2)


def _unrecognised(page: Page, report: Report) -> None:
    for unknown in report.unrecognised:
        page.gap()
        _unknown(page, unknown)
    if report.unrecognised and not report.diagnoses:
        page.gap()
        page.note("No playbook knows this error. A sample trace and one YAML file would teach it: see CONTRIBUTING.")


def _unknown(page: Page, unknown: Unrecognised) -> None:
    raised = unknown.exception
    page.title(f"{page.signs.unknown} Not recognised", "", "bold yellow")
    words = f"{raised.type}: {raised.message}" if raised.type and raised.message else raised.type or raised.message
    page.fact(str(raised.head), shown(_first_lines(words)), style="red")
    frame = unknown.application_frame
    if frame is not None:
        page.fact("your code", shown(f"{frame.filename}:{frame.lineno} in {frame.name}"))
        if frame.line:
            page.fact("", shown(frame.line), style="dim", most=1)
    if unknown.occurrences > 1:
        page.fact("seen", f"{unknown.occurrences} times")
    if unknown.nearest:
        near = ", ".join(f"{one.playbook} ({percent(one.similarity)} alike in wording)" for one in unknown.nearest)
        page.fact("resembles", f"{near}; a resemblance, not a diagnosis")


def _lines(span: Span) -> str:
    if span.first_line == span.last_line:
        return f"line {span.first_line}"
    return f"lines {span.first_line}-{span.last_line}"
