"""Every shipped pattern hits what it must and leaves its near misses alone."""

from __future__ import annotations

import pytest

from diagnose.model.code import CodePattern
from diagnose.playbook import load
from tests.patterns.samples import wrong_samples

_PATTERNS = [(cause.id, pattern) for cause in load().playbooks.causes for pattern in cause.code]


@pytest.mark.parametrize(("cause", "pattern"), [pytest.param(*one, id=f"{one[0]}:{one[1].id}") for one in _PATTERNS])
def test_samples_of_a_pattern(cause: str, pattern: CodePattern) -> None:
    """Each flagged sample has a hit, no clean one has."""
    assert list(wrong_samples(cause, pattern)) == []


def test_ids_differ() -> None:
    """An id names one pattern of one cause."""
    ids = [pattern.id for _, pattern in _PATTERNS]
    assert len(ids) == len(set(ids))
