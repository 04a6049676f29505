"""Words that patterns cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose.matching.patterns import compiled
from diagnose.model.playbook import conditions_of
from diagnose.prefilter.literals import required
from tests.corpus import known


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?i)Event loop is closed", {"event loop is closed"}),
        (r"time(?:d )?-?out\b", {"timeout", "time-out", "timed out", "timed -out"}),
        (r"\bENOTFOUND|EAI_AGAIN\b", {"enotfound", "eai_again"}),
        (r"context (?:length|window)", {"context length", "context window"}),
        (r"a{0,9}bcde", {"bcde"}),
        (r"(?:abcd)+", {"abcd"}),
        (r"code[:= ]+137", {":137", "=137", " 137"}),
        (r"(?P<name>\w+) refused", {" refused"}),
        ("[Ee]rrors?", {"error"}),
        ("页面文件太小", {"页面文件太小"}),
    ],
)
def test_words_of_patterns(pattern: str, words: set[str]) -> None:
    """Runs of letters, their spellings, and each branch's words; case does not matter."""
    assert set(required(pattern) or ()) == words


@pytest.mark.parametrize(
    "pattern", [r"\d+", ".*", "(?:failed)?", r"abcd|\d{3}", "a.b.c", "(", r"\pN" * 3, "(" * 5000, "a[[:digit:]]]"]
)
def test_patterns_without_words(pattern: str) -> None:
    """What may be hit by texts that have nothing in common has no words; nor has what cannot be read."""
    assert required(pattern) is None


def test_rare_words_are_preferred() -> None:
    """Words that stand in every log are looked for only where a pattern has no other."""
    assert set(required(r"model \S+ was decommissioned") or ()) == {" was decommissioned"}
    assert set(required(r"message\d") or ()) == {"message"}


def _compiles(pattern: str) -> bool:
    """Whether Python reads the pattern too; what only RE2 reads cannot be turned into texts here."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


PATTERNS = sorted(
    {
        pattern
        for condition in conditions_of(known())
        for pattern in (*condition.line, *condition.message, *condition.before, *condition.after)
        if required(pattern) and _compiles(pattern)
    }
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_a_pattern_hits_holds_one_of_its_words(data: st.DataObject) -> None:
    """For any text that a shipped pattern hits: one of the pattern's words stands in it."""
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    if compiled(pattern).search(text) is not None:
        assert any(word in text.lower() for word in required(pattern) or ())
