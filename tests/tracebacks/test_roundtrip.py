"""What a formatter printed comes back as it was raised."""

from __future__ import annotations

import importlib.util
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.tracebacks.formatters import FORMATTERS, PLAIN_WORDS
from tests.tracebacks.graphs import GROUPS, RAISERS, WORDS, Graphs, raisers_in
from tests.tracebacks.roundtrip import check, cpython_text, is_decidable

EXAMPLES = int(os.environ.get("ROUNDTRIP_EXAMPLES", "80"))
_SETTINGS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@_SETTINGS
@given(st.randoms(use_true_random=False))
def test_cpython_tracebacks_come_back(rng: random.Random) -> None:
    """Chains, groups, notes, repeated frames and messages of many lines are read as they were raised."""
    exc = Graphs(rng).exception()
    assume(is_decidable(exc))
    assert check(exc, cpython_text(exc)) is None


@pytest.mark.parametrize("name", sorted(FORMATTERS))
def test_other_formatters_come_back(name: str, tmp_path: Path) -> None:
    """What Rich, loguru, IPython and pytest print of an exception is read as it was raised."""
    module = {"ipython": "IPython"}.get(name, name)
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    chosen = FORMATTERS[name]
    raisers = raisers_in(tmp_path) if chosen.real_files else RAISERS
    rng = random.Random(2)
    done = 0
    while done < min(EXAMPLES, 10_000):
        exc = Graphs(
            rng,
            groups=GROUPS and chosen.groups,
            odd_lines=chosen.odd_lines,
            notes=chosen.notes,
            unraised=chosen.unraised,
            syntax_errors=chosen.syntax_errors,
            raisers=raisers,
            budget=6,
            words=WORDS if chosen.odd_lines else PLAIN_WORDS,
        ).exception()
        if is_decidable(exc):
            assert check(exc, chosen.text(exc, rng), chosen.shown) is None
            done += 1
