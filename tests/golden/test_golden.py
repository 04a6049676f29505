"""Whole outputs against whole files."""

from __future__ import annotations

import pytest

from tests.golden.screens import EXPECTED, HERE, ROOT, Expected


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.path)
def test_output_is_the_expected_file(expected: Expected) -> None:
    """What is printed now is the file of it; ``nox -s golden`` writes them anew, for a look and a commit."""
    old = (ROOT / expected.path).read_text(encoding="utf-8")

    assert expected.make(old) == old


def test_no_expected_file_is_left_over() -> None:
    """Each file in this folder is made by something."""
    files = {f"tests/golden/{path.name}" for path in HERE.iterdir() if path.suffix in (".txt", ".json", ".svg", ".md")}

    assert files == {expected.path for expected in EXPECTED if expected.path.startswith("tests/golden/")}
