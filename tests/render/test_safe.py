"""What of foreign text may reach a terminal."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.render.safe import visible
from diagnose.render.terminal import render
from diagnose.render.view import View
from tests.render import canned

VIEWS = [View(), View(verbose=True), View(unicode=False), View(width=40, color=True)]


@given(st.text())
def test_shown_text_cannot_act(text: str) -> None:
    """No control, format, surrogate or unassigned character and no line break is left, in any text; doing it twice
    changes nothing."""
    result = visible(text)

    assert {unicodedata.category(char) for char in result if char != "\u200d"}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    assert visible(result) == result


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("text", canned.HOSTILE_TEXTS, ids=range(len(canned.HOSTILE_TEXTS)))
def test_hostile_text_does_not_act_on_the_screen(text: str, view: View) -> None:
    """Whatever a log or a file name holds: the only escapes on the screen are our own colours, no secret is there."""
    screen = render(canned.hostile(text), view)
    ours = render(canned.hostile("harmless"), view)

    assert {line for line in screen.split("\x1b") if not line.startswith("[")} <= {screen.split("\x1b")[0]}
    assert view.color or "\x1b" not in screen
    assert set(_sequences(screen)) <= set(_sequences(ours))
    assert [secret for secret in canned.SECRETS if secret in screen] == []
    assert all(char == "\n" or char == "\x1b" or char.isprintable() for char in screen)


def test_markup_and_templates_are_printed_as_they_are() -> None:
    """Rich's markup, emoji codes and jinja's braces in a log mean nothing to us."""
    screen = render(canned.hostile("[red]x[/red] :smile: {{ 7 * 7 }}"), View(width=200))

    assert "[red]x[/red] :smile: {{ 7 * 7 }}" in screen
    assert "49" not in screen


def _sequences(screen: str) -> list[str]:
    return [part.split("m")[0] for part in screen.split("\x1b")[1:]]


def test_endless_lines_take_no_time() -> None:
    """A log whose lines have no end is shown as quickly as another, cut to what the screen holds."""
    start = time.perf_counter()
    screen = render(canned.hostile("x" * 200_000), View())

    assert time.perf_counter() - start < 20
    assert len(screen) < 60_000
