"""A program and what it has started: found while they hang together, ended together."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")


class Family:
    """A process and those under it. Who was found once is remembered: the death of a parent hides its children.

    ``headless`` is set where the first one has been waited for: its id may be another's from then on.
    """

    def __init__(self, pid: int, group: bool) -> None:
        self.headless = False
        self._pid = pid
        self._group = group
        self._seen: dict[int, str] = {}

    def signal(self, number: int) -> None:
        """Send a signal to each of them that still lives, and to the group of the first where it has one of its own."""
        for pid in [*([] if self.headless else [self._pid]), *self.others()]:
            with suppress(OSError):
                os.kill(pid, number)
        if self._group:
            with suppress(OSError):
                os.killpg(self._pid, number)

    def others(self) -> list[int]:
        """Those under the first one now, and those that were when this was asked before and still live."""
        processes = dict(_processes())
        found = set() if self.headless else {self._pid}
        rows = sorted((parent, pid) for pid, (parent, _) in processes.items())
        growing = True
        while growing:
            new = {pid for parent, pid in rows if parent in found} - found
            found |= new
            growing = bool(new)
        found.discard(self._pid)
        self._seen |= {pid: processes[pid][1] for pid in found}
        return [pid for pid, born in self._seen.items() if processes.get(pid, (0, ""))[1] == born]


def _processes() -> Iterable[tuple[int, tuple[int, str]]]:
    """Every living process that can be seen: its id, its parent's id, and when it was born; none without /proc."""
    with suppress(OSError):
        for folder in _PROCESSES.iterdir():
            if folder.name.isdecimal():
                with suppress(OSError, ValueError, IndexError):
                    # the name in brackets may hold anything, brackets too
                    fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
                    if fields[0] != "Z":  # it has ended, and nobody has asked how
                        yield int(folder.name), (int(fields[1]), fields[19])
