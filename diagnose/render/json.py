"""The report as one JSON document, in the shape that VOCABULARY.md fixes and ``report.schema.json`` describes."""

from __future__ import annotations

import json as _json

from diagnose.model.agenda import steps_for
from diagnose.model.ending import Ending
from diagnose.model.events import Frame, RaisedException
from diagnose.model.handling import handling
from diagnose.model.lines import Span
from diagnose.model.playbook import ConfigSetting, Retry, Role, Step
from diagnose.model.report import Candidate, Diagnosis, Framework, OwnPlace, Report, Unrecognised
from diagnose.model.versions import Remark, Version
from diagnose.redaction import Redactor, redacted_diagnosis, redacted_report
from diagnose.render.versions import remarks_of
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA_VERSION = 1
LONGEST_TEXT = 20_000
MOST_FRAMES = 200

Json = dict[str, object]


def render(report: Report, view: View) -> str:
    """The document, indented, keys in a fixed order; all ASCII, so that the same report gives the same bytes anywhere
    and no character of a log acts on a terminal."""
    return _json.dumps(document(report, view.redactor), indent=2) + "\n"


def document(report: Report, redactor: Redactor | None = None) -> Json:
    """The document as plain values, without secrets. Nothing else is left out, however short the terminal's answer."""
    redactor = redactor or Redactor()
    report = redacted_report(report, redactor)
    whole: Json = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "diagnoses": [_diagnosis(diagnosis) for diagnosis in report.diagnoses],
        "unrecognised": [_unrecognised(unknown) for unknown in report.unrecognised],
        "skipped": [{"source": _text(skip.source), "reason": _text(skip.reason)} for skip in report.skipped],
        "remarks": [_remark(remark) for remark in remarks_of(report)],
        **({"ended": _ending(report.ending)} if report.ending is not None else {}),
    }
    return without_secrets(whole, redactor)


def without_secrets(document: Json, redactor: Redactor) -> Json:
    """A document with each text redacted: those of a playbook too, which may be anybody's."""
    return {name: _without_secrets(value, redactor) for name, value in document.items()}


def _without_secrets(value: object, redactor: Redactor) -> object:
    if isinstance(value, str):
        return redactor.text(value)
    if isinstance(value, dict):
        return without_secrets(value, redactor)
    return [_without_secrets(one, redactor) for one in value] if isinstance(value, list) else value


def _ending(ending: Ending) -> Json:
    memory = ending.memory
    return {
        "status": ending.status,
        "signal": ending.signal,
        "seconds": round(ending.seconds, 3),
        "timed_out": ending.timeout is not None,
        "asked_to_end": ending.asked,
        "peak_bytes": memory.peak,
        "limit_bytes": memory.limit,
        "machine_bytes": memory.total,
        "oom_kills": {"cgroup": memory.group_kills, "machine": memory.machine_kills},
    }


def fault(told: Diagnosis | Unrecognised, redactor: Redactor) -> Json:
    """One fault as it stands in the document."""
    if isinstance(told, Diagnosis):
        return _diagnosis(redacted_diagnosis(told, redactor))
    return _unrecognised(redacted_report(Report((), (told,), ()), redactor).unrecognised[0])


def _diagnosis(diagnosis: Diagnosis) -> Json:
    how = handling(diagnosis)
    return {
        "class": diagnosis.playbook.id,
        "title": diagnosis.playbook.title,
        "confidence": diagnosis.confidence,
        "severity": diagnosis.playbook.severity,
        "status": diagnosis.status.value,
        "playbook": diagnosis.playbook.id,
        "fingerprint": diagnosis.fingerprint,
        "occurrences": diagnosis.occurrences,
        "span": _span(diagnosis.span),
        "decisive": _span(diagnosis.decisive),
        "last_span": _span(diagnosis.last_span),
        "first_seen": _optional(diagnosis.first_seen),
        "last_seen": _optional(diagnosis.last_seen),
        "exception": _exception(diagnosis.exception),
        "chain": [_raised(raised, role) for raised, role in diagnosis.chain],
        "application_frame": _frame(diagnosis.application_frame),
        "own_place": _own_place(diagnosis.own_place),
        "framework": framework(diagnosis.framework),
        "facts": {name: _value(value) for name, value in diagnosis.facts},
        "advice": _text(diagnosis.advice),
        "failing_sides": list(how.sides),
        "retry": _retry(how.retry),
        "settings": [_setting(one) for one in how.settings],
        "candidates": [_candidate(candidate) for candidate in diagnosis.candidates],
        "ambiguity": _optional(diagnosis.ambiguity),
        "fallout": [_span(span) for span in diagnosis.fallout],
        "answered": _answered(diagnosis),
    }


def framework(found: Framework) -> Json:
    """The framework and the versions as they stand in the document."""
    return {
        "name": found.name,
        "version": _optional(found.version),
        "lines": list(found.lines),
        "versions": [_version(one) for one in found.versions],
        "remarks": [_remark(one) for one in found.remarks],
    }


