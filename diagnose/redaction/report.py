"""A report without the secrets of its log, before anything of it is cut, wrapped or coloured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diagnose.model.events import Frame, RaisedException
from diagnose.model.lines import Skipped, Span
from diagnose.model.report import Candidate, Diagnosis, Evidence, Framework, Report, Unrecognised
from diagnose.model.versions import Remark
from diagnose.redaction.redactor import Redactor, Unredacted
from diagnose.redaction.scan import may_hold_secrets

Change = Callable[[str], str]


class _Texts(Redactor):
    """Changes nothing, and keeps what it is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def text(self, text: str) -> str:
        self.seen.append(text)
        return text

    def whole(self, value: str) -> str:
        return self.text(value)


def redacted_report(report: Report, redactor: Redactor) -> Report:
    """The report with every text of the log, of file names and of errors redacted.

    It is gone through twice: a secret that shows only later what it is (``password=…``) is replaced before that too.
    What playbooks say is left to the renderings.
    """
    if isinstance(redactor, Unredacted):
        return report
    if redactor.new:
        texts = _Texts()
        _report(report, texts)
        if not may_hold_secrets(texts.seen):
            return report
    _report(report, redactor)
    return _report(report, redactor)


def redacted_diagnosis(diagnosis: Diagnosis, redactor: Redactor) -> Diagnosis:
    """The same for one diagnosis."""
    return redacted_report(Report((diagnosis,), (), ()), redactor).diagnoses[0]


def _report(report: Report, redactor: Redactor) -> Report:
    text = redactor.text
    return replace(
        report,
        diagnoses=tuple(_diagnosis(one, redactor) for one in report.diagnoses),
        unrecognised=tuple(_unrecognised(one, text) for one in report.unrecognised),
        skipped=tuple(Skipped(text(one.source), text(one.reason)) for one in report.skipped),
        remarks=tuple(_remark(one, text) for one in report.remarks),
    )


def _diagnosis(diagnosis: Diagnosis, redactor: Redactor) -> Diagnosis:
    text = redactor.text
    if diagnosis.event is not None:
        text(diagnosis.event.heading)  # seen, so that what it names is known elsewhere
    return replace(
        diagnosis,
        span=_span(diagnosis.span, text),
        decisive=_span(diagnosis.decisive, text),
        last_span=_span(diagnosis.last_span, text),
        exception=_raised(diagnosis.exception, text),
        chain=tuple((_raised(raised, text), role) for raised, role in diagnosis.chain),
        application_frame=_frame(diagnosis.application_frame, text) if diagnosis.application_frame else None,
        framework=_framework(diagnosis.framework, text),
        facts=tuple((name, redactor.whole(v) if isinstance(v, str) else v) for name, v in diagnosis.facts),
        advice=text(diagnosis.advice),
        candidates=tuple(_candidate(one, text) for one in diagnosis.candidates),
        first_seen=_optional(diagnosis.first_seen, text),
        last_seen=_optional(diagnosis.last_seen, text),
        ambiguity=_optional(diagnosis.ambiguity, text),
        fallout=tuple(_span(span, text) for span in diagnosis.fallout),
        answered=tuple(replace(one, span=_span(one.span, text) if one.span else None) for one in diagnosis.answered),
    )


def _framework(framework: Framework, text: Change) -> Framework:
    return replace(
        framework,
        version=_optional(framework.version, text),
        versions=tuple(
            replace(one, exact=_optional(one.exact, text), span=_span(one.span, text)) for one in framework.versions
        ),
        remarks=tuple(_remark(one, text) for one in framework.remarks),
    )


def _remark(remark: Remark, text: Change) -> Remark:
    return replace(remark, text=text(remark.text), spans=tuple(_span(span, text) for span in remark.spans))


def _unrecognised(unknown: Unrecognised, text: Change) -> Unrecognised:
    return replace(
        unknown,
        exception=_raised(unknown.exception, text),
        span=_span(unknown.span, text),
        application_frame=_frame(unknown.application_frame, text) if unknown.application_frame else None,
        first_seen=_optional(unknown.first_seen, text),
        last_seen=_optional(unknown.last_seen, text),
    )


def _candidate(candidate: Candidate, text: Change) -> Candidate:
    return replace(
        candidate,
        evidence=tuple(_evidence(one, text) for one in candidate.evidence),
        patches=tuple(replace(one, diff=text(one.diff)) for one in candidate.patches),
    )


def _evidence(evidence: Evidence, text: Change) -> Evidence:
    return replace(
        evidence, statement=text(evidence.statement), span=_span(evidence.span, text) if evidence.span else None
    )


def _raised(raised: RaisedException, text: Change) -> RaisedException:
    """Members of a group and properties stay: nothing shows them."""
    return replace(
        raised,
        type=text(raised.type),
        message=text(raised.message),
        frames=tuple(_frame(frame, text) for frame in raised.frames),
        span=_span(raised.span, text),
        head=_span(raised.head, text),
        notes=tuple(map(text, raised.notes)),
    )


def _frame(frame: Frame, text: Change) -> Frame:
    return replace(
        frame,
        filename=text(frame.filename),
        name=_optional(frame.name, text),
        line=_optional(frame.line, text),
        span=_span(frame.span, text),
    )


def _span(span: Span, text: Change) -> Span:
    return replace(span, source=text(span.source))


def _optional(value: str | None, text: Change) -> str | None:
    return None if value is None else text(value)
