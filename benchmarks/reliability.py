"""How well stated confidences agree with what came true: arithmetic over pairs of (confidence, right or not)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Stated = tuple[float, bool]
"""A confidence, and whether what was stated with it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements whose confidence lies in ``[low, high)``; the last bin includes 1."""

    low: float
    high: float
    count: int
    confidence: float
    """their mean confidence"""
    right: float
    """the share of them that is right"""


def bins(stated: Sequence[Stated], number: int = 10) -> tuple[Bin, ...]:
    """The bins of equal width that hold anything, from low to high."""
    filled: list[list[Stated]] = [[] for _ in range(number)]
    for pair in stated:
        filled[min(number - 1, int(pair[0] * number))].append(pair)
    return tuple(
        Bin(
            index / number,
            (index + 1) / number,
            len(group),
            sum(confidence for confidence, _ in group) / len(group),
            sum(right for _, right in group) / len(group),
        )
        for index, group in enumerate(filled)
        if group
    )


def brier(stated: Sequence[Stated]) -> float:
    """The mean of (confidence - 1 or 0)²: 0 is perfect; to say 0.5 always gives 0.25. 0 where nothing is stated."""
    return sum((confidence - right) ** 2 for confidence, right in stated) / len(stated) if stated else 0.0


def expected_error(stated: Sequence[Stated], number: int = 10) -> float:
    """The expected calibration error: the mean distance of a bin's confidence from its share right, by its count."""
    if not stated:
        return 0.0
    return sum(one.count * abs(one.confidence - one.right) for one in bins(stated, number)) / len(stated)


def bias(stated: Sequence[Stated]) -> float:
    """Mean confidence minus share right: above 0 the confidences are too high, below 0 too low."""
    return sum(confidence - right for confidence, right in stated) / len(stated) if stated else 0.0
