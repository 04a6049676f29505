"""Facts of a fault: where they are read, which place wins, and what follows from them."""

from __future__ import annotations

import pytest

from diagnose.matching.factfinding import derive
from diagnose.model.playbook import Condition, FactPatterns, Playbook, PlaybookSet, Signature
from diagnose.model.report import FactValue
from tests.matching.scenes import diagnosed, shipped

LOG = """
server started with ctx 4096
Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    ask(timeout=30)
KeyError: 'model gamma'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/app/app.py", line 12, in main
    run()
ValueError: model alpha refused 17 tokens
"""


def facts(signature: Condition, patterns: FactPatterns, shared: FactPatterns | None = None) -> dict[str, FactValue]:
    playbook = Playbook("it", "it", "", "error", (Signature("s", 0.9, signature),), facts=patterns)
    known = PlaybookSet((playbook,), (), shipped().exceptions, shared or FactPatterns())
    return dict(diagnosed(LOG, known).diagnoses[0].facts)


def test_the_signatures_own_captures_win() -> None:
    """What decided the class is what is told."""
    signature = Condition(exception=("ValueError",), message=(r"model (?P<model>\w+)",))
    assert facts(signature, FactPatterns(message=(r"(?P<model>refused)",))) == {"model": "alpha"}


def test_the_matched_exception_before_the_rest_of_the_chain() -> None:
    """The class's patterns look at the error itself first."""
    signature = Condition(exception=("ValueError",))
    assert facts(signature, FactPatterns(message=(r"model (?P<model>\w+)",))) == {"model": "alpha"}
    assert facts(signature, FactPatterns(message=(r"model (?P<model>gam\w+)",))) == {"model": "gamma"}


def test_source_lines_and_the_log_are_read_too() -> None:
    """A bound that only the code or the server's output states is a fact."""
    signature = Condition(exception=("ValueError",))
    patterns = FactPatterns(code=(r"timeout=(?P<timeout_s>\d+)",), log=(r"ctx (?P<limit_tokens>\d+)",))
    assert facts(signature, patterns) == {"timeout_s": 30, "limit_tokens": 4096}


def test_the_class_before_what_all_classes_share() -> None:
    """A class knows best how to read its own words."""
    signature = Condition(exception=("ValueError",))
    shared = FactPatterns(message=(r"refused (?P<used_tokens>\d)", r"(?P<code>refused)"))
    assert facts(signature, FactPatterns(message=(r"refused (?P<used_tokens>\d+)",)), shared) == {
        "used_tokens": 17,
        "code": "refused",
    }


def test_text_that_makes_no_sense_is_no_fact() -> None:
    """A number must be one; the next pattern is tried."""
    signature = Condition(exception=("ValueError",))
    patterns = FactPatterns(message=(r"model (?P<used_tokens>\w+)", r"(?P<used_tokens>\d+) tokens"))
    assert facts(signature, patterns) == {"used_tokens": 17}


@pytest.mark.parametrize(
    ("known", "derived"),
    [
        ({}, {}),
        ({"limit_tokens": 4096}, {}),
        ({"limit_tokens": 4096, "used_tokens": 8192}, {"overshoot": 2.0}),
        ({"limit_tokens": 0, "used_tokens": 8192}, {}),
        (
            {"limit_tokens": 4000, "messages_tokens": 3000, "completion_tokens": 2000},
            {"used_tokens": 5000, "overshoot": 1.25, "prompt_share": 0.75},
        ),
        ({"messages_tokens": 3000, "functions_tokens": 100}, {"used_tokens": 3100}),
        ({"completion_tokens": 2000}, {}),
        ({"messages_tokens": 1, "used_tokens": 5}, {}),
    ],
)
def test_derived_facts(known: dict[str, FactValue], derived: dict[str, FactValue]) -> None:
    """The parts of a prompt make its whole; the overshoot and the prompt's share follow from the limit."""
    assert derive(dict(known)) == {**known, **derived}


def test_observations_are_no_facts_of_the_report() -> None:
    """Ratios serve the ranking; the report lists what the log states."""
    line = (
        "openai.BadRequestError: Error code: 400 - {'error': {'message': \"This model's maximum context length is 8192 "
        'tokens. However, you requested 9000 tokens (8000 in the messages, 1000 in the completion).", '
        "'code': 'context_length_exceeded'}}\n"
    )
    assert dict(diagnosed(line).diagnoses[0].facts) == {
        "limit_tokens": 8192,
        "used_tokens": 9000,
        "messages_tokens": 8000,
        "completion_tokens": 1000,
        "code": "context_length_exceeded",
        "status": 400,
    }
