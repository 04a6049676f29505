"""Patterns are tried only on texts that have a word which they cannot do without; what they hit stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from diagnose.knowledge import known
from diagnose.matching import patterns
from diagnose.matching.classify import Classifier
from diagnose.matching.patterns import LineScanner, any_hit, captures, first_hit, know_words
from diagnose.model.playbook import patterns_of
from diagnose.pipeline import diagnose_file

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "sample_traces").rglob("*.log"))[::70]


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """What is known of words in one test is forgotten after it."""
    before = dict(patterns._WORDS)
    yield
    patterns._WORDS.clear()
    patterns._WORDS.update(before)


@lru_cache(maxsize=1)
def lines() -> tuple[str, ...]:
    """The lines of some samples."""
    return tuple(dict.fromkeys(line for path in SAMPLES for line in path.read_text("utf-8", "replace").splitlines()))


def test_words_are_known() -> None:
    """Of nearly all shipped patterns it is known which words they need."""
    playbooks = known().playbooks
    all_patterns = set(patterns_of(playbooks))

    assert playbooks.words.keys() <= all_patterns
    assert len(playbooks.words) > 0.9 * len(all_patterns)


def test_a_narrowed_scanner_hits_the_same() -> None:
    """A scanner for the lines of one log alone tells of each of them what the whole scanner tells."""
    playbooks = known().playbooks
    scanner = Classifier(playbooks).scanner

    for path in SAMPLES:
        texts = path.read_text("utf-8", "replace").splitlines()
        narrow = scanner.narrowed(texts)
        assert [sorted(narrow.hits(text)) for text in texts] == [sorted(scanner.hits(text)) for text in texts]


def test_long_logs_have_the_whole_scanner() -> None:
    """For a long log, and after some short ones, no scanner of its own is made."""
    scanner = LineScanner(["a", "b"])

    assert scanner.narrowed(["x" * 200_000]) is scanner
    assert all(scanner.narrowed(["a"]) is not scanner for _ in range(patterns._NARROWED))
    assert scanner.narrowed(["a"]) is scanner


def test_a_text_without_the_words() -> None:
    """Letters of any case count; a pattern of which nothing is known is always tried."""
    know_words({"(?i)out of memory": ("out of memory",), "(?i)strasse (?P<host>k)": ("strasse",)})

    assert any_hit(["(?i)out of memory"], "OUT of Memory")
    assert not any_hit(["(?i)out of memory"], "out of luck")
    assert first_hit(["x", "(?i)strasse (?P<host>k)"], "STRAſſE \u212a") == {"host": "\u212a"}
    assert captures("unknown (?P<host>.)", "unknown h") == {"host": "h"}
    assert (any_hit([], "a"), first_hit([], "a")) == (False, None)


def test_the_diagnosis_is_the_same() -> None:
    """A log's report does not depend on what is known of words."""
    playbooks = known().playbooks
    with_words = [diagnose_file(str(path), playbooks) for path in SAMPLES]
    patterns._WORDS.clear()
    assert [diagnose_file(str(path), replace(playbooks, words={})) for path in SAMPLES] == with_words
