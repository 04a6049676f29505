"""Probabilities move as Bayes' rule says, and the gain is the information that a step is expected to bring."""

from __future__ import annotations

from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.model.playbook import Step, StepOutcome
from diagnose.walkthrough.belief import SLIP, Table, at_even_odds, leader, ranking, with_rest
from tests.walkthrough.scenes import GROWS, NOTHING, step

SHARES = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(lambda found: tuple(x / sum(found) for x in found))
CAUSES = ("history", "tool", "window")


def test_an_answer_moves_the_belief_by_bayes_rule() -> None:
    """Worked by hand: slips leave 0.9 of each table and spread 0.1 evenly over the two outcomes."""
    table = Table(GROWS, CAUSES)
    assert table.rows[0] == pytest.approx((0.9 * 0.9 + 0.05, 0.9 * 0.2 + 0.05, 0.9 * 0.1 + 0.05, 0.9 * 0.1 + 0.05))
    assert table.rows[1] == pytest.approx((0.9 * 0.1 + 0.05, 0.9 * 0.8 + 0.05, 0.9 * 0.9 + 0.05, 0.9 * 0.9 + 0.05))
    joint = (0.5 * 0.86, 0.2 * 0.23, 0.2 * 0.14, 0.1 * 0.14)
    assert table.after((0.5, 0.2, 0.2, 0.1), 0) == pytest.approx([one / sum(joint) for one in joint])
    assert table.chance((0.5, 0.2, 0.2, 0.1), 0) == pytest.approx(sum(joint))


@given(SHARES, st.integers(0, 1))
def test_a_belief_stays_one(belief: tuple[float, ...], outcome: int) -> None:
    """However often it is moved, the probabilities sum to 1 and none becomes 0: no answer excludes a cause for good."""
    moved = Table(GROWS, CAUSES).after(belief, outcome)
    assert isclose(sum(moved), 1)
    assert min(moved) > 0


@given(SHARES)
def test_the_gain_is_the_expected_loss_of_entropy(belief: tuple[float, ...]) -> None:
    """Computed the long way round: entropy now, less the mean entropy after each outcome. It is never negative."""
    table = Table(GROWS, CAUSES)
    then = sum(table.chance(belief, at) * entropy(table.after(belief, at)) for at in range(2))
    assert table.gain(belief) == pytest.approx(entropy(belief) - then, abs=1e-9)
    assert table.gain(belief) >= 0


def entropy(belief: tuple[float, ...]) -> float:
    return -sum(share * log2(share) for share in belief)


def test_a_step_that_separates_nothing_gains_nothing() -> None:
    """An outcome as likely with each cause, and a step without tables, tell nothing and move nothing."""
    even = (0.4, 0.3, 0.2, 0.1)
    bare = Step("bare", "Look.", 1, (StepOutcome("a", "A."), StepOutcome("b", "B."), StepOutcome("c", "C.")))
    for one in (NOTHING, bare):
        assert Table(one, CAUSES).gain(even) == pytest.approx(0)
        assert Table(one, CAUSES).after(even, 1) == pytest.approx(even)


def test_slips_bound_what_one_answer_can_do() -> None:
    """Even an outcome that a table calls impossible keeps a share, half of the slips for two outcomes."""
    sure = step("sure", history=(1.0, 0.0), other=(0.0, 1.0))
    assert Table(sure, CAUSES).rows[0] == pytest.approx((1 - SLIP / 2, SLIP / 2, SLIP / 2, SLIP / 2))


def test_order_and_ties() -> None:
    """The first of equals leads; "none of these" can lead, but is not ranked among the causes."""
    assert leader((0.4, 0.4, 0.2)) == 0
    assert leader((0.1, 0.2, 0.7)) == 2
    assert ranking((0.2, 0.4, 0.2, 0.2)) == [1, 0, 2]


def test_the_rest_is_none_of_these() -> None:
    """What the causes leave is "none of these", at least a hundredth; too much is scaled."""
    assert with_rest([0.6, 0.3]) == pytest.approx((0.6, 0.3, 0.1))
    assert with_rest([0.8, 0.2]) == pytest.approx((0.8 / 1.01, 0.2 / 1.01, 0.01 / 1.01))
    assert with_rest([]) == (1.0,)


def test_even_odds() -> None:
    """One cause against all others together, which keep their proportions."""
    assert at_even_odds((0.98, 0.01, 0.01), 0) == pytest.approx((0.5, 0.25, 0.25))
    assert at_even_odds((1.0,), 0) == (1.0,)
