"""Starts one command, waits for it, and says how long it took and how much memory it had at its peak.

A process of its own, run by ``benchmarks.measure``: on Linux a child's peak begins at that of the process that starts
it, so that one must be small. It imports little, and is run by its path with ``python -I -S``.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from resource import struct_rusage
from typing import TypedDict

_LIMIT = 200.0
"""Seconds after which a command is killed: no measurement needs them where the program is as fast as asked."""
_UNIT = 1 if sys.platform == "darwin" else 1024


class Order(TypedDict):
    """What to start, and what it reads and writes."""

    command: list[str]
    feed: str
    out: str
    terminal: bool


Ended = tuple[int, struct_rusage]


def main() -> None:
    """The order is JSON in the first argument; the answer is one line of JSON on standard output."""
    order: Order = json.loads(sys.argv[1])
    start = time.perf_counter()
    status, usage = _on_a_terminal(order) if order["terminal"] else _to_a_file(order)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": usage.ru_maxrss * _UNIT, "status": status}))


def _to_a_file(order: Order) -> Ended:
    feeder = subprocess.Popen(["cat", order["feed"]], stdout=subprocess.PIPE) if order["feed"] else None
    with open(order["out"], "wb") as out:  # noqa: PTH123 - pathlib would be one more import
        child = subprocess.Popen(
            order["command"],
            stdin=feeder.stdout if feeder else subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
        )
    if feeder and feeder.stdout:
        feeder.stdout.close()  # or cat would never learn that its reader has ended
    with _limit(child):
        ended = _wait(child)
    if feeder:
        feeder.wait()
    return ended


def _on_a_terminal(order: Order) -> Ended:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    child = subprocess.Popen(order["command"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    with _limit(child), open(order["out"], "wb") as out:  # noqa: PTH123
        while chunk := _read(ours):
            out.write(chunk)
        return _wait(child)


@contextmanager
def _limit(child: subprocess.Popen[bytes]) -> Iterator[None]:
    late = threading.Timer(_LIMIT, child.kill)
    late.start()
    try:
        yield
    finally:
        late.cancel()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so when the last program has closed the other side
        return b""


def _wait(child: subprocess.Popen[bytes]) -> Ended:
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage


if __name__ == "__main__":
    main()
