"""Versions, compared by their numbers."""

from __future__ import annotations

from diagnose.lazy import regex

_RELEASE = regex(r"v?(\d{1,9}(?:\.\d{1,9}){0,5})")


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version without trailing zeros: ``1.55.0rc1`` is (1, 55); empty for what is none."""
    hit = _RELEASE.match(version)
    numbers = [int(number) for number in hit[1].split(".")] if hit else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
