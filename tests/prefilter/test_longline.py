"""Parts of long lines."""

from __future__ import annotations

import json

import pytest

from diagnose.prefilter.longline import fields_of, part_of


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (b'{"time": "10:00", "level": 50, "ok": true, "more": {"a": 1', b'{"time": "10:00", "level": 50, "ok": true'),
        (b'{"msg": "a \\"quoted\\" one", "x": "cut of', b'{"msg": "a \\"quoted\\" one"'),
        (b"plain words", b""),
        (b"", b""),
        (b"[1, 2", b""),
    ],
)
def test_first_fields(head: bytes, fields: bytes) -> None:
    """Plain fields at the beginning of an object, up to the first that is none."""
    assert fields_of(head) == fields


def test_a_string_becomes_a_record() -> None:
    """The string around a trigger is a record with the line's first fields, and can be read as JSON."""
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no "x"'
    text = b'AAAA", "n": [1], "exc_info": ' + json.dumps(trace).encode() + b', "blob": "BBBB'
    part, end = part_of(b'{"level": "ERROR"', text, text.index(b"ValueError"))
    assert json.loads(part) == {"level": "ERROR", "exc_info": trace}
    assert text[end:] == b'", "blob": "BBBB'


@pytest.mark.parametrize("cut", range(20, 60))
def test_a_string_that_is_cut_is_readable(cut: int) -> None:
    """Wherever the stretch ends, the record can be read."""
    text = (b'"message": ' + json.dumps('Error: \\ \\\\ "quoted" and more of it \n\n\t and so on').encode())[:cut]
    part, _ = part_of(b"", text, text.index(b"Error") + 4)
    assert json.loads(part)["message"].startswith("Error")


def test_words_that_are_no_json_stay() -> None:
    """Text without quotes is kept as it is."""
    assert part_of(b"", b"xx Error yy", 7) == (b"xx Error yy", 11)
