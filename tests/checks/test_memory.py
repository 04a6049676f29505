"""Memory of the machine and of the control group, from trees that are made up."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import memory
from diagnose.checks.cgroup import Group, memory_group
from diagnose.checks.machine import Memory, machine_memory, windows_memory
from diagnose.checks.surroundings import here as real
from diagnose.model.checkup import Checked, State
from tests.checks.machine import findings, machine, needs_scripts, program, short, write

GIB = 1 << 30
NO_LIMIT_V1 = "9223372036854771712"
KILLS = "low 0\nhigh 0\nmax 12\noom 3\noom_kill {}\noom_group_kill 0\n"


def meminfo(root: Path, total: int, available: int | None) -> None:
    lines = [f"MemTotal:       {total >> 10} kB", "MemFree:          1024 kB"]
    if available is not None:
        lines.append(f"MemAvailable:   {available >> 10} kB")
    write(root / "proc/meminfo", "\n".join([*lines, "HugePages_Total:       0", ""]))


def group(root: Path, path: str, **files: object) -> None:
    """A control group with these files; __ is a dot."""
    for name, value in files.items():
        write(root / "sys/fs/cgroup" / path / name.replace("__", "."), f"{value}\n")


def joined(root: Path, text: str) -> Path:
    write(root / "proc/self/cgroup", text)
    return root


def test_whole_check(tmp_path: Path) -> None:
    """What the machine has, and what the control group may use, uses and has used."""
    here = machine(tmp_path)
    meminfo(here.root, 16 * GIB, 4 * GIB)
    joined(here.root, "0::/app\n")
    group(
        here.root, "app", memory__max=2 * GIB, memory__current=GIB, memory__peak=2 * GIB - GIB // 2,
        memory__stat=f"anon 1\ninactive_file {GIB // 2}", memory__events=KILLS.format(0),
    )  # fmt: skip

    assert memory.check(here) == (
        Checked(
            check="memory",
            title="Memory",
            state=State.PASS,
            summary="4 GiB of 16 GiB are available.",
            findings=(("memory_total_bytes", 16 * GIB), ("memory_available_bytes", 4 * GIB)),
        ),
        Checked(
            check="memory",
            title="Memory limit",
            state=State.PASS,
            summary="This control group may use 2 GiB.",
            details=(("limit", "2 GiB"), ("in use", "512 MiB (25 %)"), ("peak", "1.5 GiB (75 %)")),
            findings=(("cgroup_limit_bytes", 2 * GIB), ("cgroup_peak_share", 0.75), ("oom_kills", 0)),
        ),
    )


@pytest.mark.parametrize(("kills", "said"), [(1, "a process"), (3, "3 processes")])
def test_ended_processes_are_a_problem(kills: int, said: str, tmp_path: Path) -> None:
    """The number is told, whether there is a limit or not."""
    here = machine(tmp_path)
    joined(here.root, "0::/\n")
    group(here.root, "", memory__current=GIB, memory__events=KILLS.format(kills))
    checked = memory.check(here)[1:]

    assert short(checked) == [
        ("problem", "Memory limit", f"The kernel has ended {said} of this control group for lack of memory.")
    ]
    assert findings(checked) == {"oom_kills": kills}


def test_little_left_is_a_warning(tmp_path: Path) -> None:
    """Below a tenth of the machine's memory, and of the group's."""
    here = machine(tmp_path)
    meminfo(here.root, 100 * GIB, 9 * GIB)
    joined(here.root, "0::/\n")
    group(here.root, "", memory__max=10 * GIB, memory__current=9 * GIB + GIB // 2)

    assert short(memory.check(here)) == [
        ("warning", "Memory", "9 GiB of 100 GiB is all that is available."),
        ("warning", "Memory limit", "Little is left of the 10 GiB that this control group may use."),
    ]


def test_files_that_are_only_kept_do_not_count_as_used(tmp_path: Path) -> None:
    """A group that is full of files that can be dropped has room."""
    here = machine(tmp_path)
    joined(here.root, "0::/\n")
    group(
        here.root, "", memory__max=10 * GIB, memory__current=10 * GIB,
        memory__stat=f"inactive_file {6 * GIB}\nactive_file 0",
    )  # fmt: skip

    assert short(memory.check(here)[1:]) == [("pass", "Memory limit", "This control group may use 10 GiB.")]


def test_tightest_limit_above_counts(tmp_path: Path) -> None:
    """With its own use and peak; processes ended anywhere below it are counted."""
    root = joined(tmp_path, "0::/user.slice/one.scope\n")
    group(root, "user.slice/one.scope", memory__max="max", memory__current=1, memory__events=KILLS.format(0))
    group(
        root, "user.slice", memory__max=4 * GIB, memory__current=GIB, memory__peak=3 * GIB,
        memory__events=KILLS.format(2),
    )  # fmt: skip
    group(root, "", memory__max=8 * GIB, memory__current=7 * GIB)

    assert memory_group(root) == Group(limit=4 * GIB, used=GIB, peak=3 * GIB, kills=2)


@pytest.mark.parametrize("path", ["/docker/0123abcd", "/../../outside", "/"])
def test_container_that_sees_its_group_as_the_root(path: str, tmp_path: Path) -> None:
    """A path that is not there means the root of the tree."""
    root = joined(tmp_path, f"0::{path}\n")
    group(root, "", memory__max=GIB, memory__current=1000)

    assert memory_group(root) == Group(limit=GIB, used=1000, peak=None, kills=None)


def test_version_1(tmp_path: Path) -> None:
    """Its own names, and a number that means no limit."""
    root = joined(tmp_path, "12:cpu,cpuacct:/\n9:memory,hugetlb:/docker/abc\n1:name=systemd:/x\n0::/y\n")
    group(
        root, "memory/docker/abc", memory__limit_in_bytes=NO_LIMIT_V1, memory__usage_in_bytes=5,
        memory__oom_control="oom_kill_disable 0\nunder_oom 0\noom_kill 4",
    )  # fmt: skip
    group(
        root, "memory", memory__limit_in_bytes=GIB, memory__usage_in_bytes=GIB // 2, memory__max_usage_in_bytes=GIB,
        memory__stat="inactive_file 1\ntotal_inactive_file 1024",
    )  # fmt: skip

    assert memory_group(root) == Group(limit=GIB, used=GIB // 2 - 1024, peak=GIB, kills=4)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"memory__current": "x", "memory__max": "-1", "memory__peak": "", "memory__events": "oom_kill many"},
        {"memory__current": "9" * 400, "memory__max": "1" * 30, "memory__stat": "inactive_file"},
    ],
    ids=["nothing", "words", "too long"],
)
def test_files_that_make_no_sense(files: dict[str, str], tmp_path: Path) -> None:
    """What cannot be read is not told."""
    root = joined(tmp_path, "0::/app\nnonsense\n1\n")
    group(root, "app", **files)

    assert memory_group(root) == (Group(None, None, None, None) if files else None)


def test_a_system_that_tells_nothing(tmp_path: Path) -> None:
    """No group, and the machine's memory is not checked."""
    here = machine(tmp_path)
    write(here.root / "proc/meminfo", "MemTotal: many kB\n")

    assert short(memory.check(here)) == [("not checked", "Memory", "Linux does not say how much memory there is.")]
    assert short(memory.check(replace(here, system="SunOS")))[0][2] == "SunOS does not say how much memory there is."


