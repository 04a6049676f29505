"""Which playbooks a call uses: those that come along, and packs of one's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import Cause, PlaybookSet

if TYPE_CHECKING:
    from diagnose.playbook.installed import Installed

VARIABLE = "AUTOGEN_DOCTOR_PLAYBOOKS"
WITHOUT = "AUTOGEN_DOCTOR_NO_PACKS"
"""The variable that leaves out the packs that are installed, whatever its value."""
_FAULTS_SHOWN = 5
_LONGEST_SETTINGS = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """A folder of playbooks and where it comes from, in words."""

    folder: Path
    told: str


def known_playbooks(folders: Sequence[Path]) -> PlaybookSet:
    """The shipped playbooks with installed packs and those of ``--playbooks``, the environment and pyproject.toml.

    A pack's faults go to stderr, a sentence each; the files without fault are used. Raises DoctorError for a folder
    that is not there.
    """
    from diagnose.cli.screen import remark
    from diagnose.knowledge import known

    for pack in _installed():
        if pack.folder is None:
            remark(f"installed pack left out: {pack.told}: {pack.wrong}")
    loaded = known(pack_folders(folders))
    for fault in loaded.faults[:_FAULTS_SHOWN]:
        remark(f"playbook left out: {fault}")
    if len(loaded.faults) > _FAULTS_SHOWN:
        remark(f"and {len(loaded.faults) - _FAULTS_SHOWN} more faults; 'autogen-doctor playbooks validate' lists them")
    return loaded.playbooks


def playbook_text(name: str, folders: Sequence[Path]) -> str | None:
    """The file of the class or cause that has this id, from the pack that counts; None where there is none.

    Raises DoctorError where it cannot be read.
    """
    from diagnose.playbook import shipped_folder
    from diagnose.playbook.packs import read_pack

    for folder in (*reversed(pack_folders(folders)), shipped_folder()):
        named = [file for file in read_pack(folder, folder.as_posix()).files if file.stem == name]
        for record in ("class", "cause"):
            for file in named:
                if file.record == record and file.unread:
                    raise DoctorError(f"{file.path}: {file.unread}")
                if file.record == record:
                    return file.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return None


def pack_of(cause: Cause, folders: Sequence[Path]) -> Path:
    """The folder of playbooks that a cause comes from."""
    from diagnose.playbook import shipped_folder

    for folder in reversed(pack_folders(folders)):
        name = Path(cause.path).name
        if cause.path == f"{folder.as_posix()}/causes/{name}" and (folder / "causes" / name).is_file():
            return folder
    return shipped_folder()


def pack_folders(folders: Sequence[Path]) -> list[Path]:
    """The folders of packs in the order in which they count; the last one wins."""
    return [origin.folder for origin in pack_origins(folders)]


def pack_origins(folders: Sequence[Path]) -> list[Origin]:
    """The same with where they come from: installed distributions, project, environment, command line."""
    named = [Origin(folder, VARIABLE) for folder in _from_environment()]
    named = [*(Origin(folder, "pyproject.toml") for folder in _from_pyproject()), *named]
    named += (Origin(folder, "--playbooks") for folder in folders)
    for origin in named:
        if not origin.folder.is_dir():
            wrong = f"there is no folder {origin.folder} for playbooks"
            raise DoctorError(f"{wrong}: name one that holds classes/ or causes/")
    return [*(Origin(pack.folder, f"installed: {pack.told}") for pack in _installed() if pack.folder), *named]


def _installed() -> tuple[Installed, ...]:
    """The packs that are installed as distributions, unless the user does without."""
    if os.environ.get(WITHOUT):
        return ()
    from diagnose.playbook.installed import installed_packs

    return installed_packs()


def _from_environment() -> list[Path]:
    value = os.environ.get(VARIABLE, "")
    return [_in_home(part) for part in value.split(os.pathsep) if part]


def _in_home(name: str) -> Path:
    """The folder of this name, ``~`` in it resolved where somebody lives there."""
    try:
        return Path(name).expanduser()
    except RuntimeError:  # no such user, or no home
        return Path(name)


def _from_pyproject() -> list[Path]:
    """``playbooks = [...]`` of ``[tool.autogen-doctor]`` in the nearest pyproject.toml, relative to that file."""
    try:
        start = Path.cwd()
    except OSError:  # the folder was removed
        return []
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file():
            return _listed(path)
    return []


def _listed(path: Path) -> list[Path]:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LONGEST_SETTINGS)
    except (OSError, UnicodeDecodeError):
        return []
    if "tool.autogen-doctor" not in text:
        return []
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        listed: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, and so is too long a number
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DoctorError(f"{path}: not valid TOML ({reason}); mend it or run elsewhere") from None
    for name in ("tool", "autogen-doctor", "playbooks"):
        listed = listed.get(name, []) if isinstance(listed, dict) else []
    listed = [listed] if isinstance(listed, str) else listed
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise DoctorError(f"{path}: tool.autogen-doctor.playbooks: must be a list of folders")
    return [path.parent / _in_home(item) for item in listed]
