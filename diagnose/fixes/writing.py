"""Changed files written: whole or not at all, never over what somebody else has changed meanwhile."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.model.change import FileChange


def write_change(root: Path, change: FileChange) -> None:
    """Put the changed content in the place of the file; its mode, its owner and links to it stay.

    Raises DoctorError, and leaves the file as it is, where it is not what was read, is write-protected or outside of
    the project, or where it cannot be written.
    """
    target = _target(root, change.path)
    try:
        state = target.stat()
        if target.read_bytes() != change.before:
            raise DoctorError(f"{change.path} has changed since it was read and was left alone: run it again")
        if not stat.S_ISREG(state.st_mode) or not os.access(target, os.W_OK):
            raise DoctorError(f"{change.path} is write-protected and was left alone: make it writable, or use --patch")
        replace_whole(target, change.after, state)
    except OSError as error:
        raise DoctorError(f"{change.path} could not be written ({error.strerror}); it is as it was") from None


def write_new(path: Path, patch: bytes, force: bool) -> None:
    """The patch as a new file; over one that is there only by ``force``. Raises DoctorError where that fails."""
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(patch)
    except FileExistsError:
        raise DoctorError(f"{path} is there already: name another file, or add --force") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DoctorError(f"{path} cannot be written ({reason}): name another file") from None


def git_folder(root: Path) -> Path:
    """The folder from which git counts the paths of a patch, the project's own where git is not used."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def replace_whole(target: Path, content: bytes, state: os.stat_result) -> None:
    """The content beside the file, then in its place, with its mode, owner and attributes. Raises OSError."""
    number, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _like(beside, target, state)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _like(beside: Path, target: Path, state: os.stat_result) -> None:
    """Owner, mode and attributes of the file for the one that takes its place; the time is now."""
    own = beside.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (state.st_uid, state.st_gid):
        os.chown(beside, state.st_uid, state.st_gid)
    shutil.copystat(target, beside)
    os.utime(beside)


def _target(root: Path, path: str) -> Path:
    """The file that a path of the project leads to, links resolved. Raises DoctorError where that is outside of it."""
    real = Path(os.path.realpath(root))
    target = Path(os.path.realpath(real / path))
    if not target.is_relative_to(real):
        raise DoctorError(f"{path} leads out of the project and was left alone: change it there")
    return target
