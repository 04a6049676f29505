"""The answer on a screen: what it is, which line shows it, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagnose.model.agenda import open_steps
from diagnose.model.events import Frame, RaisedException
from diagnose.model.handling import LIKELY, handling
from diagnose.model.lines import ENDING, Span
from diagnose.model.playbook import Remedy
from diagnose.model.report import Candidate, Diagnosis, Evidence, OwnPlace, Patch, Report, Status, Unrecognised
from diagnose.redaction import redacted_report
from diagnose.render.code import changed_code, diff_lines, whole_code
from diagnose.render.explanation import offered, outcomes
from diagnose.render.page import Page
from diagnose.render.versions import in_play, remarks_of
from diagnose.render.view import View
from diagnose.render.words import FRAMEWORKS, fact, handled, lines, percent, setting

_MARKS = {
    Status.FAILED: ("failed", "bold red"),
    Status.RECOVERED: ("recovered", "bold yellow"),
    Status.HARMLESS: ("harmless", "bold cyan"),
}
_EVIDENCE_SHOWN = 3
_WORTH = 0.02
"""A cause below this is not listed unasked beside a likelier one."""
_STEPS_SHOWN = 2
_SURE = 0.9
"""From this confidence of the first cause on one step is enough."""
_SETTINGS_SHOWN = 2
_LONGEST_CODE = 12
_SHORT_CODE = 6
_OTHERS_SHOWN = 3
_LONGEST_MESSAGE = 2000


def render(report: Report, view: View) -> str:
    """The report for a person. One screen for the first fault; the others short, unless ``view.verbose``."""
    return _Screen(report, view).text()


def evidence(diagnosis: Diagnosis, view: View) -> str:
    """What the log shows of one fault, with its lines, and what speaks for and against its first causes."""
    return _Screen(Report((diagnosis,), (), ()), view).evidence(diagnosis)


def short(report: Report, view: View) -> str:
    """Each fault in a few lines: what it is, what shows it, its first cause."""
    return _Screen(report, view).short()


def fix_on(page: Page, heading: str, remedy: Remedy, whole: bool = False, elsewhere: str = "") -> None:
    """A remedy on a page: what to change, and the code, whole or the lines that change.

    ``elsewhere`` is the sentence where it was run with other versions than those in play.
    """
    page.heading(f"{heading} ({FRAMEWORKS.get(remedy.framework, remedy.framework)})")
    page.paragraph(remedy.summary)
    if remedy.after and whole:
        whole_code(page, remedy.before, remedy.after)
    elif remedy.after:
        changed_code(page, remedy.before, remedy.after, _LONGEST_CODE)
    if elsewhere:
        page.note(elsewhere)


def diff_on(page: Page, heading: str, patch: Patch, log: str, whole: bool = False) -> None:
    """A change of the user's own file on a page: which file, what it does, the lines that change, how to apply it."""
    page.heading(f"{heading} ({patch.path}, {patch.label})")
    page.paragraph(patch.say)
    diff_lines(page, patch.diff, most=None if whole else _LONGEST_CODE)
    page.note(f"To apply it: autogen-doctor fix {_argument(log)}, which asks first, or --patch FILE.")


def _argument(log: str) -> str:
    """The log's name as it is typed after a command; LOG where it is no file."""
    from shlex import quote

    return "LOG" if log.startswith("<") else quote(log)


def _shown_code(candidates: Sequence[Candidate]) -> str:
    """The code that is shown unasked: of the first cause's first change or fix."""
    for candidate in candidates[:1]:
        for patch in candidate.patches[:1]:
            return patch.diff
        for remedy in candidate.remedies[:1]:
            return remedy.after or ""
    return ""


