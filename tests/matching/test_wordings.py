"""A wording that was met with slips: bridged where the type is known, never on likeness alone."""

from __future__ import annotations

import pytest

from diagnose import diagnose_text
from diagnose.matching.wordings import is_one_sentence, same_but_for_slips, words_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "openai.BadRequestError: Error code: 400 - This modell's maximum contxt length are 4096 tokens",
            [("context-length", 0.7)],
        ),
        ("RuntimeError: asyncio.run() can not be called from a running eventloop", [("event-loop", 0.7)]),
    ],
)
def test_small_changes_of_wording_are_bridged(text: str, wanted: list[tuple[str, float]]) -> None:
    """A changed or misspelt word costs confidence, not the class."""
    found = diagnose_text(text)
    assert [(one.playbook.id, one.confidence) for one in found.diagnoses] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "app.StrangeProblem: This modell's maximum contxt length are 4096 tokens",
        "KeyError: 'maximum contxt length is tokens'",
        "/srv/app.py:5: DeprecationWarning: There is no current event loop",
        "RuntimeError: The answer is too long for tea",
    ],
)
def test_likeness_alone_is_no_diagnosis(text: str) -> None:
    """An unknown type, a program's own mistake, a warning or a mere resemblance is not diagnosed."""
    assert diagnose_text(text).diagnoses == ()


def test_the_words_of_a_pattern() -> None:
    """Groups, classes and syntax are taken out; what is spelled out stays, in order."""
    assert words_of(r"(?i)the input \((?P<used_tokens>[\d,]+) tokens\) is longer") == "the input tokens is longer"


def test_only_whole_sentences_are_bridged() -> None:
    """Short wordings and alternatives are like too many other texts."""
    assert not is_one_sentence("Killed")
    assert not is_one_sentence("first of two long wordings|second of two long wordings")
    assert is_one_sentence("(?i)the request exceeds the available context size")


def test_numbers_and_punctuation_do_not_count() -> None:
    """Only letters are compared."""
    patterns = ["(?i)the request exceeds the available context size"]
    assert same_but_for_slips(patterns, "The request (9999) exceeds the availble context-size: 4096!")
    assert not same_but_for_slips(patterns, "The train exceeds its time table by far too much again")
