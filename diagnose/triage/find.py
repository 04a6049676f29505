"""Which files the paths of a command line stand for: files, folders with all below them, patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path

from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Skipped
from diagnose.model.triage import LeftOut
from diagnose.triage.patterns import fits

_Id = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read. ``named`` tells one that the user has named from one that was only found in a folder."""

    path: str
    size: int = 0
    named: bool = True
    regular: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The files in the order of reading, and what came of the rest."""

    files: tuple[Candidate, ...]
    unread: tuple[Skipped, ...]
    left_out: LeftOut


def find(paths: Sequence[str]) -> Found:
    """The files that the paths stand for, each once, in the order of the paths; in a folder by name, files first.

    A pattern that the shell has not expanded is expanded. In folders hidden files and folders, pipes, sockets and
    devices are left out; links are followed, each folder once. Never raises: what cannot be looked at is ``unread``.
    """
    search = _Search()
    for path in paths:
        search.take(path)
    return Found(
        tuple(search.files),
        tuple(search.unread),
        LeftOut(hidden=search.hidden, special=search.special, twice=search.twice),
    )


@dataclass
class _Search:
    files: list[Candidate] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)
    hidden: int = 0
    special: int = 0
    twice: int = 0
    _folders: set[_Id] = field(default_factory=set)
    _seen: set[_Id] = field(default_factory=set)

    def take(self, path: str) -> None:
        """One path of the command line."""
        if not path:
            self.unread.append(Skipped(path, "A path is empty: name a file or a folder."))
            return
        if not os.path.lexists(path):
            path = _at_home(path)
        if os.path.lexists(path) or not glob.has_magic(path):
            self._named(path)
            return
        matches = list(self._matches(path))
        for match in matches:
            self._named(match)
        if not matches:
            self.unread.append(Skipped(path, f"{path} matches no file: check the pattern and the folder."))

    def _named(self, path: str) -> None:
        try:
            about = Path(path).stat()
        except (OSError, ValueError) as error:
            self._missing(path, error)
            return
        if stat.S_ISDIR(about.st_mode):
            for candidate in self._below(path):
                self._add(candidate)
        elif not self._is_known(self._seen, about):
            self.files.append(Candidate(path, about.st_size, True, stat.S_ISREG(about.st_mode)))

    def _matches(self, pattern: str) -> Iterator[str]:
        """What a pattern stands for. ``**`` goes through folders as a folder that is named: in no circle."""
        base, mark, rest = pattern.partition("**")
        if not mark:
            yield from _globbed(pattern)
            return
        wanted = [part for part in f"**{rest}".replace(os.sep, "/").split("/") if part]
        for folder in _globbed(base) if base else [os.curdir]:
            below = _Search()
            for candidate in below._below(folder):
                if fits(os.path.relpath(candidate, folder).replace(os.sep, "/").split("/"), wanted):
                    yield candidate if base else os.path.relpath(candidate, folder)
            self.unread += below.unread

    def _below(self, folder: str) -> Iterator[str]:
        """The files in a folder and in those below it."""
        pending = [folder]
        while pending:
            files, folders = self._listed(pending.pop())
            yield from files
            pending += reversed(folders)

    def _listed(self, folder: str) -> tuple[list[str], list[str]]:
        files: list[str] = []
        folders: list[str] = []
        try:
            if self._is_known(self._folders, Path(folder).stat(), count=False):
                return [], []
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.startswith("."):
                        self.hidden += 1
                    else:
                        (folders if _is_folder(entry) else files).append(entry.path)
        except OSError as error:
            reason = error.strerror or "no reason given"
            self.unread.append(Skipped(folder, f"{folder} could not be listed ({reason}): check its permissions."))
        return files, folders

    def _add(self, path: str) -> None:
        """A file that was found in a folder."""
        try:
            about = Path(path).stat()
        except OSError as error:
            self._missing(path, error)
            return
        if not stat.S_ISREG(about.st_mode):
            self.special += 1
        elif not self._is_known(self._seen, about):
            self.files.append(Candidate(path, about.st_size, named=False))

    def _missing(self, path: str, error: Exception) -> None:
        """What cannot be looked at; why it cannot be read otherwise is for the reader to say."""
        if not isinstance(error, FileNotFoundError):
            self.files.append(Candidate(path))
        elif Path(path).is_symlink():
            self.unread.append(Skipped(path, f"{path} is a link to a file that is not there."))
        else:
            self.unread.append(Skipped(path, f"{path} does not exist: check the spelling."))

    def _is_known(self, known: set[_Id], about: os.stat_result, count: bool = True) -> bool:
        """Whether it was there before under another name. Some file systems number nothing."""
        key = (about.st_dev, about.st_ino)
        if not about.st_ino or key not in known:
            known.add(key)
            return False
        self.twice += count
        return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link to itself, for one


def _at_home(path: str) -> str:
    """A path with the home folder that ``~`` stands for; the shell does so only where nothing is quoted."""
    try:
        return str(Path(path).expanduser()) if path.startswith("~") else path
    except RuntimeError:
        return path


def _globbed(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern))  # noqa: PTH207 - Path.glob takes no absolute pattern
