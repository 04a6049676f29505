"""What is shown of a fix is what can be copied and run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from diagnose.model.playbook import Cause, PlaybookSet, Remedy
from diagnose.model.verified import Verification, fix_digest
from diagnose.render.code import copyable
from diagnose.render.explanation import explain_cause
from diagnose.render.view import View
from tests.corpus import known
from tests.render import canned

CAUSES = known().causes
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
NOTHING_KNOWN = PlaybookSet((), ())


def page(cause: Cause, view: View) -> str:
    return explain_cause(cause, known(), view, list(enumerate(cause.remedies, 1)))


def shown(before: str | None, after: str, view: View | None = None) -> list[str]:
    """The lines of a page about one fix of this code, from its heading on."""
    cause = replace(canned.OTHER, remedies=(Remedy("node", "text", "Change it.", before, after),))
    text = explain_cause(cause, NOTHING_KNOWN, view or View(width=40), [(7, cause.remedies[0])])
    lines = text.split("\n")
    return lines[lines.index("Fix 7: Node") :]


@pytest.mark.parametrize("cause", CAUSES, ids=[cause.id for cause in CAUSES])
def test_code_is_shown_letter_for_letter(cause: Cause) -> None:
    """Each program stands in one piece, from column 0, between two rules, neither wrapped nor cut: what is proven is
    what is shown."""
    for width in (80, 40):
        rule = "─" * width
        text = page(cause, View(width=width))
        for remedy in cause.remedies:
            for code in filter(None, (remedy.before, remedy.after)):
                assert f"\n{rule}\n{code}{rule}\n" in text


@pytest.mark.parametrize("cause", CAUSES, ids=[cause.id for cause in CAUSES])
def test_colour_adds_nothing_but_colour(cause: Cause) -> None:
    """Without its escapes a coloured page is the plain one, and ASCII changes no code that is shipped."""
    plain = page(cause, View())

    assert _ESCAPE.sub("", page(cause, View(color=True))) == plain
    for remedy in cause.remedies:
        for code in filter(None, (remedy.before, remedy.after)):
            assert f"\n{'-' * 80}\n{code}{'-' * 80}\n" in page(cause, View(unicode=False))
            assert copyable(code) == code


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("a\nb\nc\n", "a\nx\nc\n", "  after  (changed: line 2)"),
        ("a\nb\nc\n", "x\na\ny\n\nz\nb\nc\n", "  after  (changed: lines 1, 3-5)"),
        ("a\nb\nc\n", "a\nb\n\nc\n\nx\n", "  after  (changed: line 6)"),
        ("a\nb\nc\n", "a\nc\n", "  after  (1 line less)"),
        ("a\nb  # so\nc\n", "a\nb  # or so\nc\n", "  after"),
        ("a\nb\nc\n", "x\ny\nz\nc\nv\n", "  after"),
        ("a\n", "x\n", "  after"),
        (None, "x\n", "  after"),
    ],
)
def test_note_says_which_lines_changed(before: str | None, after: str, note: str) -> None:
    """Numbers of lines as an editor counts them, empty lines within a change too; nothing where nearly all is new."""
    notes = [line for line in shown(before, after) if line.startswith("  after")]

    assert notes == [note]


def test_changed_lines_are_coloured() -> None:
    """Green is what the note names, and nothing else of the program."""
    lines = explain_cause(
        canned.CAUSE, canned.KNOWN, View(color=True), list(enumerate(canned.CAUSE.remedies, 1)), None
    ).split("\n")

    assert [_ESCAPE.sub("", line) for line in lines if line.startswith("\x1b[32m")] == [
        "from bounds import at_most",
        "for ticket in at_most(8, tickets):",
    ]


def test_code_of_a_stranger_cannot_act() -> None:
    """Escapes are shown; blanks at the ends of lines and empty lines within stay."""
    lines = shown(None, "\n[red]x[/red]  \n\n\x1b[31m\u202e{{ 1 }} :smile:\r\n")

    assert lines[2:8] == ["  after", "─" * 40, "", "[red]x[/red]  ", "", "\\x1b[31m\\u202e{{ 1 }} :smile:\\r"]


def test_copyable_keeps_all_but_what_acts() -> None:
    """Tabs, blanks and letters stay, and the last line is ended."""
    assert copyable("\tif é:  \n\n\t\tx\x1b[0m\u2028") == "\tif é:  \n\n\t\tx\\x1b[0m\\u2028\n"


def test_not_verified_only_where_other_code_is() -> None:
    """A fix whose code no record is of is said to be so where the cause has a record; one that cannot run is not."""
    fixes = list(enumerate(canned.CAUSE.remedies, 1))
    sentence = "  Not verified as it stands: no recorded run is of this code.\n"
    other = {fix_digest("any", "some", "other"): (Verification("Python 3.11"),)}

    assert sentence not in explain_cause(canned.CAUSE, canned.KNOWN, View(), fixes)
    assert sentence not in explain_cause(canned.CAUSE, canned.KNOWN, View(), fixes, canned.RUNS)
    assert explain_cause(canned.CAUSE, canned.KNOWN, View(), fixes, other).count(sentence) == 1


def test_a_framework_without_a_fix_is_told_so() -> None:
    """Whoever asks for the fixes of one framework reads that there are none, and for which there are."""
    page = explain_cause(canned.CAUSE, canned.KNOWN, View(), [])

    assert "\nNo fix for this framework; there are some for any framework and Node.\n" in page
    assert "No fix" not in explain_cause(canned.CAUSE, canned.KNOWN, View(), list(enumerate(canned.CAUSE.remedies, 1)))
