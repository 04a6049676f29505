"""The controlling terminal, wherever standard input and output lead; and plain questions on it, line by line."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from diagnose.render.safe import visible
from diagnose.walkthrough.console.questions import HELP, Question, key_of


class TerminalGone(EOFError):
    """Nothing can be read from the terminal any more, or written to it."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal to read from and to write to."""

    reader: TextIO
    writer: TextIO

    def say(self, text: str) -> None:
        """Text on the terminal, what its encoding cannot carry replaced."""
        encoding = self.writer.encoding or "utf-8"
        try:
            self.writer.write(text.encode(encoding, "replace").decode(encoding))
            self.writer.flush()
        except OSError:
            raise TerminalGone from None

    def line(self) -> str:
        """The next line that is typed. Raises TerminalGone where there is none any more."""
        try:
            raw = self.reader.buffer.readline()
        except OSError:
            raise TerminalGone from None
        if not raw:
            raise TerminalGone
        return raw.decode(self.reader.encoding or "utf-8", "replace")


def open_terminal() -> Terminal | None:
    """Standard input and output where both are a terminal, else the controlling terminal; None where there is none."""
    if _is_terminal(sys.stdin) and _is_terminal(sys.stdout):
        return Terminal(sys.stdin, sys.stdout)
    names = ("CONIN$", "CONOUT$") if os.name == "nt" else (_name(), _name())
    try:
        return Terminal(
            Path(names[0]).open(encoding="utf-8", errors="replace"), Path(names[1]).open("w", encoding="utf-8")
        )
    except OSError:
        return None


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _name() -> str:
    """The terminal's own name where some stream has it: macOS cannot wait for input on /dev/tty."""
    for number in (0, 1, 2):
        try:
            return os.ttyname(number)
        except OSError:
            continue
    return os.ctermid()


class LineAsker:
    """Questions with numbered answers, answered by a typed line: for dumb terminals and screen readers."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def ask(self, question: Question) -> str:
        """The key that was typed. Raises EOFError at the end of the input."""
        for choice, label in question.choices:
            self._terminal.say(f"  {choice}) {visible(label)}\n")
        while True:
            self._terminal.say(f"{visible(question.text)} [{', '.join(question.keys)}] ")
            key = key_of(question, self._terminal.line())
            if key:
                return key
            hint = f"{HELP} shows what can be typed" if HELP in question.keys else "type one of these"
            self._terminal.say(f"That is no answer here; {hint}.\n")
