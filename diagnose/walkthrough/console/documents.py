"""The result as JSON and as Markdown, and the transcript of what was asked and answered."""

from __future__ import annotations

import json as _json
import re
from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.model.playbook import Remedy
from diagnose.quantities import duration
from diagnose.redaction import redacted_diagnosis
from diagnose.render.code import copyable
from diagnose.render.json import framework, without_secrets
from diagnose.render.safe import visible
from diagnose.render.versions import in_play
from diagnose.render.words import FRAMEWORKS, lines, percent
from diagnose.version import __version__
from diagnose.walkthrough.belief import leader
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.screens import NONE_TITLE
from diagnose.walkthrough.contradiction import Contradiction, contradictions
from diagnose.walkthrough.session import Answer, Ending, Reply

SCHEMA_VERSION = 1
TRANSCRIPT = "# Walkthrough by autogen-doctor"
"""The first line of every transcript; a file that does not begin so is not overwritten."""

Json = dict[str, object]
_MARKS = regex(r"([\\`*_\[\]#|!~@$])")


def json(result: Result) -> str:
    """One JSON document, ASCII only, without secrets; names are fixed: they are added to, never renamed."""
    return _json.dumps(without_secrets(_document(result), result.redactor), indent=2) + "\n"


def _document(result: Result) -> Json:
    diagnosis, session = redacted_diagnosis(result.diagnosis, result.redactor), result.session
    first = result.causes[0] if result.causes else None
    titles = {one.cause.id: one.cause.title for one in diagnosis.candidates}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "class": diagnosis.playbook.id,
        "title": diagnosis.playbook.title,
        "fingerprint": diagnosis.fingerprint,
        "decisive": {
            "source": diagnosis.decisive.source,
            "first_line": diagnosis.decisive.first_line,
            "last_line": diagnosis.decisive.last_line,
        },
        "ending": result.ending.value,
        "confirmed": first.cause.id if first and result.ending is Ending.CONFIRMED else None,
        "ranking": [
            {"cause": name, "title": titles[name], "confidence": round(share, 4)} for name, share in session.ranking
        ],
        "none_of_these": round(session.belief[-1], 4) if session.case.causes else None,
        "answers": [_answer(result, answer) for answer in session.answers],
        "contradictions": [_contradiction(one) for one in contradictions(session)],
        "fixes": [
            {"cause": one.cause.id, **_remedy(one.remedies[0])} for one in result.causes if one.remedies
        ],
        "verify": list(result.verification),
        "prevention": list(first.cause.prevention) if first else [],
        "framework": framework(diagnosis.framework),
    }  # fmt: skip


def _answer(result: Result, answer: Answer) -> Json:
    step = result.session.case.tables[answer.step].step
    outcome = step.outcomes[answer.outcome] if answer.reply is Reply.OUTCOME else None
    return {
        "step": step.id,
        "say": step.say,
        "reply": answer.reply.value,
        "outcome": answer.outcome if outcome else None,
        "answer": outcome.answer if outcome else None,
        "means": outcome.means if outcome else None,
        "by": "check" if answer.by_check else "user",
    }


def _contradiction(one: Contradiction) -> Json:
    return {
        "earlier": one.earlier.step if one.earlier else None,
        "later": one.later.step,
        "earlier_cause": one.earlier_cause,
        "later_cause": one.later_cause,
    }


def _remedy(remedy: Remedy) -> Json:
    return {
        "framework": remedy.framework,
        "language": remedy.language,
        "summary": remedy.summary,
        "before": remedy.before,
        "after": remedy.after,
    }


def markdown(result: Result) -> str:
    """The result as Markdown: how it ended, the ranking, the fix, how to verify it, prevention."""
    return "\n".join([f"# {_text(result, result.headline)}", "", *_error(result), *_ending(result, level=2)]) + "\n"


def transcript(result: Result) -> str:
    """What was asked and answered, and how it ended, as Markdown."""
    rows = [TRANSCRIPT, "", *_error(result)]
    for number, answer in enumerate(result.session.answers, 1):
        rows += _asked(result, number, answer)
    rows += [f"## {_text(result, result.headline)}", "", *_ending(result, level=3)]
    return "\n".join(rows) + "\n"


