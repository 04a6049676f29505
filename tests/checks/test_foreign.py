"""JSON of strangers."""

from __future__ import annotations

import pytest

from diagnose.checks.foreign import at, items_at, number_at, parsed, table_at, text_at

DIGITS = "9" * 5000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": [true, null, 1.5, "x"]}', {"a": 1, "b": [True, None, 1.5, "x"]}),
        (f'{{"a": {DIGITS}, "b": -{DIGITS}, "c": 1}}', {"a": None, "b": None, "c": 1}),
        ('{"a": NaN, "b": Infinity, "c": 1}', {"a": None, "b": None, "c": 1}),
        ("[" * 100_000, None),
        ('{"a":' * 100_000, None),
        ("", None),
        ("{'a': 1}", None),
        (b"\xff\xff", None),
        (b"\xef\xbb\xbf[1]", [1]),
    ],
    ids=range(9),
)
def test_parsed(text: str | bytes, value: object) -> None:
    """What is no JSON is None; a number that is too long costs only itself."""
    assert parsed(text) == value


def test_values_of_a_wrong_type_are_left_out() -> None:
    """Each reader gives a value of its own type, or none."""
    value = {"text": "x" * 200, "number": 7, "list": [1], "table": {"inner": {"number": 2**60}}, "flag": True}

    assert [text_at(value, key) for key in value] == ["x" * 119 + "…", "", "", "", ""]
    assert [number_at(value, key) for key in value] == [None, 7, None, None, None]
    assert [items_at(value, key) for key in value] == [(), (), [1], (), ()]
    assert [table_at(value, key) for key in value] == [{}, {}, {}, {"inner": {"number": 2**60}}, {}]
    assert [number_at(value, "table", "inner", "number"), at(value, "list", "0"), at(None, "a"), at(3)] == [
        None, None, None, 3,
    ]  # fmt: skip
    assert [number_at({"n": number}, "n") for number in (0, -1, 1.0, "1", 2**53)] == [None, None, None, None, 2**53]