class _Screen:
    """One report on one page."""

    def __init__(self, report: Report, view: View) -> None:
        self._report = report = redacted_report(report, view.redactor)
        self._view = view
        self._page = Page(view)
        spans = [fault.span for fault in report.diagnoses] + [unknown.span for unknown in report.unrecognised]
        spans += [span for remark in remarks_of(report) for span in remark.spans]
        self._one_source = len({span.source for span in spans} - {ENDING}) <= 1

    def text(self) -> str:
        report, page = self._report, self._page
        self._faults(report.diagnoses)
        self._unknowns(report.unrecognised, few=bool(report.diagnoses))
        if not report.diagnoses and not report.unrecognised and not report.skipped:
            page.line("No error found in the input.", "bold")
            page.note("If something did fail, the log may lack the program's stderr: run it again with 2>&1.")
        self._remarks()
        return page.text()

    def short(self) -> str:
        for diagnosis in self._report.diagnoses:
            self._short(diagnosis, advice=True)
            for candidate in self._likely(diagnosis)[:1]:
                self._page.note(f"More: autogen-doctor explain {candidate.cause.id}")
        for unknown in self._report.unrecognised:
            self._unknown(unknown)
        self._remarks()
        return self._page.text()

    def evidence(self, diagnosis: Diagnosis) -> str:
        self._title(diagnosis)
        self._shows(diagnosis)
        for rank, candidate in enumerate(self._likely(diagnosis)[: self._view.top], 1):
            self._page.bar(rank, candidate.confidence, candidate.cause.title, bold=rank == 1)
            self._evidence(candidate)
        return self._page.text()

    def _faults(self, diagnoses: Sequence[Diagnosis]) -> None:
        most = len(diagnoses) if self._view.verbose else 1 + _OTHERS_SHOWN
        for diagnosis in diagnoses[:1]:
            self._whole(diagnosis)
        for diagnosis in diagnoses[1:most]:
            self._page.gap()
            if self._view.verbose:
                self._whole(diagnosis)
            else:
                self._short(diagnosis)
        self._left_out(len(diagnoses) - most, "more faults")

    def _unknowns(self, unknowns: Sequence[Unrecognised], few: bool) -> None:
        most = len(unknowns) if self._view.verbose else 1 if few else 1 + _OTHERS_SHOWN
        for unknown in unknowns[:most]:
            self._page.gap()
            self._unknown(unknown)
        self._left_out(len(unknowns) - most, "more errors that no playbook knows")
        if unknowns and not few:
            self._page.gap()
            self._page.note("No playbook knows this. To teach it: autogen-doctor playbooks new --from LOG drafts one.")

    def _remarks(self) -> None:
        """What the user should hear of, whatever the faults are."""
        for remark in remarks_of(self._report):
            self._page.gap()
            places = ", ".join(map(self._where, remark.spans))
            self._page.paragraph(f"{remark.text} ({places})", indent=0, hang=2, style="yellow")

    def _left_out(self, number: int, what: str) -> None:
        if number > 0:
            self._page.gap()
            self._page.note(f"{self._page.signs.dots} and {number} {what}: --verbose")

    def _whole(self, diagnosis: Diagnosis) -> None:
        page, verbose = self._page, self._view.verbose
        self._title(diagnosis)
        if diagnosis.advice:
            page.paragraph(diagnosis.advice, style="bold")
        if verbose or not diagnosis.advice:
            page.paragraph(diagnosis.playbook.summary)
        page.gap()
        self._shows(diagnosis)
        if verbose:
            self._chain(diagnosis)
        self._causes(diagnosis)
        self._handling(diagnosis)
        self._fixes(diagnosis)
        self._settings(diagnosis)
        self._next(diagnosis)

    def _short(self, diagnosis: Diagnosis, advice: bool = False) -> None:
        self._title(diagnosis)
        if advice and diagnosis.advice:
            self._page.paragraph(diagnosis.advice, style="bold")
        self._decisive(diagnosis.decisive, diagnosis.exception, most=2)
        self._frame(diagnosis.application_frame)
        self._own_place(diagnosis.own_place)
        for rank, candidate in enumerate(self._likely(diagnosis)[:1], 1):
            self._page.bar(rank, candidate.confidence, candidate.cause.title)
            self._short_change(candidate)

    def _short_change(self, candidate: Candidate) -> None:
        """What the user's own code has to do with it, and the lines that would change."""
        for evidence in [one for one in candidate.evidence if one.in_code and one.supports][:1]:
            self._spoken(evidence)
        for patch in candidate.patches[:1]:
            self._page.paragraph(f"Fix in {patch.path} ({patch.label}): {patch.say}")
            diff_lines(self._page, patch.diff, most=_SHORT_CODE)

    def _title(self, diagnosis: Diagnosis) -> None:
        page, playbook = self._page, diagnosis.playbook
        name, style = _MARKS[diagnosis.status]
        page.title(
            f"{getattr(page.signs, name)} {playbook.title}", f"{playbook.id}  {percent(diagnosis.confidence)}", style
        )
        if diagnosis.status is Status.RECOVERED:
            page.note("It was tried again and succeeded; nothing failed in the end.")
        elif diagnosis.status is Status.HARMLESS:
            page.note("Noise: the program's result is not affected.")

    def _shows(self, diagnosis: Diagnosis) -> None:
        """Everything that stands in the log, with its lines."""
        page = self._page
        self._decisive(diagnosis.decisive, diagnosis.exception, most=20 if self._view.verbose else 4)
        self._frame(diagnosis.application_frame)
        self._own_place(diagnosis.own_place)
        facts = [fact(name, value) for name, value in diagnosis.facts]
        facts[:0] = in_play(diagnosis.framework, self._view.verbose)
        if facts:
            page.fact("facts", ", ".join(facts), most=20 if self._view.verbose else 3)
        if diagnosis.occurrences > 1:
            page.fact("seen", f"{diagnosis.occurrences} times, last at {self._where(diagnosis.last_span)}")
        if diagnosis.fallout:
            places = ", ".join(self._where(span) for span in diagnosis.fallout[:3])
            more = f" and {len(diagnosis.fallout) - 3} more" if len(diagnosis.fallout) > 3 else ""
            page.fact("also there", f"{places}{more}: consequences of this fault")

    def _decisive(self, span: Span, raised: RaisedException, most: int) -> None:
        self._page.fact(self._where(span), _words(raised) or "(no text)", style="red", most=most)

    def _frame(self, frame: Frame | None) -> None:
        if frame is None:
            return
        place = f"{frame.filename}:{frame.lineno}" if frame.lineno is not None else frame.filename
        self._page.fact("your code", f"{place} in {frame.name}" if frame.name else place)
        if frame.line:
            self._page.fact("", frame.line, style="dim", most=1)

    def _own_place(self, place: OwnPlace | None) -> None:
        if place is None:
            return
        if place.state == "changed":
            self._page.fact("", f"{place.path} has changed since: that line is not there any more", style="yellow")
        elif place.state == "moved":
            self._page.fact("", f"now {place.path}:{place.line}", style="dim")

    def _chain(self, diagnosis: Diagnosis) -> None:
        if len(diagnosis.chain) < 2:
            return
        self._page.heading("Chain, root first")
        for raised, role in diagnosis.chain:
            self._page.fact(self._where(raised.head), f"{_words(raised)}  ({role.value})", most=2)

    def _causes(self, diagnosis: Diagnosis) -> None:
        page, verbose = self._page, self._view.verbose
        likely = self._likely(diagnosis)[: self._view.top]
        some = [one for rank, one in enumerate(likely) if rank == 0 or one.confidence >= _WORTH]
        candidates = diagnosis.candidates if verbose else some
        if not candidates:
            return
        page.heading("Probable causes")
        for rank, candidate in enumerate(candidates, 1):
            page.bar(rank, candidate.confidence, candidate.cause.title, bold=rank == 1)
            if rank == 1 or verbose:
                self._evidence(candidate)
        if diagnosis.ambiguity:
            page.paragraph(diagnosis.ambiguity, style="italic")
            page.note("To tell them apart step by step: autogen-doctor walkthrough")

    def _handling(self, diagnosis: Diagnosis) -> None:
        """Whose part has to change, and whether the same call again can succeed."""
        words = handled(handling(diagnosis))
        if words:
            self._page.gap()
            self._page.paragraph(words)

    def _settings(self, diagnosis: Diagnosis) -> None:
        """The settings to change; unasked only those that the fix above does not show already."""
        settings = handling(diagnosis).settings
        if not self._view.verbose:
            shown = _shown_code(self._likely(diagnosis))
            settings = tuple(one for one in settings if one.name not in shown)[:_SETTINGS_SHOWN]
        for one in settings:
            self._page.paragraph(f"Setting: {setting(one)}", hang=9)

    def _likely(self, diagnosis: Diagnosis) -> tuple[Candidate, ...]:
        """The causes as they are ranked; none where the first of them is not likely either."""
        candidates = diagnosis.candidates
        unlikely = not candidates or candidates[0].confidence < LIKELY
        return () if unlikely and not self._view.verbose else candidates

    def _evidence(self, candidate: Candidate) -> None:
        page = self._page
        most = len(candidate.evidence) if self._view.verbose else _EVIDENCE_SHOWN
        if not candidate.evidence or self._view.verbose:
            page.below_bar("", candidate.cause.statement)
        for evidence in candidate.evidence[:most]:
            self._spoken(evidence)

    def _spoken(self, evidence: Evidence) -> None:
        """What speaks for or against a cause, and where it stands."""
        signs = self._page.signs
        sign, style = (signs.plus, "green") if evidence.supports else (signs.minus, "yellow")
        where = f" ({self._shown_at(evidence)})" if evidence.span else ""
        self._page.below_bar(sign, f"{evidence.statement}{where}", style=style)

    def _fixes(self, diagnosis: Diagnosis) -> None:
        log = diagnosis.span.source
        candidates = diagnosis.candidates if self._view.verbose else self._likely(diagnosis)[:1]
        for rank, candidate in enumerate(candidates, 1):
            for patch in candidate.patches[: None if self._view.verbose else 1]:
                diff_on(self._page, f"Fix for cause {rank}, in your code", patch, log, whole=self._view.verbose)
            if candidate.patches and not self._view.verbose:
                continue
            for at, remedy in enumerate(candidate.remedies if self._view.verbose else candidate.remedies[:1]):
                elsewhere = candidate.ran_elsewhere(at)
                fix_on(self._page, f"Fix for cause {rank}", remedy, self._view.verbose, elsewhere)
            if rank == 1 and not candidate.remedies:
                self._no_fix(candidate, diagnosis.playbook.id)

    def _no_fix(self, candidate: Candidate, playbook: str) -> None:
        """Which other frameworks there are fixes for, where there is none for that of the log."""
        cause = candidate.cause
        others = tuple(one for one in cause.remedies if not one.when or playbook in one.when)
        if others:
            self._page.gap()
            names = offered(replace(cause, remedies=others))
            self._page.note(f"None of its fixes is for what runs here; there are some for {names}: explain {cause.id}")

    def _next(self, diagnosis: Diagnosis) -> None:
        page, verbose, playbook = self._page, self._view.verbose, diagnosis.playbook
        likely = self._likely(diagnosis)
        first = likely[0].cause if likely else None
        still = {step.id for step in open_steps(diagnosis)}
        steps = [step for step in (first.steps if first else ()) or playbook.steps if step.id in still]
        if steps:
            page.heading("Check next")
        sure = bool(likely) and likely[0].confidence >= _SURE
        for number, step in enumerate(steps if verbose else steps[: 1 if sure else _STEPS_SHOWN], 1):
            page.paragraph(f"{number}. {step.say}", indent=2, hang=3)
            if step.run:
                page.command(step.run)
            if verbose:
                outcomes(page, step)
        if verbose:
            self._items("Prevention", [*(first.prevention if first else ()), *playbook.prevention])
            self._items("Often mistaken for it", playbook.not_this)
            self._items("References", [*(first.references if first else ()), *playbook.references])
        page.gap()
        page.note(f"More: --verbose, or autogen-doctor explain {first.id if first else playbook.id}")

    def _items(self, heading: str, items: Iterable[str]) -> None:
        items = list(dict.fromkeys(items))
        if items:
            self._page.heading(heading)
        for item in items:
            self._page.paragraph(f"- {item}", indent=2, hang=2)

    def _unknown(self, unknown: Unrecognised) -> None:
        page = self._page
        page.title(f"{page.signs.unknown} Not recognised", "", "bold yellow")
        self._decisive(unknown.exception.head, unknown.exception, most=4)
        self._frame(unknown.application_frame)
        if unknown.occurrences > 1:
            page.fact("seen", f"{unknown.occurrences} times")
        if unknown.nearest:
            near = ", ".join(f"{one.playbook} ({percent(one.similarity)} alike in wording)" for one in unknown.nearest)
            page.fact("resembles", f"{near}; a resemblance, not a diagnosis")

    def _shown_at(self, evidence: Evidence) -> str:
        span = evidence.span
        if span is None or not evidence.in_code:
            return self._where(span) if span else ""
        return f"{span.source}:{span.first_line}"

    def _where(self, span: Span) -> str:
        """The lines; with the source's name where the report is about several."""
        return lines(span) if self._one_source or span.source == ENDING else str(span)


def _words(raised: RaisedException) -> str:
    words = f"{raised.type}: {raised.message}" if raised.type and raised.message else raised.type or raised.message
    return " ".join(words[:_LONGEST_MESSAGE].split())
