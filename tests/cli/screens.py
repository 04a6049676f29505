"""A terminal that one can look at: what the program has drawn on it, after all escapes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pexpect
import pyte

from tests.cli.program import PROGRAM, ROOT, environment

_PATIENCE = 20.0
_QUIET = 0.15


class Screen:
    """The program on a terminal of a given size; what has scrolled off the top is kept."""

    def __init__(self, command: list[str], columns: int, rows: int, settings: dict[str, str]) -> None:
        self._screen = pyte.HistoryScreen(columns, rows, history=1000, ratio=1.0)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0], command[1:], env=environment(**{"TERM": "xterm", **settings}), dimensions=(rows, columns),
            timeout=_PATIENCE, cwd=str(ROOT),
        )  # fmt: skip

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of window and icon that somebody has set."""
        return self._screen.title, self._screen.icon_name

    def lines(self) -> list[str]:
        """What stands on it, without blanks at the ends, and without the empty lines below."""
        rows = [row.rstrip() for row in self._screen.display]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def text(self) -> str:
        """Everything that was ever on it."""
        above = [
            "".join(row[at].data for at in range(self._screen.columns)).rstrip() for row in self._screen.history.top
        ]
        return "\n".join([*above, *self.lines()])

    def wait(self, words: str) -> None:
        """Read until these words stand on it. Fails with what stands there instead."""
        self.wait_any(words)

    def wait_any(self, *words: str) -> None:
        """Read until some of these words stand on it. Fails with what stands there instead."""
        end = time.monotonic() + _PATIENCE
        while not any(one in "\n".join(self.lines()) for one in words):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"{words} did not come; the screen:\n{self.text()}")

    def press(self, *keys: str) -> None:
        """Type these keys, one after the other, as a person does, and look until nothing moves any more."""
        for key in keys:
            self.child.send(_KEYS.get(key, key))
            time.sleep(0.05)
        self.settle()

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        quiet = time.monotonic() + _QUIET
        while time.monotonic() < quiet:
            before = len(self.raw)
            if not self._read(0.05):
                return
            if len(self.raw) > before:
                quiet = time.monotonic() + _QUIET

    def end(self) -> int | None:
        """Read to the end of the program; its exit status. A program that does not end is a failure."""
        limit = time.monotonic() + _PATIENCE
        while self._read():
            assert time.monotonic() < limit, f"it does not end:\n{self.text()}"
        self.child.close()
        return self.child.exitstatus

    def vanish(self) -> None:
        """Close the terminal under the program, and wait until it has ended."""
        os.close(self.child.child_fd)
        end = time.monotonic() + _PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.05)
        self.child.closed = True
        assert not self.child.isalive()

    def _read(self, patience: float = 0.2) -> bool:
        try:
            data = self.child.read_nonblocking(65536, timeout=patience)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True


_KEYS = {"Enter": "\r", "Down": "\x1b[B", "Up": "\x1b[A", "Ctrl-C": "\x03", "Ctrl-D": "\x04"}


def walkthrough(
    *arguments: str | Path, state: Path, columns: int = 80, rows: int = 24, settings: dict[str, str] | None = None
) -> Screen:
    """``autogen-doctor walkthrough`` on a terminal, its sessions kept in this folder."""
    command = [*PROGRAM, "walkthrough", *map(str, arguments)]
    return Screen(command, columns, rows, {**_home(state), **(settings or {})})


def piped(log: Path, *arguments: str, state: Path) -> Screen:
    """The same with the log led into it."""
    command = " ".join([f"cat '{log}' |", *PROGRAM, "walkthrough", *arguments])
    return Screen(["bash", "-c", command], 80, 24, _home(state))


def _home(state: Path) -> dict[str, str]:
    return {"HOME": str(state), "XDG_STATE_HOME": str(state / "state")}
