"""The terminal as it is: its width, its colours, its encoding; and the two streams that are written to."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from diagnose.cli.redacting import redactor
from diagnose.errors import DoctorError
from diagnose.render.safe import visible
from diagnose.render.view import View

WIDEST = 110
"""Longer lines are hard to read; a wider terminal is not filled."""
PLAIN_WIDTH = 80
"""Columns where the output is no terminal and COLUMNS says nothing."""
NARROWEST = 40
BROADEST = 1000
"""Wider lines are not drawn, whatever --width says."""


def view_of(
    width: int = 0, color: str = "auto", verbose: bool = False, top: int = 3, stream: TextIO | None = None
) -> View:
    """The view that fits a stream, standard output where none is given.

    ``width`` 0 takes the terminal's; NO_COLOR and FORCE_COLOR are honoured.
    """
    stream = stream or sys.stdout
    columns = min(BROADEST, max(NARROWEST, width or _width(stream)))
    return View(
        width=columns, color=_colored(color, stream), unicode=_unicode(stream), verbose=verbose, top=top,
        redactor=redactor(),
    )  # fmt: skip


def write(text: str) -> None:
    """Text to standard output; what its encoding cannot carry is replaced.

    A reader that has gone away (``| head -1``) is not told more. Raises DoctorError where nothing can be written.
    """
    heard(text)


def heard(text: str) -> bool:
    """The same; whether somebody still reads it."""
    if sys.stdout is None:
        raise DoctorError("standard output is closed: run it with an open one")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
        return False
    except OSError as error:
        forget_stdout()
        raise DoctorError(f"the answer could not be written ({error.strerror}): make room or write elsewhere") from None
    return True


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
    """A sentence about the run to standard error; nothing in it acts on the terminal, and no secret is in it."""
    if sys.stderr is not None:
        with suppress(OSError):  # the terminal may be gone
            print(f"autogen-doctor: {visible(redactor().text(sentence))}", file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """Lines to standard error as they are, but nothing in them acts on the terminal, and no secret is in them."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("\n".join(map(visible, redactor().text(text).rstrip("\n").split("\n"))), file=sys.stderr, flush=True)


def _width(stream: TextIO | None) -> int:
    if stream is not None and stream.isatty():
        return min(WIDEST, _columns(stream))
    columns = os.environ.get("COLUMNS", "")
    return min(WIDEST, int(columns)) if columns.isdecimal() and int(columns) else PLAIN_WIDTH


def _columns(stream: TextIO) -> int:
    """The columns of the stream's terminal; COLUMNS goes before, as everywhere."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(stream.fileno()).columns or PLAIN_WIDTH
    except (OSError, ValueError):
        return PLAIN_WIDTH


def _colored(color: str, stream: TextIO | None) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _unicode(stream: TextIO | None) -> bool:
    try:
        "─│█░✗✓↻●≈…→−“”".encode((stream and stream.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
