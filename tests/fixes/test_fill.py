"""Templates over the user's own code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.fixes.fill import Piece, filled
from diagnose.fixes.splice import Unfit


@given(st.text(alphabet="{}% X_'\"\\$#\n\tä", max_size=40), st.text(alphabet="{} X|", max_size=10))
def test_code_is_data(code: str, other: str) -> None:
    """Whatever the user's code looks like, it is put in as it is, and is no template itself."""
    pieces = {"X": Piece(code), "Y": Piece(other)}

    assert filled("f({{ X }}, {{Y}}, {a}, %s)", pieces, "", "    ", "\n") == f"f({code}, {other}, {{a}}, %s)"


def test_an_unknown_name_is_no_fix() -> None:
    """A name that nothing was captured for makes no empty place in the code."""
    with pytest.raises(Unfit, match="it needs Z"):
        filled("f({{ Z }})", {"X": Piece("1")}, "", "    ", "\n")


def test_line_ends_and_steps() -> None:
    """Lines of the template end and are indented as the file's are."""
    assert filled("a:\n  b:\n    c\n\n  d", {}, "\t", "\t", "\r\n") == "a:\r\n\t\tb:\r\n\t\t\tc\r\n\r\n\t\td"
