"""Which rules need not be tried on a text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from diagnose.lint.needs import Words, needs_of
from diagnose.lint.plan import rules_of
from diagnose.model.code import CodePattern
from diagnose.patterns import scan
from diagnose.sources import source_of
from tests.corpus import known


def fits(rule: dict[str, Any], text: str, **utils: Any) -> bool:
    return Words(text).fit(needs_of(json.dumps({"rule": rule, "utils": utils})))


@pytest.mark.parametrize(
    ("rule", "text", "fit"),
    [
        ({"pattern": "asyncio.gather($$$A)"}, "await asyncio.gather(x)", True),
        ({"pattern": "asyncio.gather($$$A)"}, "await asyncio.wait(x)", False),
        ({"pattern": "f('a', $GATHER)"}, "", True),
        ({"pattern": {"context": "gather()", "selector": "call"}}, "", True),
        ({"kind": "call", "regex": "(?i)semaphore|limiter"}, "SEMAPHORE", True),
        ({"kind": "call", "regex": "semaphore|limiter"}, "nothing", False),
        ({"kind": "call", "not": {"regex": "semaphore"}}, "nothing", True),
        ({"any": [{"pattern": "gather($A)"}, {"pattern": "create_task($A)"}]}, "create_task(x)", True),
        ({"any": [{"pattern": "gather($A)"}, {"pattern": "create_task($A)"}]}, "wait(x)", False),
        ({"any": [{"pattern": "gather($A)"}, {"kind": "call"}]}, "wait(x)", True),
        ({"all": [{"kind": "call"}, {"has": {"pattern": "gather"}}]}, "wait(x)", False),
        ({"matches": "u"}, "wait(x)", False),
        ({"matches": "v"}, "wait(x)", True),
    ],
)
def test_what_a_text_must_have(rule: dict[str, Any], text: str, fit: bool) -> None:
    """Names of plain patterns and words of regular expressions, through all, any, relations and utils; never of not."""
    assert (
        fits(rule, text, u={"inside": {"pattern": "gather($A)"}}, v={"any": [{"matches": "v"}, {"kind": "call"}]})
        is fit
    )


def test_no_sample_is_passed_over() -> None:
    """Every sample of the playbooks that a rule must hit has what that rule needs."""
    missed = [
        (rule.pattern.id, sample)
        for rule in rules_of(known().causes)
        for sample in rule.pattern.flagged
        if not Words(sample).fit(needs_of(rule.pattern.rule))
    ]

    assert missed == []


@pytest.mark.thorough
def test_nothing_is_passed_over() -> None:
    """What is not tried on a sample of any rule would not be found in it."""
    rules = rules_of(known().causes)
    wrong = []
    for sample, language in {(one, rule.pattern.language) for rule in rules for one in _samples(rule.pattern)}:
        source = source_of("a.py" if language == "python" else "a.ts", sample.encode())
        assert source is not None
        skipped = [one for one in rules if not Words(sample).fit(needs_of(one.pattern.rule))]
        wrong += [one.pattern.id for one in skipped if scan(source, {one.cause: [one.pattern]})]

    assert wrong == []


def _samples(pattern: CodePattern) -> tuple[str, ...]:
    return (*pattern.flagged, *pattern.clean)