def _version(one: Version) -> Json:
    return {
        "of": one.of,
        "version": _optional(one.exact),
        "from": _optional(one.least),
        "to": _optional(one.most),
        "stated": one.stated,
        "by": one.by,
        "span": _span(one.span),
    }


def _remark(remark: Remark) -> Json:
    return {"id": remark.id, "text": _text(remark.text), "spans": [_span(span) for span in remark.spans]}


def _own_place(place: OwnPlace | None) -> Json | None:
    return None if place is None else {"path": _text(place.path), "line": place.line, "state": place.state}


def _candidate(candidate: Candidate) -> Json:
    cause = candidate.cause
    return {
        "cause": cause.id,
        "title": cause.title,
        "confidence": candidate.confidence,
        "statement": cause.statement,
        "evidence": [
            {
                "statement": _text(evidence.statement),
                "supports": evidence.supports,
                "span": _span(evidence.span) if evidence.span else None,
                "in_code": evidence.in_code,
            }
            for evidence in candidate.evidence
        ],
        "side": cause.side or None,
        "retry": _retry(cause.retry),
        "settings": [_setting(one) for one in cause.settings],
        "steps": [_step(step) for step in cause.steps],
        "remedies": [
            {
                "summary": remedy.summary,
                "framework": remedy.framework,
                "language": remedy.language,
                "before": remedy.before,
                "after": remedy.after,
                "ran_elsewhere": candidate.ran_elsewhere(at) or None,
            }
            for at, remedy in enumerate(candidate.remedies)
        ],
        "patches": [
            {
                "path": _text(patch.path),
                "label": patch.label,
                "say": _text(patch.say),
                "patterns": list(patch.patterns),
                "diff": _text(patch.diff),
            }
            for patch in candidate.patches
        ],
        "prevention": list(cause.prevention),
        "references": list(cause.references),
    }


def _retry(retry: Retry | None) -> Json | None:
    return None if retry is None else {"helps": retry.helps, "because": retry.because}


def _setting(one: ConfigSetting) -> Json:
    framework = list(one.framework)
    return {"name": one.name, "of": one.of, "default": one.default, "set": one.set, "framework": framework}


def _answered(diagnosis: Diagnosis) -> list[Json]:
    steps = {step.id: step for step in steps_for(diagnosis)}
    return [
        {
            "step": one.step,
            "say": steps[one.step].say,
            "outcome": one.outcome,
            "answer": steps[one.step].outcomes[one.outcome].answer,
            "means": steps[one.step].outcomes[one.outcome].means,
            "span": _span(one.span) if one.span else None,
        }
        for one in diagnosis.answered
    ]


def _step(step: Step) -> Json:
    return {
        "id": step.id,
        "say": step.say,
        "run": step.run,
        "expect": step.expect,
        "cost_s": step.cost,
        "outcomes": [{"answer": outcome.answer, "means": outcome.means} for outcome in step.outcomes],
    }


def _unrecognised(unknown: Unrecognised) -> Json:
    return {
        "exception": _exception(unknown.exception),
        "fingerprint": unknown.fingerprint,
        "span": _span(unknown.span),
        "application_frame": _frame(unknown.application_frame),
        "occurrences": unknown.occurrences,
        "first_seen": _optional(unknown.first_seen),
        "last_seen": _optional(unknown.last_seen),
        "nearest": [{"class": near.playbook, "similarity": near.similarity} for near in unknown.nearest],
    }


def _exception(raised: RaisedException) -> Json:
    return {"type": _text(raised.type) or None, "message": _text(raised.message)}


def _raised(raised: RaisedException, role: Role) -> Json:
    return {
        "type": _text(raised.type) or None,
        "message": _text(raised.message),
        "link": raised.link.value,
        "role": role.value,
        "members": len(raised.members),
        "notes": [_text(note) for note in raised.notes],
        "frames": [_frame(frame) for frame in raised.frames[-MOST_FRAMES:]],
    }


def _frame(frame: Frame | None) -> Json | None:
    if frame is None:
        return None
    return {
        "filename": _text(frame.filename),
        "lineno": frame.lineno,
        "name": _optional(frame.name),
        "line": _optional(frame.line),
        "origin": frame.origin.value,
        "span": _span(frame.span),
    }


def _span(span: Span) -> Json:
    return {"source": _text(span.source), "first_line": span.first_line, "last_line": span.last_line}


def _value(value: int | float | str) -> int | float | str:
    return _text(value) if isinstance(value, str) else value


def _optional(text: str | None) -> str | None:
    return None if text is None else _text(text)


def _text(text: str) -> str:
    """Foreign text as a JSON string may hold it: bounded, without lone surrogates. It is redacted already."""
    kept = text
    if len(text) > LONGEST_TEXT:
        kept = f"{text[:LONGEST_TEXT]}… ({len(text) - LONGEST_TEXT} more characters)"
    return kept.encode("utf-8", "replace").decode("utf-8")
