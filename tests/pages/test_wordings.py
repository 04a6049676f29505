"""Patterns as a person reads them."""

from __future__ import annotations

import re

import pytest

from site_builder.wordings import MOST, readings
from tests.corpus import known

READ = [
    ("(?i)Incorrect API key provided|Invalid API key", ("Incorrect API key provided", "Invalid API key")),
    (r"(?i)\btimed out after (?P<timeout_s>[\d.]+ ?(?:ms|s)?)", ("timed out after ‹timeout›",)),
    (r"No agent can execute the function (?P<function>\w+)", ("No agent can execute the function ‹function›",)),
    (r"\binput length \(?(?P<used_tokens>[\d,]+)\)? exceeds (?:the )?limit", ("input length N exceeds limit",)),
    (r"select_speaker.{0,40}failed", ("select_speaker…failed",)),
    (r"timed? ?out", ("timed out",)),
    (r"(?P<argument>proxies)", ("proxies",)),
    (r"(?:at (?P<model>\w+)|in (?P<model>\w+))", ("at ‹model›", "in ‹model›")),
    (r"(", ("(",)),
]


@pytest.mark.parametrize(("pattern", "read"), READ)
def test_readings(pattern: str, read: tuple[str, ...]) -> None:
    """The words, with gaps and the names of facts."""
    assert readings(pattern) == read


def test_shipped_patterns_are_readable() -> None:
    """A few readings each, none of them written as a pattern."""
    conditions = [one.condition for playbook in known().playbooks for one in playbook.signatures]
    shown = {text: pattern for one in conditions for pattern in (*one.message, *one.line) for text in readings(pattern)}

    assert max(len(readings(pattern)) for pattern in shown.values()) <= MOST
    assert [pattern for text, pattern in shown.items() if text == pattern and re.search(r"\\[bwdsSW]|\(\?", text)] == []
