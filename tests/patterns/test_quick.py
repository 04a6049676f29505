"""Regular expressions that Rust compiles quickly say the same of code."""

from __future__ import annotations

import pytest
from ast_grep_py import SgRoot
from hypothesis import given
from hypothesis import strategies as st

from diagnose.model.code import CodePattern
from diagnose.patterns.needs import needs_of
from diagnose.patterns.quick import quick
from diagnose.patterns.rules import Rule

_SOURCES = (
    r"^\w+$",
    r"(?i)^[\w.\[\]\"']+x$",
    r"\bab\b",
    r"[^\W]a",
    r"\D\d",
    r"^[]\w]+$",
    r"[^\]\s]b",
    r"\\w",
    r"\S+\s",
)


@pytest.mark.parametrize("source", _SOURCES)
@given(text=st.text(alphabet="aAbBxX_1. \t[]\"'\\wÄß", min_size=1, max_size=6))
def test_the_same_is_hit(source: str, text: str) -> None:
    """A comment is hit by the one exactly where it is hit by the other."""
    root = SgRoot(f"#{text}", "python").root()
    hits = [root.find_all({"rule": {"kind": "comment", "regex": one}}) for one in (source, quick(source))]
    assert len(hits[0]) == len(hits[1])


@pytest.mark.parametrize(
    ("config", "needs"),
    [
        ({"rule": {"pattern": "asyncio.gather($$$A)"}}, {("asyncio",), ("gather",)}),
        ({"rule": {"pattern": "await $A.run('text')"}}, {("run",)}),
        ({"rule": {"kind": "call", "not": {"pattern": "gather()"}}}, set()),
        ({"rule": {"any": [{"pattern": "gather()"}, {"pattern": "wait_all()"}]}}, {("gather", "wait_all")}),
        ({"rule": {"any": [{"pattern": "gather()"}, {"kind": "call"}]}}, set()),
        ({"rule": {"kind": "call", "has": {"regex": "^(?:requests|httpx)$"}}}, {("httpx", "requests")}),
        ({"rule": {"pattern": "$F()"}, "constraints": {"F": {"regex": "^requests"}}}, {("requests",)}),
        ({"rule": {"kind": "call", "matches": "u"}, "utils": {"u": {"pattern": "gather()"}}}, {("gather",)}),
        ({"rule": {"pattern": {"context": "class A { gather: $X }", "selector": "pair"}}}, set()),
        ({"rule": {"kind": "call", "regex": "(?i)gather"}}, set()),
        ({"rule": {"kind": "call", "regex": "[a&&[b]]gather"}}, set()),
        ({"rule": {"kind": "call", "regex": r"\<gather"}}, set()),
    ],
)
def test_words_that_a_rule_needs(config: Rule, needs: set[tuple[str, ...]]) -> None:
    """What is said to be needed is needed for every hit: words of patterns and of expressions."""
    assert set(needs_of(config)) == needs


def test_samples_have_the_needed_words(shipped: list[CodePattern]) -> None:
    """Each flagged sample of each shipped pattern has a word of each group."""
    for pattern in shipped:
        for sample in pattern.flagged:
            assert all(any(word in sample for word in group) for group in pattern.needs), pattern.id
