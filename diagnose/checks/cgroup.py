"""The control group that this session runs in: how much memory it may use, uses, has used, and what was ended for it.

Version 2 and version 1. The tightest limit counts, whichever group above it has it. In a container, the path that the
kernel names may not exist there; then the container's own group hangs at the root of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_LARGEST = 1 << 60
"""Version 1 says "no limit" by a number that no machine has."""
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Group:
    """In bytes, and a count; None for what is not limited or not told.

    ``used`` leaves out the files that are only kept because there is room.
    """

    limit: int | None
    used: int | None
    peak: int | None
    kills: int | None


@dataclass(frozen=True, slots=True)
class _Files:
    """What the files of a version are called."""

    limit: str
    used: str
    peak: str
    events: str
    cache: str


_V2 = _Files("memory.max", "memory.current", "memory.peak", "memory.events", "inactive_file")
_V1 = _Files(
    "memory.limit_in_bytes", "memory.usage_in_bytes", "memory.max_usage_in_bytes", "memory.oom_control",
    "total_inactive_file",
)  # fmt: skip


def memory_group(root: Path) -> Group | None:
    """The group of this process; None where the system has none, or tells nothing of it."""
    groups, files = _groups(root)
    return _read(groups, files) if groups else None


def kills_here(root: Path) -> int | None:
    """How many processes of this very group, not of those above it, were ended for lack of memory; None if unknown."""
    groups, files = _groups(root)
    return _entry(groups[0] / files.events, "oom_kill") if groups else None


def _groups(root: Path) -> tuple[list[Path], _Files]:
    """The group of this process and those above it, and what the files of its version are called."""
    places = _paths(root)
    for controller, top, files in (
        ("memory", root / "sys/fs/cgroup/memory", _V1),
        ("", root / "sys/fs/cgroup", _V2),
        ("", root / "sys/fs/cgroup/unified", _V2),
    ):
        groups = list(_upwards(top, places[controller], files)) if controller in places else []
        if groups:
            return groups, files
    return [], _V2


def _paths(root: Path) -> dict[str, str]:
    """The path of the group by the name of its controller; version 2 has none."""
    try:
        text = (root / "proc/self/cgroup").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    lines = [line.split(":", 2) for line in text.splitlines() if line.count(":") >= 2]
    return {controller: path for _, controllers, path in lines for controller in controllers.split(",")}


def _upwards(top: Path, path: str, files: _Files) -> Iterator[Path]:
    """The group and those above it, as far as they tell how much memory they use."""
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")][:_DEEPEST]
    for length in range(len(parts), -1, -1):
        folder = top.joinpath(*parts[:length])
        if (folder / files.used).is_file():
            yield folder


def _read(groups: list[Path], files: _Files) -> Group:
    limits = [(limit, folder) for folder in groups if (limit := _number(folder / files.limit)) is not None]
    limit, folder = min(limits, key=lambda one: one[0], default=(None, groups[0]))
    used = _number(folder / files.used)
    cache = _entry(folder / "memory.stat", files.cache) or 0
    kills = [count for one in (groups[0], folder) if (count := _entry(one / files.events, "oom_kill")) is not None]
    return Group(
        limit=limit,
        used=None if used is None else max(0, used - cache),
        peak=_number(folder / files.peak),
        kills=max(kills, default=None),
    )


def _number(path: Path) -> int | None:
    text = _text(path).strip()
    return int(text) if text.isdecimal() and len(text) < 20 and int(text) < _LARGEST else None


def _entry(path: Path, name: str) -> int | None:
    hit = re.search(rf"^{name} (\d{{1,18}})$", _text(path), re.MULTILINE)
    return int(hit[1]) if hit else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