def _error(result: Result) -> Iterator[str]:
    diagnosis = redacted_diagnosis(result.diagnosis, result.redactor)
    words = f"{diagnosis.exception.type}: {diagnosis.exception.message}".strip(": ")[:2000].split()
    yield f"{_text(result, diagnosis.playbook.title)} (`{diagnosis.playbook.id}`)"
    yield ""
    where = f"{lines(diagnosis.decisive)} of {_code(result, diagnosis.decisive.source)}"
    yield f"> {where}: {_code(result, ' '.join(words))}"
    yield ""
    known = in_play(diagnosis.framework)
    if known:
        yield f"{_text(result, ', '.join(known))}"
        yield ""
    for remark in diagnosis.framework.remarks:
        yield f"{_text(result, remark.text)} ({', '.join(map(lines, remark.spans))})"
        yield ""


def _asked(result: Result, number: int, answer: Answer) -> Iterator[str]:
    session = result.session
    step = session.case.tables[answer.step].step
    yield f"## {number}. {_text(result, step.say)}"
    yield ""
    if step.run:
        yield from fenced("bash", result.redactor.text(step.run))
    for at, outcome in enumerate(step.outcomes):
        chosen = answer.reply is Reply.OUTCOME and at == answer.outcome
        yield f"- [{'x' if chosen else ' '}] {_text(result, outcome.answer)}"
    yield ""
    if answer.reply is not Reply.OUTCOME:
        yield "Not known." if answer.reply is Reply.UNKNOWN else "Skipped."
    else:
        by = " (looked up by autogen-doctor)" if answer.by_check else ""
        yield f"{_text(result, step.outcomes[answer.outcome].means)}{by}"
    yield ""
    for one in contradictions(session):
        if one.later is answer:
            yield f"This does not go together with {_earlier(result, one)}."
            yield ""
    if session.case.causes:
        then = session.beliefs[number]
        at = leader(then)
        name = _title(result, session.case.causes[at]) if at < len(session.case.causes) else NONE_TITLE
        yield f"Leading now: {_text(result, name)}, {percent(then[at])}. The check takes about {duration(step.cost)}."
        yield ""


def _earlier(result: Result, one: Contradiction) -> str:
    if one.earlier is None:
        return "what the log shows"
    step = result.session.case.tables[one.earlier.step].step
    return f"the answer “{_text(result, step.outcomes[one.earlier.outcome].answer)}”"


def _ending(result: Result, level: int) -> Iterator[str]:
    hashes = "#" * level
    if result.session.case.causes:
        yield "| probability | cause |"
        yield "|---|---|"
        for name, share in result.session.ranking:
            yield f"| {percent(share)} | {_text(result, _title(result, name))} (`{name}`) |"
        yield ""
    for candidate in result.causes:
        for remedy in candidate.remedies[:1]:
            named = FRAMEWORKS.get(remedy.framework, remedy.framework)
            yield f"{hashes} Fix for: {_text(result, candidate.cause.title)} ({named})"
            yield ""
            yield _text(result, remedy.summary)
            yield ""
            if remedy.after:
                yield from fenced(remedy.language, result.redactor.text(remedy.after))
            if candidate.ran_elsewhere(0):
                yield _text(result, candidate.ran_elsewhere(0))
                yield ""
    if result.ending is Ending.CHECKED:
        found = tuple(f"{outcome.answer}: {outcome.means}" for _, _, outcome in result.given)
        yield from _listed(result, f"{hashes} What was found", found)
    yield from _listed(result, f"{hashes} How to see that it works", result.verification)
    yield from _listed(result, f"{hashes} Prevention", result.causes[0].cause.prevention if result.causes else ())


def _listed(result: Result, heading: str, items: tuple[str, ...]) -> Iterator[str]:
    if items:
        yield heading
        yield ""
        yield from (f"- {_text(result, item)}" for item in items)
        yield ""


def fenced(language: str, code: str) -> Iterator[str]:
    """The lines of a block of code, which nothing in it ends."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield copyable(code).rstrip("\n")
    yield fence
    yield ""


def _title(result: Result, name: str) -> str:
    return next(one.cause.title for one in result.diagnosis.candidates if one.cause.id == name)


def _code(result: Result, text: str) -> str:
    """Text of a log as code: no link, no mention and no markup of it acts; secrets taken out."""
    text = visible(result.redactor.text(text))
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{ticks} {text} {ticks}" if len(ticks) > 1 or text[:1] == "`" else f"`{text}`"


def _text(result: Result, text: str) -> str:
    """Text that is neither markup nor HTML, whatever stands in it; secrets taken out."""
    text = visible(result.redactor.text(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(r"\\\1", text)
