"""What directives do to findings."""

from __future__ import annotations

from diagnose.lint.directives import Directive
from diagnose.lint.silence import silenced
from diagnose.model.findings import UNUSED, Finding
from tests.lint.values import finding

RAN = frozenset({"no-timeout", "growing-list", UNUSED})
KNOWN = RAN | {"growing-history"}


def at(target: int | None, *ids: str, line: int = 0, cell: int | None = None) -> Directive:
    return Directive(ids, line or target or 1, 5, 9, target, cell)


def void(line: int, message: str, cell: int | None = None) -> Finding:
    return Finding("app.py", line, 5, line, 9, UNUSED, message, cell=cell)


def test_a_line_a_file_and_a_cell() -> None:
    """A directive takes away the findings of its ids on its line, in its cell, or in the whole file; no others."""
    found = [finding(1), finding(2, name="growing-list"), finding(2), finding(2, cell=3)]
    line, file, cell = at(2, "no-timeout"), at(None, "no-timeout"), at(2, "no-timeout", cell=3)

    assert silenced(found, [line], "app.py", RAN, KNOWN).findings == (found[0], found[1], found[3])
    assert silenced(found, [file], "app.py", RAN, KNOWN).findings == (found[1],)
    assert silenced(found, [cell], "app.py", RAN, KNOWN).findings == tuple(found[:3])
    assert silenced(found, [file, cell], "app.py", RAN, KNOWN).suppressed == 3


def test_what_suppresses_nothing_is_said() -> None:
    """Of each id by itself; an id that nobody knows with what may have been meant; a directive without ids."""
    of_file = at(None, "growing-list", line=5)
    asked = [at(2, "no-timeout", "growing-list"), at(3, "no-timeot"), at(4), of_file]
    ran = silenced([finding(2)], asked, "app.py", RAN, KNOWN)

    assert ran.findings == (
        void(2, "Nothing to suppress: growing-list is not found here"),
        void(3, "There is no pattern 'no-timeot' to suppress: did you mean no-timeout?"),
        void(4, "This suppression names no pattern: write ignore[id]"),
        void(5, "Nothing to suppress: growing-list is not found in this file"),
    )


def test_what_was_not_looked_for_is_not_void() -> None:
    """A pattern that this call leaves out may well be there; and the complaint itself can be left out or silenced."""
    assert silenced([], [at(1, "growing-history")], "app.py", RAN, KNOWN).findings == ()
    assert silenced([], [at(1, "no-timeout")], "app.py", RAN - {UNUSED}, KNOWN).findings == ()
    assert silenced([], [at(1, "no-timeout"), at(None, UNUSED)], "app.py", RAN, KNOWN).findings == ()
