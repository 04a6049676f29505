"""Where the report on a program goes that was run: standard error, or a file."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from diagnose.cli.screen import remark
from diagnose.model.dataclass import dataclass


def say(text: str) -> None:
    """Text to standard error, where there is one; what its encoding cannot carry is replaced."""
    if sys.stderr is not None and text:
        encoding = sys.stderr.encoding or "utf-8"
        with suppress(OSError):
            sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
            sys.stderr.flush()


@dataclass
class Destination:
    """A file, or standard error where ``path`` is None: there it goes, too, where the file cannot be written."""

    path: Path | None

    def empty(self) -> None:
        """Before the program starts: what an earlier run left in the file is none of this one."""
        self._put("")

    def write(self, text: str) -> None:
        """The report."""
        self._put(text)
        if self.path is None:
            say(text)

    def _put(self, text: str) -> None:
        if self.path is None:
            return
        try:
            self.path.write_text(text, encoding="utf-8")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            remark(f"{self.path} cannot be written ({reason}): the report goes to standard error")
            self.path = None
