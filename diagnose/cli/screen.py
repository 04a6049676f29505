"""The terminal as it is: its width, its colours, its encoding; and the two streams that are written to."""

from __future__ import annotations

import os
import shutil
import sys

from diagnose.errors import DoctorError
from diagnose.render.safe import shown
from diagnose.render.view import View

WIDEST = 110
"""Longer lines are hard to read; a wider terminal is not filled."""
PLAIN_WIDTH = 80
"""Columns where the output is no terminal and COLUMNS says nothing."""
NARROWEST = 40


def view_of(width: int = 0, color: str = "auto", verbose: bool = False, top: int = 3) -> View:
    """The view that fits standard output. ``width`` 0 takes the terminal's; NO_COLOR and FORCE_COLOR are honoured."""
    return View(
        width=max(NARROWEST, width or _width()), color=_colored(color), unicode=_unicode(), verbose=verbose, top=top
    )


def write(text: str) -> None:
    """Text to standard output; what its encoding cannot carry is replaced.

    A reader that has gone away (``| head -1``) is not told more. Raises DoctorError where nothing can be written.
    """
    if sys.stdout is None:
        raise DoctorError("standard output is closed: run it with an open one")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        forget_stdout()
        raise DoctorError(f"the answer could not be written ({error.strerror}): make room or write elsewhere") from None


def write_code(text: str) -> None:
    """Text to standard output, letter for letter. Raises DoctorError where the encoding cannot carry it."""
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        raise DoctorError(f"the code has letters that {encoding} cannot carry: set PYTHONIOENCODING=utf-8") from None
    write(text)


def forget_stdout() -> None:
    """Keep the interpreter from trying to write the rest when it ends (Python's own recipe)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def remark(sentence: str) -> None:
    """A sentence about the run to standard error; nothing in it acts on the terminal."""
    if sys.stderr is not None:
        print(f"autogen-doctor: {shown(sentence)}", file=sys.stderr)


def _width() -> int:
    if sys.stdout is not None and sys.stdout.isatty():
        return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
    columns = os.environ.get("COLUMNS", "")
    return min(WIDEST, int(columns)) if columns.isdecimal() and int(columns) else PLAIN_WIDTH


def _colored(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _unicode() -> bool:
    try:
        "─│█░✗↻●≈…→−“”".encode((sys.stdout and sys.stdout.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
