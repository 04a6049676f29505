"""Packs that are installed as distributions: an entry point names the folder of their data.

Each distribution's list of entry points is opened and searched, some hundredths of a millisecond each; the folder is
found by its name alone. Nothing of a pack is imported, and nothing is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

GROUP = "autogen_doctor.playbooks"
_ENDINGS = (".dist-info", ".egg-info")
_LONGEST = 1 << 20
_NAME = regex(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack of a distribution. ``folder`` is None where there is none of the name, and ``wrong`` says what is."""

    distribution: str
    version: str
    value: str
    folder: Path | None
    wrong: str = ""

    @property
    def told(self) -> str:
        """The distribution as users name it."""
        return f"{self.distribution} {self.version}".strip()


Row = tuple[str, str, str]
"""The name of a distribution's own folder, that folder's place, and what its entry point says."""


def installed_packs(places: Sequence[str] | None = None) -> tuple[Installed, ...]:
    """The packs of all installed distributions, in alphabetical order. Never raises."""
    searched = [place for place in dict.fromkeys(sys.path if places is None else places) if place]
    told: dict[tuple[str, str], Installed] = {}
    for name, place, value in _rows(searched):
        stem, _, version = _stem(name).partition("-")
        distribution = stem.replace("_", "-")
        folder, wrong = _found(value, [place, *searched])
        told.setdefault((distribution, value), Installed(distribution, version, value, folder, wrong))
    return tuple(told[key] for key in sorted(told))


def _stem(name: str) -> str:
    return next(name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending))


def _found(value: str, places: Sequence[str]) -> tuple[Path | None, str]:
    """The folder that an entry point means, else what is wrong."""
    if not _NAME.fullmatch(value):
        return None, f"{value[:80]!r} is not the name of a package, such as acme_playbooks"
    for place in places:
        folder = Path(place, *value.split("."))
        with suppress(OSError):
            if folder.is_dir():
                return folder, ""
    return None, f"there is no folder of the package {value}; install it as files, not as an import hook"


def _rows(places: Sequence[str]) -> Iterator[Row]:
    """What the entry points of the group say, in all folders."""
    for place in places:
        for name in _listed(place):
            yield from _entries(place, name)


def _listed(place: str) -> list[str]:
    """The distributions in a folder, by their own folders; none where it cannot be read."""
    try:
        with os.scandir(place) as entries:
            return sorted(entry.name for entry in entries if entry.name.endswith(_ENDINGS))
    except (OSError, ValueError):
        return []


def _entries(place: str, name: str) -> Iterator[Row]:
    """What a distribution says in the group."""
    try:
        handle = os.open(os.path.join(place, name, "entry_points.txt"), os.O_RDONLY)  # noqa: PTH118 - many are tried
    except (OSError, ValueError):
        return
    try:
        data = os.read(handle, _LONGEST)
    except OSError:
        return
    finally:
        os.close(handle)
    if GROUP.encode() in data:
        yield from ((name, place, value) for value in _values(data.decode("utf-8", "replace")))


def _values(text: str) -> Iterator[str]:
    """The values of the group, of a file as installers write it."""
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{GROUP}]"
        elif inside and "=" in line and line[0] not in "#;":
            yield line.partition("=")[2].strip()
