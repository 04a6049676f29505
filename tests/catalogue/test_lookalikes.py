"""What is easily taken for one another is kept apart, in both directions."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.corpus import ROOT, answer

SAMPLES = ROOT / "sample_traces"


class Pair(NamedTuple):
    """Two samples that resemble each other; what each is: ``class``, or ``class/first cause``."""

    one: str
    is_: str
    other: str
    but: str
    why: str


PAIRS = (
    Pair(
        "message-sequence/400-type-invalid-request-error-not-context.log", "message-sequence",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "both are a 400 of the type invalid_request_error",
    ),
)  # fmt: skip


def _is(sample: str) -> tuple[str, str]:
    """The class of a sample's first fault, and with its first cause."""
    first = answer(SAMPLES / sample).diagnoses[0]
    cause = first.candidates[0].cause.id if first.candidates else ""
    return first.playbook.id, f"{first.playbook.id}/{cause}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one} | {pair.other}")
def test_lookalikes_are_kept_apart(pair: Pair) -> None:
    """Each of the two is what it is, and not what it looks like."""
    assert pair.is_ != pair.but, pair.why
    assert pair.is_ in _is(pair.one), pair.why
    assert pair.but in _is(pair.other), pair.why
