"""The everyday templates come out as jinja2's sandbox fills them in, which is what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose import templates
from diagnose.model.playbook import PlaybookSet
from diagnose.model.vocabulary import FACTS, OBSERVATIONS, FactKind
from diagnose.phrases import phrase
from diagnose.playbook import load

NUMBERS = {name: 1 + 37 * place for place, name in enumerate((*FACTS, *OBSERVATIONS))}
EVERYTHING = {
    name: "gpt-4o" if FACTS.get(name) is FactKind.NAME else number for name, number in NUMBERS.items()
}  # fmt: skip
FEW = {"a": 7, "b": 2.5, "c": "text", "d": 0, "e": True}
PIECES = (
    "{{", "}}", "{%", "%}", " a", " b ", "c", "d", "missing", "e", " ", "+", "-", "*", "/", "(", ")", "|", "count",
    "percent", "round", "size", "duration", "default", "if", "else", "endif", "elif", "<", ">=", "==", "!=", "1", "2.5",
    "007", "{{ a }}", "{{ b | round(1) }}", "{% if a > b %}", "{% else %}", "{% endif %}", "words", "{", "}", "\n",
    "-%}", "{{ (a - b) / a | count }}", "{{ a + c }}", "{{ c * 3 }}", "{{ a / d }}", "{#", "#}", "'", "not", "and", ".",
)  # fmt: skip


def templates_of(known: PlaybookSet) -> list[str]:
    """All sentence templates of a set that are more than words."""
    signs = [sign for cause in known.causes for sign in cause.signs]
    signs += [sign for playbook in known.playbooks for mention in playbook.causes for sign in mention.signs]
    sentences = [line for playbook in known.playbooks for line in playbook.advice] + [sign.say for sign in signs]
    return sorted({text for text in sentences if not templates.is_plain(text)})


def outcome(fill: object, facts: dict[str, object]) -> str:
    """What comes out, or that something goes wrong."""
    assert callable(fill)
    try:
        return f"says {fill(facts)}"
    except Exception:
        return "fails"


def by_jinja(template: str, facts: dict[str, object]) -> str:
    """What jinja2's sandbox makes of a template."""
    return outcome(lambda known: templates._compiled(template).render(known), facts)


@pytest.mark.parametrize("template", templates_of(load().playbooks))
def test_shipped_sentences(template: str) -> None:
    """Each shipped sentence is an everyday one, and is the same by jinja2: with all facts, without, with others."""
    fill = phrase(template, templates._PHRASE_FILTERS)

    assert fill is not None
    for facts in (EVERYTHING, {}, {name: 10_000 - number for name, number in NUMBERS.items()}):
        assert outcome(fill, dict(facts)) == by_jinja(template, dict(facts))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=500, deadline=None)
def test_any_template(template: str) -> None:
    """Whatever stands in a template: where it is taken for an everyday one, it is the same by jinja2."""
    fill = phrase(template, templates._PHRASE_FILTERS)

    if fill is not None:
        assert outcome(fill, FEW) == by_jinja(template, FEW)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ a }} of {{b}}", "7 of 2.5"),
        ("{{ a + b * 2 }}", "12.0"),
        ("{{ (a + b) * 2 - 1 }}", "18.0"),
        ("{{ (a - 5) / 2 | round(1) }}", "1.0"),
        ("{% if a > b %}more{% else %}less{% endif %}.", "more."),
        ("{% if d %}never {{ missing }}{% endif %}.", "."),
    ],
)
def test_everyday_templates(template: str, text: str) -> None:
    """Sums, products and filters bind as in jinja2; what is not chosen need not be known."""
    fill = phrase(template, templates._PHRASE_FILTERS)

    assert fill is not None
    assert fill(FEW) == text == templates._compiled(template).render(FEW)
