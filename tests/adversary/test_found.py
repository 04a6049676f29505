"""Inputs that broke a promise once, made small."""

from __future__ import annotations

import time

import pytest

from diagnose.matching.bare import only_mentions
from diagnose.playbook.marks import Scalar
from diagnose.templates import complaint, rendered
from tests.fuzz.promises import check_report
from tests.fuzz.reading import check_reading

FOUND = {
    "a border with blanks behind its words": b"    +------- 2 ------- | Traceback (most recent call last)     ",
    "lines of streams out of order": b"race:[3.551223]\nTasks state (memory values\n[3.551304] oom-kill:constraint=",
    "an old notebook's frame": b"<ipython-input-1-a> in <module>\n----> 1 f()\n\n"
    b"<ipython-input-2-b> in f()\n----> 1 1/0\n\n"
    b"ZeroDivisionError: division by zero\n",
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_found(name: str) -> None:
    """It gets an answer about lines that exist, whole and in pieces."""
    check_report(FOUND[name])
    check_reading(FOUND[name])


def test_a_long_word_before_a_quotation() -> None:
    """Whether a line only quotes an error is told in linear time."""
    began = time.process_time()
    assert not only_mentions("x" * 400_000)
    assert not only_mentions("x" * 400_000 + ' "' + " " * 400_000 + 'x" x')
    assert time.process_time() - began < 2
    assert only_mentions('The title is, "Connection refused"')
    assert not only_mentions('The error was, "Connection refused"')


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * 39 + "e99"])
def test_numbers_without_end(text: str) -> None:
    """A number that is too large to be one is a text."""
    number = Scalar(1, text).number
    assert number is None or abs(number) < 1e308


def test_rounding_to_a_thousand_million_places() -> None:
    """A template cannot make Python compute a power of ten of that size."""
    for template in ("{{ 5 | round(-1000000000) }}", "{{ used_tokens | round(0 - 1000000000) }}"):
        with pytest.raises(ValueError, match="round takes at most 15 digits"):
            rendered(template, {"used_tokens": 5})
    assert rendered("{{ 1234 | round(-2) }} {{ 1.25 | round(1) }}", {}) == "1200 1.2"


def test_a_template_that_python_cannot_parse_is_refused() -> None:
    """What compiles for jinja2 and not for Python is said when the playbook is read, and not at the first fault."""
    assert complaint("{{ " + "(" * 480 + "1" + ")" * 480 + " }}", ()) == "is nested too deeply"
