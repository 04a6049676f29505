"""The check ``memory``: what the machine has left, and what the control group of this session allows."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.checks.cgroup import Group, memory_group
from diagnose.checks.machine import Memory, machine_memory
from diagnose.checks.surroundings import Surroundings
from diagnose.model.checkup import Checked, State
from diagnose.quantities import percent, size

_SCARCE = 0.1
_SYSTEMS: Mapping[str, str] = {"Darwin": "macOS"}
_ADVICE = "End what you do not need, or run the program where there is more; what it holds grows with its history."


def check(surroundings: Surroundings) -> tuple[Checked, ...]:
    """The machine's memory; on Linux also the group's limit, use and how many of its processes were ended for it."""
    machine = machine_memory(surroundings)
    group = memory_group(surroundings.root) if surroundings.system == "Linux" else None
    return (_machine(machine, surroundings), *((_group(group),) if group else ()))


def _machine(memory: Memory | None, surroundings: Surroundings) -> Checked:
    title = "Memory"
    if memory is None:
        system = _SYSTEMS.get(surroundings.system, surroundings.system)
        return Checked("memory", title, State.NOT_CHECKED, f"{system} does not say how much memory there is.")
    findings = (("memory_total_bytes", memory.total), ("memory_available_bytes", memory.available))
    share = memory.available / memory.total
    scarce = share < _SCARCE
    summary = f"{size(memory.available)} of {size(memory.total)} {'are' if not scarce else 'is all that is'} available."
    state, advice = (State.WARNING, _ADVICE) if scarce else (State.PASS, "")
    return Checked("memory", title, state, summary, advice, (), findings)


def _group(group: Group) -> Checked:
    title = "Memory limit"
    findings: list[tuple[str, int | float]] = []
    if group.limit:
        findings.append(("cgroup_limit_bytes", group.limit))
        if group.peak is not None:
            findings.append(("cgroup_peak_share", round(group.peak / group.limit, 4)))
    if group.kills is not None:
        findings.append(("oom_kills", group.kills))
    state, summary, advice = _judged(group)
    return Checked("memory", title, state, summary, advice, _used(group), tuple(findings))


def _judged(group: Group) -> tuple[State, str, str]:
    if group.kills:
        times = "a process" if group.kills == 1 else f"{group.kills} processes"
        return (
            State.PROBLEM,
            f"The kernel has ended {times} of this control group for lack of memory.",
            "The kernel's log names them: dmesg | grep -i 'killed process'. " + _more(group),
        )
    if group.limit is None:
        return State.PASS, "This control group has no limit of its own.", ""
    if group.used is not None and group.limit - group.used < _SCARCE * group.limit:
        return (
            State.WARNING,
            f"Little is left of the {size(group.limit)} that this control group may use.",
            _more(group),
        )
    return State.PASS, f"This control group may use {size(group.limit)}.", ""


def _more(group: Group) -> str:
    if group.limit is None:
        return _ADVICE
    return "Raise the limit (docker run --memory, resources.limits.memory), or let the program hold less at a time."


def _used(group: Group) -> tuple[tuple[str, str], ...]:
    """The quantities, each with its share of the limit where there is one."""
    known = (("limit", group.limit), ("in use", group.used), ("peak", group.peak))
    return tuple(
        (label, f"{size(value)} ({percent(value / group.limit)})" if group.limit and label != "limit" else size(value))
        for label, value in known
        if value is not None
    )
