"""Sentences about a fault come from templates that a stranger may have written."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.matching.sentences import count, duration, percent, say, size
from diagnose.model.report import FactValue
from diagnose.templates import complaint

FACTS: dict[str, FactValue] = {
    "used_tokens": 144_122,
    "limit_tokens": 128_000,
    "requested_bytes": 180_355_072,
    "timeout_s": 125,
    "model": "<b>gpt-4o</b>",
}


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("Plain  words,\n folded.", "Plain words, folded."),
        ("{{ used_tokens | count }} of {{ limit_tokens | count }}", "144,122 of 128,000"),
        ("{{ ((used_tokens - limit_tokens) / used_tokens) | percent }}", "11.2 %"),
        ("{{ requested_bytes | size }} in {{ timeout_s | duration }}", "172 MiB in 2 min 5 s"),
        ("{{ model }}", "<b>gpt-4o</b>"),
        ("{% if host is defined %}{{ host }}{% else %}somewhere{% endif %}", "somewhere"),
        ("{{ host | default('somewhere') }}", "somewhere"),
        ("{{ host }}", None),
        ("{{ used_tokens / 0 }}", None),
        ("{{ model | count }}", None),
        ("", None),
    ],
)
def test_say(template: str, sentence: str | None) -> None:
    """A sentence is said only where every fact that it needs is known; nothing in it is escaped."""
    assert say(template, FACTS) == sentence


@pytest.mark.parametrize(
    "template",
    [
        "{% for x in model %}x{% endfor %}",
        "{{ range(10) }}",
        "{{ used_tokens ** used_tokens }}",
        "{{ ''.__class__ }}",
        "{{ model['x'] }}",
        "{{ [1] }}",
        "{{ lipsum() }}",
        "{% set x = 1 %}{{ x }}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ model | format }}",
        "{{ used_tokens is odd }}",
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{{ " + "1 + " * 300 + "1 }}",
        "{{ broken",
    ],
)
def test_templates_beyond_the_small_language_are_refused(template: str) -> None:
    """Loops, calls, attributes, powers and long templates are complained of, and say nothing."""
    assert complaint(template, FACTS)
    assert say(template, FACTS) is None


@pytest.mark.parametrize(
    "template", ["{{ model * 100000000 }}", "{{ '%0999999999d' % 1 }}", "{{ 1.5 | round(999999999, 'ceil') }}"]
)
def test_strings_are_not_multiplied(template: str) -> None:
    """Arithmetic is for numbers, so that no template can ask for gigabytes."""
    assert say(template, FACTS) is None


@given(st.text(alphabet=st.sampled_from("{}%|#()'\"*+-. amodel_used_tokens01"), max_size=60))
def test_random_templates_never_raise(template: str) -> None:
    """Whatever the template, the answer is a sentence or None."""
    text = say(template, FACTS)
    assert text is None or "\n" not in text


def test_plain_sentences_do_not_import_jinja2() -> None:
    """The template engine is loaded only for templates."""
    code = "import sys; from diagnose.matching.sentences import say; say('x', {}); assert 'jinja2' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_quantities() -> None:
    """Numbers, ratios, sizes and times are written as people read them."""
    assert [count(144_122), count(2.5), count(0)] == ["144,122", "2.5", "0"]
    assert [percent(0.112), percent(1), percent(0)] == ["11.2 %", "100 %", "0 %"]
    assert [size(1), size(512), size(1536), size(24_373_821_440), size(1 << 60)] == [
        "1 byte",
        "512 bytes",
        "1.5 KiB",
        "22.7 GiB",
        "1,024 PiB",
    ]
    assert [duration(s) for s in (0, 0.1, 1.5, 59.99, 60, 125, 3725)] == [
        "0 s",
        "100 ms",
        "1.5 s",
        "59.99 s",
        "1 min",
        "2 min 5 s",
        "1 h 2 min 5 s",
    ]