def test_old_kernel_without_available_memory(tmp_path: Path) -> None:
    """What is free stands for it."""
    here = machine(tmp_path)
    meminfo(here.root, GIB, None)

    assert machine_memory(here) == Memory(GIB, 1 << 20)


@needs_scripts
def test_macos(tmp_path: Path) -> None:
    """sysctl and vm_stat, as they print; free, inactive and speculative pages can be had."""
    here = replace(machine(tmp_path), system="Darwin")
    unknown = short(memory.check(here))
    program(tmp_path / "bin", "sysctl", '[ "$*" = "-n hw.memsize" ] && echo 17179869184')
    pages = {"Pages free": 1000, "Pages active": 500_000, "Pages inactive": 200_000, "Pages speculative": 300}
    lines = [f"{name}: {' ' * 20}{number}." for name, number in pages.items()]
    head = "Mach Virtual Memory Statistics: (page size of 16384 bytes)"
    program(tmp_path / "bin", "vm_stat", "\n".join(f"echo '{line}'" for line in [head, *lines]))

    assert unknown == [("not checked", "Memory", "macOS does not say how much memory there is.")]
    assert machine_memory(here) == Memory(16 * GIB, 201_300 * 16384)


def test_windows() -> None:
    """The structure has the size that Windows asks for, and its numbers stand in their places."""

    class Kernel:
        answers = 1

        def GlobalMemoryStatusEx(self, pointer: object) -> int:
            status = pointer._obj  # type: ignore[attr-defined]
            assert (status.length, ctypes.sizeof(status)) == (64, 64)
            ctypes.memmove(ctypes.addressof(status) + 8, (ctypes.c_uint64 * 2)(8 * GIB, 3 * GIB), 16)
            return self.answers

    kernel = Kernel()
    seen = [windows_memory(kernel)]
    kernel.answers = 0

    assert [*seen, windows_memory(kernel)] == [Memory(8 * GIB, 3 * GIB), None]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin", "win32"), reason="the other systems are not known")
def test_this_machine() -> None:
    """On the systems that are known, the machine at hand tells its memory."""
    assert machine_memory(real(None, ())) is not None
