"""Line patterns on many lines: tried only where one of their words stands, with the same hits."""

from __future__ import annotations

import sys

import pytest

from diagnose.knowledge import known
from diagnose.matching.classify import Classifier
from diagnose.matching.patterns import LineScanner, ManyLinesScanner
from tests.corpus import SAMPLES


def test_the_same_patterns_hit() -> None:
    """Each line of every tenth sample is hit by the same patterns, whichever way they are looked for."""
    scanner = Classifier(known().playbooks).scanner
    plain, many = LineScanner(scanner.patterns), ManyLinesScanner(scanner.patterns)
    for path in sorted(SAMPLES.rglob("*.log"))[::10]:
        for line in set(path.read_text("utf-8", "replace").split("\n")):
            assert sorted(many.hits(line)) == sorted(plain.hits(line)), line


def test_without_hyperscan_the_slow_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Hyperscan is missing, a long log is scanned all the same."""
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    scanner = LineScanner(["(?i)event loop is closed"]).narrowed(["x" * 200_000])
    assert scanner.hits("RuntimeError: Event loop is closed") == ["(?i)event loop is closed"]
