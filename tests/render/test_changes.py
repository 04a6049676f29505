"""Changes of the user's own code, as they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.model.change import Hunk
from diagnose.model.report import Diagnosis, Evidence, OwnPlace, Patch, Report
from diagnose.render.changes import step_text
from diagnose.render.rows import cell_len, cut
from diagnose.render.terminal import render
from diagnose.render.view import View
from tests.render import canned

LONG = "tickets = sorted(queue.tickets, key=lambda one: (one.age, one.name), reverse=True)  # the oldest come first"
DIFF = f"--- a/desk.py\n+++ b/desk.py\n@@ -3,3 +3,3 @@\n {LONG}\n-{LONG}, old\n+{LONG}, new\n last()\n"


def with_change(text: str = "", source: str = "trace.log") -> Diagnosis:
    """A diagnosis with a place in the user's code, evidence there and a change of it; the text wherever one may be."""
    first = canned.DIAGNOSIS.candidates[0]
    evidence = Evidence(f"all tickets at once{text}", True, canned.span(4, source=f"desk.py{text}"), in_code=True)
    patch = Patch(f"desk.py{text}", "review", f"Bound them.{text}", DIFF.replace("last()", f"last(){text}"), ())
    candidate = replace(first, evidence=(evidence, *first.evidence), patches=(patch,))
    return replace(
        canned.DIAGNOSIS,
        candidates=(candidate, *canned.DIAGNOSIS.candidates[1:]),
        own_place=OwnPlace(f"desk.py{text}", 4, "changed"),
        span=canned.span(100, source=source),
    )


def test_every_fault_shows_its_change() -> None:
    """The second fault of a log, too, names its line of the user's code and the lines that would change."""
    screen = render(Report((canned.DIAGNOSIS, with_change()), (), ()), View())
    second = screen.rpartition("✗ ")[2]

    assert "desk.py has changed since" in " ".join(second.split())
    assert "     + all tickets at once (desk.py:4)\n" in second
    assert "  Fix in desk.py (review): Bound them.\n" in second
    assert f"  │- {LONG}, old\n  │+ {LONG}, new\n" in second


def test_a_cause_without_a_change_is_as_short_as_before() -> None:
    """Signs that the log shows are left to --verbose there."""
    screen = render(Report((canned.DIAGNOSIS, canned.DIAGNOSIS), (), ()), View())

    assert screen.rpartition("✗ ")[2].count("+ ") == 0


@pytest.mark.parametrize(
    ("source", "typed"), [("trace.log", "trace.log"), ("my logs/a.log", "'my logs/a.log'"), ("<stdin>", "LOG")]
)
def test_the_command_names_the_log(source: str, typed: str) -> None:
    """It can be copied: with the log's name as a shell takes it, and LOG where there is no file."""
    screen = " ".join(render(Report((with_change(source=source),), (), ()), View()).split())

    assert f"To apply it: autogen-doctor fix {typed}, which asks first" in screen


def test_only_lines_around_a_change_are_cut() -> None:
    """A line that changes is there to its end; one that only shows where ends at the margin."""
    lines = tuple(f"{sign}{LONG}\n".encode() for sign in " -+")
    shown = step_text("desk.py:4", "1 of 1", "review", "Bound them.", [Hunk(3, 2, 3, 2, lines)], "utf-8", View())
    around, old, new = shown.splitlines()[-3:]

    assert around == f"  │  {cut(LONG, 75, '…')}"
    assert cell_len(around) == 80
    assert (old, new) == (f"  │- {LONG}", f"  │+ {LONG}")


@pytest.mark.parametrize("text", ["日本語" * 40, "a" * 200, "e\u0301" * 100])
def test_cut(text: str) -> None:
    """What is too wide keeps its beginning, however wide its characters are; what fits is left alone."""
    assert 28 <= cell_len(cut(text, 30, "…")) <= 30
    assert text.startswith(cut(text, 30, "…").removesuffix("…"))
    assert cut(text, 500, "…") == text


@pytest.mark.parametrize("text", canned.HOSTILE_TEXTS, ids=range(len(canned.HOSTILE_TEXTS)))
def test_hostile_code_does_not_act(text: str) -> None:
    """Whatever stands in the user's code or a file's name: nothing acts, and no secret is shown, in either place."""
    screen = render(Report((with_change(text, f"log{text}"),) * 2, (), ()), View())

    assert all(char == "\n" or char.isprintable() for char in screen)
    assert [secret for secret in canned.SECRETS if secret in screen] == []
