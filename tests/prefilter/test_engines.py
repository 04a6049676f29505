"""Engines: whichever there is, the same lines are found."""

from __future__ import annotations

import sys

import pytest

from diagnose.prefilter import triggers_of
from diagnose.prefilter.engines import Engine, Hyperscan, Re2, engine_for
from tests.corpus import SAMPLES, known


def _lines_hit(engine: Engine, data: bytes) -> list[int]:
    """Numbers of the lines that an engine finds something in."""
    return sorted({data.count(b"\n", 0, hit) for hit in engine.hits(data)})


def test_engines_find_the_same_lines_in_all_samples() -> None:
    """Hyperscan and RE2 tell the same lines of each sample."""
    literals = triggers_of(known()).literals
    fast, slow = engine_for(literals, "hyperscan"), engine_for(literals, "re2")
    for path in sorted(SAMPLES.rglob("*.log")):
        data = path.read_bytes()
        assert _lines_hit(fast, data) == _lines_hit(slow, data), path


@pytest.mark.parametrize("name", ["hyperscan", "re2"])
@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"x\nTIMED OUT\ny", [1]),
        (b"a b\xff\x00timed Out", [0]),
        ("ä\n✗ no\n".encode(), [1]),
        (b"x" * 9999, []),
    ],
)
def test_what_is_found(name: str, data: bytes, lines: list[int]) -> None:
    """Letters count in either case, other bytes as they are."""
    assert _lines_hit(engine_for(("timed out", "✗"), name), data) == lines


def test_literals_are_no_patterns() -> None:
    """Whatever stands in a playbook is looked for letter by letter."""
    words = ("a.b", "(x)+", "[0-9]", "\\d", "^$|", '"')
    for name in ("hyperscan", "re2"):
        engine = engine_for(words, name)
        assert [bool(engine.hits(text)) for text in (b"a.b", b"axb", b"xx", b"5", b'say "no"')] == [
            True, False, False, False, True,
        ]  # fmt: skip


def test_without_hyperscan_there_is_re2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Hyperscan has no wheel, RE2 takes its place without a word."""
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    engine_for.cache_clear()
    try:
        assert isinstance(engine_for(("abcd",)), Re2)
    finally:
        engine_for.cache_clear()
    monkeypatch.undo()
    assert isinstance(engine_for(("abcd",)), Hyperscan)
