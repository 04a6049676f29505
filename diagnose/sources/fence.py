"""Opens files and folders of one folder, and nothing outside it: whatever a log names, wherever a link leads.

Each part of a path is opened in the folder before it, and none may be a link at that moment: so a link that is put
there in between is not followed either. Links that stay inside are followed by their real path.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST_NAME = 255
_DEEPEST = 64
_BY_FOLDER = os.open in os.supports_dir_fd and os.scandir in os.supports_fd and hasattr(os, "O_NOFOLLOW")
_READ = os.O_RDONLY
for _flag in ("O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):
    _READ |= getattr(os, _flag, 0)
_FOLDER = _READ | getattr(os, "O_DIRECTORY", 0)


class Fence:
    """A folder as the limit of what is read. ``root`` is its real path."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)

    def inside(self, path: str) -> tuple[str, ...] | None:
        """The parts of a real path below the root, None where it is elsewhere."""
        own, other = os.path.normcase(self.root), os.path.normcase(path)
        if own == other:
            return ()
        if not other.startswith(own.rstrip(os.sep) + os.sep):
            return None
        return Path(path[len(self.root) :].lstrip(os.sep)).parts

    def real(self, parts: Sequence[str]) -> tuple[str, ...] | None:
        """Where these parts really lead, inside the fence."""
        if not _is_plain(parts):
            return None
        try:
            return self.inside(os.path.realpath(os.path.join(self.root, *parts), strict=True))  # noqa: PTH118
        except (OSError, ValueError):
            return None

    def read(self, parts: Sequence[str], most: int) -> bytes | None:
        """The bytes of a regular file; None where there is none, or more than ``most`` of them."""
        with self._opened(parts, _READ) as number:
            if number is None:
                return None
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode) or status.st_size > most:
                return None
            return _read(number, most)

    def entries(self, parts: Sequence[str]) -> list[tuple[str, bool]]:
        """The names in a folder, sorted, and which of them are folders; links and special files are left out."""
        with self._opened(parts, _FOLDER) as number:
            if number is None:
                return []
            try:
                with os.scandir(number if _BY_FOLDER else self._path(parts)) as found:
                    return sorted(_entries(found))
            except OSError:
                return []

    def is_file(self, parts: Sequence[str]) -> bool:
        """Whether a regular file is there, reached without leaving the fence."""
        real = self.real(parts)
        try:
            return real is not None and stat.S_ISREG(os.lstat(self._path(real)).st_mode)
        except OSError:
            return False

    def _path(self, parts: Sequence[str]) -> str:
        return os.path.join(self.root, *parts)  # noqa: PTH118

    @contextmanager
    def _opened(self, parts: Sequence[str], flags: int) -> Iterator[int | None]:
        number = self._open(tuple(parts), flags) if _is_plain(parts) else None
        if number is None and (real := self.real(parts)) is not None and real != tuple(parts):
            number = self._open(real, flags)
        try:
            yield number
        finally:
            if number is not None and number >= 0:
                with suppress(OSError):
                    os.close(number)

    def _open(self, parts: tuple[str, ...], flags: int) -> int | None:
        try:
            if not _BY_FOLDER:
                return self._open_by_path(parts, flags)
            return self._open_by_folder(parts, flags)
        except (OSError, ValueError):
            return None

    def _open_by_folder(self, parts: tuple[str, ...], flags: int) -> int | None:
        number = os.open(self.root, _FOLDER)
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            try:
                # A pipe or a device must not even be opened: that alone can wait, or do something.
                mode = os.stat(part, dir_fd=number, follow_symlinks=False).st_mode if last else stat.S_IFDIR
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    return None
                below = os.open(part, flags if last else _FOLDER, dir_fd=number)
            finally:
                os.close(number)
            number = below
        return number

    def _open_by_path(self, parts: tuple[str, ...], flags: int) -> int | None:
        """Where folders cannot be opened (Windows): the real path is looked at before and after."""
        path = self._path(parts)
        if self.real(parts) != parts:
            return None
        mode = os.lstat(path).st_mode
        if stat.S_ISDIR(mode):
            return -1 if flags == _FOLDER else None
        if not stat.S_ISREG(mode):
            return None
        number = os.open(path, _READ)
        if self.real(parts) == parts and os.path.samestat(os.fstat(number), os.lstat(path)):
            return number
        os.close(number)
        return None


def _is_plain(parts: Sequence[str]) -> bool:
    """Whether each part is the name of something in the folder before it, and no more than that."""
    if len(parts) > _DEEPEST:
        return False
    return all(
        part not in ("", ".", "..")
        and len(part) <= _LONGEST_NAME
        and "/" not in part
        and "\0" not in part
        and not (os.sep == "\\" and ("\\" in part or ":" in part))
        for part in parts
    )


def _read(number: int, most: int) -> bytes | None:
    held = bytearray()
    while len(held) <= most:
        chunk = os.read(number, min(1 << 20, most + 1 - len(held)))
        if not chunk:
            return bytes(held)
        held += chunk
    return None


def _entries(found: Iterator[os.DirEntry[str]]) -> Iterator[tuple[str, bool]]:
    for entry in found:
        with suppress(OSError):
            is_junction = getattr(entry, "is_junction", None)
            if entry.is_dir(follow_symlinks=False) and not (is_junction and is_junction()):
                yield entry.name, True
            elif entry.is_file(follow_symlinks=False):
                yield entry.name, False
