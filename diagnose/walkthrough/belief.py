"""Probabilities of the causes, how an answer moves them, and how much a step is expected to tell.

A belief is a tuple of probabilities, one for each cause of the class and a last one for "none of these"; it sums to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

from diagnose.model.playbook import OTHER, Step

Belief = tuple[float, ...]

SLIP = 0.1
"""The share of answers that are given at random, by people who misread or mistype: no answer decides alone."""


@dataclass(frozen=True)
class Table:
    """How probable each outcome of a step is with each cause: ``rows[outcome][cause]``, slips counted in."""

    step: Step
    causes: tuple[str, ...]

    @cached_property
    def rows(self) -> tuple[Belief, ...]:
        """One row per outcome, the last number of each for "none of these". A step without tables says nothing."""
        number = len(self.step.outcomes)
        return tuple(
            tuple((1 - SLIP) * share + SLIP / number for share in self._shares(dict(outcome.likely), 1 / number))
            for outcome in self.step.outcomes
        )

    def _shares(self, likely: dict[str, float], even: float) -> list[float]:
        other = likely.get(OTHER, even)
        return [*(likely.get(cause, other) for cause in self.causes), other]

    def after(self, belief: Belief, outcome: int) -> Belief:
        """The belief once this outcome is known (Bayes' rule; outcomes are independent given the cause)."""
        joint = [mine * share for mine, share in zip(belief, self.rows[outcome], strict=True)]
        whole = sum(joint)
        return tuple(weight / whole for weight in joint)

    def chance(self, belief: Belief, outcome: int) -> float:
        """How probable this outcome is, given the belief."""
        return sum(mine * share for mine, share in zip(belief, self.rows[outcome], strict=True))

    def gain(self, belief: Belief) -> float:
        """How many bits of uncertainty the step is expected to take: the mutual information of cause and outcome."""
        total = 0.0
        for row in self.rows:
            joint = [mine * share for mine, share in zip(belief, row, strict=True)]
            chance = sum(joint)
            total += sum(
                weight * log2(weight / (mine * chance))
                for weight, mine in zip(joint, belief, strict=True)
                if weight > 0
            )
        return max(0.0, total)


def leader(belief: Belief) -> int:
    """The index of the most probable cause; of equals the first."""
    return max(range(len(belief)), key=lambda index: (belief[index], -index))


def ranking(belief: Belief) -> list[int]:
    """The indices of the causes, the most probable first, without "none of these"; ties in the given order."""
    return sorted(range(len(belief) - 1), key=lambda index: (-belief[index], index))


def with_rest(shares: Sequence[float]) -> Belief:
    """The belief of these shares of the whole, the rest being "none of these"."""
    rest = max(0.01, 1 - sum(shares))
    whole = sum(shares) + rest
    return tuple(share / whole for share in (*shares, rest))


def at_even_odds(belief: Belief, index: int) -> Belief:
    """The belief as if this cause were as likely as not, the others in proportion."""
    rest = 1 - belief[index]
    if rest <= 0:
        return belief
    return tuple(0.5 if at == index else share / (2 * rest) for at, share in enumerate(belief))
