"""A program that is run here, once: its output goes through as it is, and how it ended is told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnose.live.program.order import NotRun, Order, Ran, Work


def run(order: Order, work: Work) -> Ran | NotRun:
    """Run the program and let ``work``, in a process or a thread of its own, report on it where that is called for."""
    if sys.platform == "win32":
        from diagnose.live.program.piped import run as run_here
    else:
        from diagnose.live.program.posix import run as run_here
    return run_here(order, work)
