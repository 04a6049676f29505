"""Packs that are installed as distributions: an entry point names the folder of their data.

The lists of site folders tell whether anything changed since they were last looked through; the folder is found by its
name alone. Nothing of a pack is imported.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.digests import sha256

GROUP = "autogen_doctor.playbooks"
_ENDINGS = (".dist-info", ".egg-info")
_LONGEST = 1 << 20
_SETTLED = 2.0
"""Seconds after which a change of a folder shows in its time, whatever the file system's clock is."""
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
    listed = {place: names for place in searched if (names := _listed(place)) is not None}
    told: dict[tuple[str, str], Installed] = {}
    for name, place, value in _rows(listed):
        distribution, _, version = _stem(name).partition("-")
        distribution = distribution.replace("_", "-")
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


def _listed(place: str) -> tuple[str, ...] | None:
    """What tells one state of a folder from another: its time and the distributions in it. None where it has none."""
    try:
        with os.scandir(place) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(_ENDINGS))
        return (str(Path(place).stat().st_mtime_ns), *names) if names else None
    except (OSError, ValueError):
        return None


def _rows(listed: dict[str, tuple[str, ...]]) -> list[Row]:
    """What the entry points of the group say: as noted when the folders were last looked through, or looked up."""
    import json

    mark = sha256("\0".join(text for place, names in listed.items() for text in (place, *names)).encode(
        "utf-8", "surrogatepass"
    )).hexdigest()  # fmt: skip
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):  # no note, or none of ours
        kept: Any = json.loads(_note().read_bytes())
        if kept["mark"] == mark:
            return [(str(name), str(place), str(value)) for name, place, value in kept["rows"]]
    rows = [row for place, names in listed.items() for name in names[1:] for row in _entries(place, name)]
    newest = max((int(names[0]) for names in listed.values()), default=0)
    if listed and time.time() - newest / 1e9 > _SETTLED:
        with suppress(OSError, ValueError):  # a note that cannot be written is none
            _keep(_note(), json.dumps({"mark": mark, "rows": rows}))
    return rows


def _note() -> Path:
    """Where it is noted; found without platformdirs, which takes longer to load than all this.

    Raises ValueError where there is no such place: no home, or one that is not absolute.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")  # noqa: PTH111
    if not os.path.isabs(home):  # noqa: PTH117
        raise ValueError(home)
    return Path(home, "autogen-doctor", "installed-packs.json")


def _keep(note: Path, text: str) -> None:
    note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = note.with_name(f"{note.name}.{os.getpid()}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(note)


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
