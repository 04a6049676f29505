"""How much memory the machine has, and how much of it a new program could get."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnose.checks.programs import find, run
from diagnose.checks.surroundings import Surroundings

_SECONDS = 3
_PAGES = ("Pages free", "Pages inactive", "Pages speculative")


@dataclass(frozen=True, slots=True)
class Memory:
    """In bytes; the total is above zero."""

    total: int
    available: int


def machine_memory(surroundings: Surroundings) -> Memory | None:
    """What the system says; None where it says nothing, or nothing that makes sense."""
    if surroundings.system == "Linux":
        memory = _linux(surroundings.root)
    elif surroundings.system == "Darwin":
        memory = _macos(surroundings)
    elif surroundings.system == "Windows":
        memory = windows_memory(getattr(ctypes, "windll").kernel32)  # noqa: B009 - there only on Windows
    else:
        memory = None
    return memory if memory and 0 <= memory.available <= memory.total and memory.total else None


def _linux(root: Path) -> Memory | None:
    try:
        text = (root / "proc" / "meminfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    lines = {name: int(number) << 10 for name, number in re.findall(r"^(\w+): +(\d+) kB$", text, re.MULTILINE)}
    available = lines.get("MemAvailable", lines.get("MemFree"))
    return Memory(lines["MemTotal"], available) if "MemTotal" in lines and available is not None else None


def _macos(surroundings: Surroundings) -> Memory | None:
    """``sysctl`` for the total, ``vm_stat`` for the pages that are free or can be had at once."""
    total = _answer("sysctl", ["-n", "hw.memsize"], surroundings).strip()
    text = _answer("vm_stat", [], surroundings)
    page = re.search(r"page size of (\d+) bytes", text)
    pages = dict(re.findall(r"^([A-Z][\w -]*): +(\d+)\.$", text, re.MULTILINE))
    if not total.isdecimal() or not page or _PAGES[0] not in pages:
        return None
    available = sum(int(pages.get(name, 0)) for name in _PAGES) * int(page[1])
    return Memory(int(total), min(available, int(total)))


def _answer(name: str, arguments: list[str], surroundings: Surroundings) -> str:
    program = find(name, surroundings)
    ran = run([program, *arguments], surroundings.environment, _SECONDS) if program else None
    return ran.out if ran and not ran.failure else ""


class _Status(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "available")),
        *((name, ctypes.c_uint64) for name in ("total_page", "available_page", "total_virtual", "available_virtual")),
        ("available_extended", ctypes.c_uint64),
    )


def windows_memory(kernel: Any) -> Memory | None:
    """What GlobalMemoryStatusEx of this library says."""
    status = _Status()
    status.length = ctypes.sizeof(_Status)
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return Memory(int(status.total), int(status.available))
