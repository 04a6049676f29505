"""The facts of a fault: what its messages, properties, source lines and log state as numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagnose.lazy import regex
from diagnose.matching.classify import Match
from diagnose.matching.conditions import message_of
from diagnose.matching.facts import FACTS, read_fact
from diagnose.matching.log import Log
from diagnose.matching.patterns import captures
from diagnose.matching.strands import Strand
from diagnose.model.events import RaisedException
from diagnose.model.playbook import FactPatterns
from diagnose.model.report import FactValue

Facts = dict[str, FactValue]


MOST_COPIES = 5
"""Copies of a fault whose words are read for facts."""


def find_facts(fit: Match, copies: Sequence[Strand], log: Log, shared: FactPatterns) -> Facts:
    """The facts of a fault, the first place that states one wins.

    Places in order: the signature's own captures, the class's patterns, the properties of the exceptions, the
    patterns for all classes; each over the matched exception first, then the rest of the strand, then the fault's
    other ``copies``.
    """
    facts: Facts = {}
    _take(facts, dict(fit.captured))
    _read_strand(facts, fit, log, shared)
    for strand in copies[:MOST_COPIES]:
        if strand is not fit.strand:
            _read_strand(facts, replace(fit, strand=strand, raised=strand.path[-1]), log, shared)
    return facts


def _read_strand(facts: Facts, fit: Match, log: Log, shared: FactPatterns) -> None:
    _read(facts, fit.playbook.facts, fit, log)
    for raised in _nearest_first(fit):
        _take_properties(facts, raised)
    _read(facts, shared, fit, log)


def derive(facts: Facts) -> Facts:
    """The facts with those added that follow from others: the parts of a prompt make its whole."""
    limit, used = facts.get("limit_tokens"), facts.get("used_tokens")
    if used is None:
        parts = [facts.get(name) for name in ("messages_tokens", "functions_tokens", "completion_tokens")]
        numbers = [part for part in parts if isinstance(part, int)]
        if isinstance(facts.get("messages_tokens"), int):
            used = sum(numbers)
            facts["used_tokens"] = used
    if isinstance(limit, int) and isinstance(used, int) and limit > 0:
        facts["overshoot"] = round(used / limit, 4)
    messages = facts.get("messages_tokens")
    if isinstance(limit, int) and isinstance(messages, int) and limit > 0:
        facts["prompt_share"] = round(messages / limit, 4)
    held, allowed = facts.get("rss_bytes"), facts.get("limit_bytes")
    if isinstance(held, int) and isinstance(allowed, int) and allowed > 0:
        facts["memory_share"] = round(held / allowed, 4)
    return facts


def _nearest_first(fit: Match) -> list[RaisedException]:
    return [fit.raised, *(raised for raised in reversed(fit.strand.path) if raised is not fit.raised)]


def _read(facts: Facts, patterns: FactPatterns, fit: Match, log: Log) -> None:
    path = _nearest_first(fit)
    for raised in path:
        text = message_of(raised)
        for pattern in patterns.message:
            _take(facts, captures(pattern, text))
    heading = fit.strand.event.heading
    if heading:
        for pattern in patterns.message:
            _take(facts, captures(pattern, heading))
    for frame in _code_lines(path):
        for pattern in patterns.code:
            _take(facts, captures(pattern, frame))
    for pattern in patterns.log:
        found = log.search([pattern], nearest_to=fit.strand.event.span.last_line)
        if found is not None:
            _take(facts, found[1])


def _code_lines(path: Iterable[RaisedException]) -> Iterable[str]:
    for raised in path:
        for frame in reversed(raised.frames):
            if frame.line:
                yield frame.line


_PROPERTIES = {
    "n_prompt_tokens": "used_tokens",
    "n_ctx": "limit_tokens",
    "statusCode": "status",
    "status_code": "status",
    "httpStatusCode": "status",
    "HTTPStatusCode": "status",
}
"""Properties that state a fact under another name."""
_HTTP_STATUS = regex(r"[1-5]\d\d")


def _take_properties(facts: Facts, raised: RaisedException) -> None:
    for key, text in raised.properties:
        name = _PROPERTIES.get(key.rpartition(".")[2], key.rpartition(".")[2])
        if name in FACTS:
            _take(facts, {name: text})
        if name == "code" and _HTTP_STATUS.fullmatch(text):
            _take(facts, {"status": text})
        if name == "timeout" and text.isdigit():
            _take(facts, {"timeout_s": f"{text}ms"})  # JavaScript counts in milliseconds


def _take(facts: Facts, captured: Mapping[str, str] | None) -> None:
    for name, text in (captured or {}).items():
        if name not in facts:
            value = read_fact(name, text)
            if value is not None:
                facts[name] = value
