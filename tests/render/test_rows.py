"""Rows of text come out as Rich lays them out and writes them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from rich.console import Console
from rich.text import Text

from diagnose.render.page import Page
from diagnose.render.rows import _NARROW, cell_len, stripped, wrapped, written
from diagnose.render.safe import visible
from diagnose.render.view import View

LETTERS = st.sampled_from("aab  c-.…→█✗日本語한é\u0301\u200d\ufe0f❤👩🏽ß") | st.characters()
STYLES = ("", "bold", "dim", "cyan", "bold red", "bold yellow", "italic")


def rich_console(width: int) -> Console:
    """Rich as it writes to a terminal with colours."""
    return Console(
        file=io.StringIO(), width=width, force_terminal=True, force_jupyter=False, color_system="standard",
        highlight=False, markup=False, emoji=False, legacy_windows=False, no_color=False,
    )  # fmt: skip


@given(st.text(LETTERS, max_size=120).map(visible), st.integers(12, 60))
@settings(max_examples=400, deadline=None)
def test_wrapping(text: str, width: int) -> None:
    """A text is broken where Rich breaks it."""
    lines = Text(text).wrap(rich_console(width), width)

    assert wrapped(text, width) == [line.plain.rstrip() for line in lines]


@given(st.lists(st.tuples(st.text(LETTERS, max_size=12).map(visible), st.sampled_from(STYLES)), max_size=5))
@settings(max_examples=200, deadline=None)
def test_writing(pieces: list[tuple[str, str]]) -> None:
    """Styled pieces are written with the codes that Rich writes, without blanks at the end."""
    console = rich_console(1000)
    text = Text.assemble(*pieces)
    text.rstrip()
    console.print(text, soft_wrap=True)
    assert isinstance(console.file, io.StringIO)

    assert written(stripped(pieces), color=True) + "\n" == console.file.getvalue()
    assert written(stripped(pieces), color=False) == text.plain


def test_narrow_characters() -> None:
    """What is taken for one column without a look is one column to Rich, whatever stands around it."""
    assert {char for char in _NARROW if rich_cell_len(f"a{char}b") != 3} == set()
    assert cell_len("日本…") == rich_cell_len("日本…") == 5


@pytest.mark.parametrize("text", ["[bold]x[/]", "\x1b[31mred\x1b[0m", "\x1b]52;c;AAAA\x07", ":warning:", "a\rb\x08"])
def test_nothing_acts(text: str) -> None:
    """Neither markup nor control characters on a page do anything but stand there."""
    page = Page(View(color=True))
    page.paragraph(text)
    page.fact(text, text)
    page.program([(text, "green")])
    written_codes = page.text().replace("\x1b[36m", "").replace("\x1b[32m", "").replace("\x1b[2m", "")

    assert visible(text) in written_codes
    assert "\x1b" not in written_codes.replace("\x1b[0m", "")
