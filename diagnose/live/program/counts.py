"""What the kernel counts: processes that it killed for lack of memory, here and on the whole machine."""

from __future__ import annotations

import sys
from pathlib import Path

from diagnose.checks.cgroup import kills_here, memory_group
from diagnose.model.dataclass import dataclass
from diagnose.model.ending import Memory

_ROOT = Path("/")


@dataclass(frozen=True, slots=True)
class Counts:
    """The counters at one time; None for what the system does not tell."""

    group: int | None
    machine: int | None


def counts(root: Path = _ROOT) -> Counts:
    """The counters now."""
    return Counts(kills_here(root), _machine_kills(root))


def memory_since(before: Counts, peak: int | None, root: Path = _ROOT) -> Memory:
    """What is known of the memory now that the program has ended, which began at ``before``."""
    from diagnose.checks.machine import machine_memory
    from diagnose.checks.surroundings import Surroundings

    now = counts(root)
    group = memory_group(root)
    machine = machine_memory(Surroundings(root, {}, _SYSTEMS.get(sys.platform, sys.platform), root))
    return Memory(
        peak=peak,
        limit=group.limit if group else None,
        total=machine.total if machine else None,
        group_kills=_risen(before.group, now.group),
        machine_kills=_risen(before.machine, now.machine),
    )


_SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def _risen(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else max(0, now - before)


def _machine_kills(root: Path) -> int | None:
    try:
        text = (root / "proc/vmstat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    for line in text.splitlines():
        name, _, number = line.partition(" ")
        if name == "oom_kill" and number.isdecimal() and len(number) < 19:
            return int(number)
    return None
