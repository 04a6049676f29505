"""SIGKILL says nothing itself. What the kernel counted, and how much memory was held, says how it probably came."""

from __future__ import annotations

import signal
from enum import Enum

from diagnose.model.ending import Ending, Memory
from diagnose.quantities import percent, size

_NEAR = 0.8
"""Whoever held so much of the memory there is, was near its end."""
_KILL = int(getattr(signal, "SIGKILL", 9))


class Likelihood(Enum):
    """That the kernel killed a program for lack of memory."""

    CERTAIN = "certain"
    """The control group's count of such kills rose."""
    PROBABLE = "probable"
    """The machine's count rose: it was this program, or another at the same time."""
    NEAR = "near"
    """Nothing was counted, or nothing is known, but it held nearly all the memory there is."""
    OPEN = "open"
    """Nothing is known, and it held little."""
    EXCLUDED = "excluded"
    """Both are known not to have risen, and it held little."""


def likelihood(ending: Ending) -> Likelihood | None:
    """How likely that is; None for a program that was not killed by SIGKILL, or by us."""
    memory = ending.memory
    if ending.killed_by != _KILL or ending.timeout is not None:
        return None
    if memory.group_kills:
        return Likelihood.CERTAIN
    if memory.machine_kills:
        return Likelihood.PROBABLE
    bound = room(memory)
    if bound and memory.peak is not None and memory.peak >= _NEAR * bound:
        return Likelihood.NEAR
    return Likelihood.OPEN if memory.machine_kills is None else Likelihood.EXCLUDED


def room(memory: Memory) -> int | None:
    """The memory that there was for the program: what its control group allows, or what the machine has."""
    known = [number for number in (memory.limit, memory.total) if number]
    return min(known, default=None)


def statement(ending: Ending) -> str | None:
    """What the engine is told of the end, in the words that the class host-oom knows; None where there is nothing."""
    chance, memory = likelihood(ending), ending.memory
    if chance is None or chance is Likelihood.OPEN:
        return None
    told = ["SIGKILL ended the program"]
    if chance is Likelihood.CERTAIN:
        told.append(f"the cgroup's oom_kill count rose by {memory.group_kills}")
    elif chance is Likelihood.PROBABLE:
        told.append(f"the machine's oom_kill count rose by {memory.machine_kills}")
    elif chance is Likelihood.EXCLUDED:
        told.append("no oom_kill count rose")
    return "; ".join([*told, *_amounts(memory, chance)])


def _amounts(memory: Memory, chance: Likelihood) -> list[str]:
    if memory.peak is None:
        return []
    told = [f"peak memory {size(memory.peak)}"]
    bound = room(memory)
    if bound and chance is Likelihood.NEAR:
        told.append(f"that is {percent(memory.peak / bound)} of what there is")
    if memory.limit and memory.limit == bound:
        told.append(f"memory limit {size(memory.limit)} (cgroup)")
    elif memory.total:
        told.append(f"memory of the machine {size(memory.total)}")
    return told
