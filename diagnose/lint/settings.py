"""``[tool.autogen-doctor.check]`` of a project's pyproject.toml."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from diagnose.errors import DoctorError
from diagnose.lint.selection import Wish
from diagnose.model.dataclass import dataclass

_LONGEST = 1 << 20
_LISTS = ("select", "ignore", "exclude")
_TABLE = "per-file-ignores"
_SECTION = ("tool", "autogen-doctor", "check")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project asks of ``check``. Patterns of paths are those of .gitignore, relative to ``folder``."""

    folder: Path
    select: tuple[Wish, ...] = ()
    ignore: tuple[Wish, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[Wish, ...]], ...] = ()


def settings_of(start: Path) -> Settings:
    """Those of the nearest pyproject.toml from a folder upwards, not above the folder with ``.git``, nor the home.

    Raises DoctorError where they cannot be read, or say what nobody understands.
    """
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file():
            return _read(path)
        if (folder / ".git").exists() or folder == _home():
            break
    return Settings(start)


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _read(path: Path) -> Settings:
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise DoctorError(f"{path}: cannot be read ({reason}); mend it or check elsewhere") from None
    if "autogen-doctor" not in text:
        return Settings(path.parent)
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        section: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DoctorError(f"{path}: not valid TOML ({reason}); mend it or check elsewhere") from None
    for name in _SECTION:
        section = section.get(name, {}) if isinstance(section, dict) else {}
    return _checked(section, _Place(path, text))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key stands, so that a fault can name its line."""

    path: Path
    text: str

    def of(self, *keys: str) -> str:
        """The file and the line of a key of the section, of the section itself where it is written in another way."""
        line, table = 0, ""
        for number, row in enumerate(self.text.split("\n"), 1):
            bare = row.partition("#")[0].strip()
            if bare.startswith("["):
                table = _unquoted(bare.strip("[] \t"))
                line = line or (number if table.startswith(".".join(_SECTION)) else 0)
            key = _unquoted(row.partition("=")[0])
            if ".".join((table, key) if key else (table,)) == ".".join((*_SECTION, *keys)):
                line = number
                break
        return f"{self.path}:{line}" if line else str(self.path)


def _unquoted(name: str) -> str:
    return name.strip().replace('"', "").replace("'", "").replace(" ", "")


def _checked(section: Any, place: _Place) -> Settings:
    name = ".".join(_SECTION)
    if not isinstance(section, dict):
        raise DoctorError(f"{place.of()}: {name}: must be a table")
    for key in section:
        if key not in (*_LISTS, _TABLE):
            raise DoctorError(f"{place.of(key)}: {name}.{key}: there is no such key; {', '.join(_LISTS)}, {_TABLE} are")
    for key in _LISTS:
        if not _is_list(section.get(key, [])):
            raise DoctorError(f"{place.of(key)}: {name}.{key}: must be a list of texts")
    per_file = section.get(_TABLE, {})
    if not isinstance(per_file, dict):
        raise DoctorError(f"{place.of(_TABLE)}: {name}.{_TABLE}: must be a table of lists, by pattern of paths")
    for glob, names in per_file.items():
        if not _is_list(names):
            where = place.of(_TABLE, _unquoted(glob))
            raise DoctorError(f"{where}: {name}.{_TABLE}: what stands for {glob!r} must be a list of texts")
    return Settings(
        place.path.parent,
        _wishes(section, "select", place, ("select",)),
        _wishes(section, "ignore", place, ("ignore",)),
        tuple(section.get("exclude", ())),
        tuple((glob, _wishes(per_file, glob, place, (_TABLE, _unquoted(glob)))) for glob in per_file),
    )


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _wishes(table: Mapping[str, Sequence[str]], key: str, place: _Place, keys: tuple[str, ...]) -> tuple[Wish, ...]:
    return tuple(Wish(name, place.of(*keys)) for name in table.get(key, ()))
