"""How far a long reading is, on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_PATIENCE = 1.0
"""Seconds before which nothing is shown."""
_BEAT = 0.1


@contextmanager
def progress(total_bytes: int | None) -> Iterator[Callable[[int], None]]:
    """Yields what is to be told how many bytes are done.

    It draws a bar of ``total_bytes``, or a count of them where that is None. Nothing is drawn unless standard error is
    a terminal and a second has passed, and nothing is left of it in the end. No word of a log stands in it.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    bar = _Bar(total_bytes)
    try:
        yield bar.tell
    finally:
        bar.end()


class _Bar:
    """Drawn when it is told something, and no more often than the eye can follow; no thread of its own."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._next = time.monotonic() + _PATIENCE
        self._drawn: Callable[[int], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def tell(self, done: int) -> None:
        """So many bytes are done."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BEAT
        with suppress(OSError):  # the terminal may be gone
            if self._drawn is None:
                self._begin(done)
            assert self._drawn is not None
            self._drawn(done)

    def end(self) -> None:
        """Take it off the terminal."""
        with suppress(OSError):
            self._stop()

    def _begin(self, done: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        columns = (TextColumn("reading"), BarColumn(), DownloadColumn(binary_units=True))
        bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        task = bar.add_task("", total=self._total, completed=done)
        bar.start()
        self._stop = bar.stop
        self._drawn = lambda done: bar.update(
            task, completed=done if self._total is None else min(done, self._total), refresh=True
        )
