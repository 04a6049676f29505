"""The terminal as it is: its width, its colours, its encoding."""

from __future__ import annotations

import os
import shutil
import sys

from diagnose.render.view import View

WIDEST = 110
"""Longer lines are hard to read; a wider terminal is not filled."""
PLAIN_WIDTH = 100
"""Columns where the output is no terminal and COLUMNS says nothing."""
NARROWEST = 40


def view_of(width: int = 0, color: str = "auto", verbose: bool = False, top: int = 3) -> View:
    """The view that fits standard output. ``width`` 0 takes the terminal's; NO_COLOR and FORCE_COLOR are honoured."""
    return View(
        width=max(NARROWEST, width or _width()), color=_colored(color), unicode=_unicode(), verbose=verbose, top=top
    )


def write(text: str) -> None:
    """Text to standard output; what its encoding cannot carry is replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _width() -> int:
    if sys.stdout.isatty():
        return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
    columns = os.environ.get("COLUMNS", "")
    return min(WIDEST, int(columns)) if columns.isdigit() and int(columns) else PLAIN_WIDTH


def _colored(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _unicode() -> bool:
    try:
        "─│█░✗✓●≈…→“”".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
