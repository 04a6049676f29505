"""Which signature wins: over all exceptions on the way, by stated rules."""

from __future__ import annotations

import pytest

from diagnose.matching.classify import Classifier, Match
from diagnose.matching.strands import strands
from diagnose.model.playbook import Condition, Playbook, PlaybookSet, Signature
from tests.matching.scenes import diagnosed, log_of, parsed, shipped

CHAIN = """
Traceback (most recent call last):
  File "/srv/app/store.py", line 3, in get
    return table[key]
KeyError: 'ticket'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    get(key)
ValueError: no such ticket
"""
HANDLED = CHAIN.replace(
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
)


def playbook(name: str, certainty: float, exception: str, signature: str = "one") -> Playbook:
    return Playbook(name, name, "", "error", (Signature(signature, certainty, Condition(exception=(exception,))),))


def best(text: str, *playbooks: Playbook) -> Match | None:
    known = PlaybookSet(playbooks, (), shipped().exceptions)
    return Classifier(known).classify(strands(parsed(text)[0])[0], log_of(text, known), None)


def winner(text: str, *playbooks: Playbook) -> tuple[str, str] | None:
    """The class that wins, and the exception that it is said of."""
    fit = best(text, *playbooks)
    return (fit.playbook.id, fit.raised.type) if fit else None


def test_nothing_fits() -> None:
    """No signature, no class."""
    assert winner(CHAIN, playbook("a", 0.9, "OSError")) is None


def test_the_more_certain_signature_wins() -> None:
    """Certainty comes first, wherever its exception stands."""
    assert winner(CHAIN, playbook("root", 0.8, "KeyError"), playbook("last", 0.9, "ValueError")) == (
        "last",
        "ValueError",
    )
    assert winner(CHAIN, playbook("root", 0.9, "KeyError"), playbook("last", 0.8, "ValueError")) == ("root", "KeyError")


def test_of_equal_ones_the_root_wins() -> None:
    """What was raised first explains what was raised from it."""
    assert winner(CHAIN, playbook("root", 0.9, "KeyError"), playbook("last", 0.9, "ValueError")) == ("root", "KeyError")


def test_what_was_being_handled_comes_second() -> None:
    """An error that was being handled is no cause of the one raised meanwhile."""
    assert winner(HANDLED, playbook("root", 0.9, "KeyError"), playbook("last", 0.9, "ValueError")) == (
        "last",
        "ValueError",
    )


def test_equal_in_everything_the_ids_order_decides() -> None:
    """Ties are broken by the id of the class, whatever order they were loaded in."""
    one, two = playbook("alpha", 0.9, "ValueError"), playbook("beta", 0.9, "ValueError")
    assert winner(CHAIN, one, two) == winner(CHAIN, two, one) == ("alpha", "ValueError")


def test_of_one_class_the_outermost_exception_is_named() -> None:
    """Where a class fits several links, the error is the one that the program saw, unless its type says nothing."""
    both = Playbook("both", "both", "", "error", (Signature("any", 0.9, Condition(message=("ticket",))),))
    plain = CHAIN.replace("KeyError", "OSError")
    found = [best(plain, both), best(plain.replace("ValueError", "LookupError"), both)]
    assert [fit.raised.type for fit in found if fit is not None] == ["OSError", "LookupError"]


def test_captures_of_all_fits_of_the_class_are_kept() -> None:
    """What a less certain signature read is known too; the more certain one's word counts where both read it."""
    both = Playbook(
        "both",
        "both",
        "",
        "error",
        (
            Signature("weak", 0.5, Condition(message=(r"(?P<code>such) (?P<model>\w+)",))),
            Signature("strong", 0.9, Condition(message=(r"(?P<code>no)",))),
        ),
    )
    fit = best(CHAIN, both)
    assert fit is not None
    assert dict(fit.captured) == {"code": "no", "model": "ticket"}


def test_a_wrapper_is_not_the_error() -> None:
    """The member of a group is named, not the group."""
    report = diagnosed(
        """
  + Exception Group Traceback (most recent call last):
  |   File "/srv/app/fan.py", line 9, in main
  |     async with asyncio.TaskGroup() as group:
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/srv/app/fan.py", line 4, in ask
    |     await client.create()
    | openai.APITimeoutError: Request timed out.
    +------------------------------------
"""
    )
    assert [(one.playbook.id, one.exception.type) for one in report.diagnoses] == [
        ("timeout", "openai.APITimeoutError")
    ]


@pytest.mark.parametrize(
    ("kind", "won"), [((), None), (("warning",), ("a", "RuntimeWarning")), (("python",), None)], ids=str
)
def test_warnings_are_only_for_signatures_that_ask_for_them(kind: tuple[str, ...], won: tuple[str, str] | None) -> None:
    """A line of Python's warnings module is an error for a class that says so, and for no other."""
    text = "/srv/app/app.py:3: RuntimeWarning: coroutine 'ask' was never awaited\n  ask()\n"
    condition = Condition(message=("never awaited",), kind=kind)
    assert winner(text, Playbook("a", "a", "", "error", (Signature("s", 0.9, condition),))) == won
