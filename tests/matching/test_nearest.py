"""A resemblance is an offer to look, never a diagnosis."""

from __future__ import annotations

import pytest

from diagnose.matching.nearest import LEAST, MOST, nearest
from diagnose.model.events import Link, RaisedException
from diagnose.model.lines import Span
from diagnose.model.playbook import Condition, Playbook, PlaybookSet, Signature
from tests.matching.scenes import diagnosed

SPAN = Span("app.log", 1, 1)


def raised(message: str) -> RaisedException:
    return RaisedException("WeirdError", message, Link.NONE, (), SPAN, SPAN)


def playbook(name: str, pattern: str) -> Playbook:
    return Playbook(name, name, "", "error", (Signature("s", 0.9, Condition(message=(pattern,))),))


def test_an_unknown_error_is_not_diagnosed_however_near() -> None:
    """Words that resemble a class are listed as that, and no diagnosis is made of them."""
    text = """
Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    brew()
teapot.TeapotError: the pot was too small for the tea that was asked for
"""
    report = diagnosed(text)
    assert report.diagnoses == ()
    (unknown,) = report.unrecognised
    assert (unknown.exception.type, unknown.span, unknown.occurrences) == (
        "teapot.TeapotError",
        Span("app.log", 1, 4),
        1,
    )
    assert unknown.application_frame is not None
    assert unknown.application_frame.name == "main"
    assert all(LEAST <= one.similarity <= 1 for one in unknown.nearest)


def test_nearest_first_and_few() -> None:
    """At most three classes, the nearest first, equal ones by name."""
    known = PlaybookSet(tuple(playbook(name, "the pot is too small for the tea") for name in "dbca"), ())
    found = nearest(raised("the pot is too small for the tea"), known)
    assert [(one.playbook, one.similarity) for one in found] == [("a", 1.0), ("b", 1.0), ("c", 1.0)]
    assert len(found) == MOST


@pytest.mark.parametrize("message", ["", "short", "nothing alike in here at all"])
def test_nothing_is_near(message: str) -> None:
    """Where no wording is near, none is named."""
    assert nearest(raised(message), PlaybookSet((playbook("a", "GPU memory fragmentation"),), ())) == ()


def test_patterns_are_compared_by_their_words() -> None:
    """The syntax of a pattern is no wording."""
    known = PlaybookSet((playbook("a", r"(?i)\bpot (?P<code>\d+) is too small\b"),), ())
    assert [one.playbook for one in nearest(raised("pot is too small"), known)] == ["a"]
