"""A folder of the user's as a project: its source files, and what of it a trace names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.model.events import Frame
from diagnose.sources.files import Files
from diagnose.sources.imports import imported
from diagnose.sources.languages import NOTEBOOK, dialect_of
from diagnose.sources.resolve import resolve
from diagnose.sources.source import Place, Source
from diagnose.sources.walk import Also, Parts, is_also, rules_to, walk


class Project:
    """The project in ``root``. What it has read it remembers: after a change to its files, make a new one."""

    def __init__(self, root: Path | str) -> None:
        self._given = os.path.abspath(root)  # noqa: PTH100 - links are kept, for traces that print them
        self._files = Files(self._given)
        self.root = Path(self._files.fence.root)

    def __reduce__(self) -> tuple[type[Project], tuple[str]]:
        return Project, (self._given,)  # another process reads for itself

    def __repr__(self) -> str:
        return f"Project({self._given!r})"

    def source(self, path: Path | str) -> Source | None:
        """The file of this path, relative to the project or absolute; None for a notebook, and where there is none."""
        parts = self._parts(path)
        return None if parts is None else self._files.source(parts)

    def sources(self, path: Path | str) -> tuple[Source, ...]:
        """The same, and for a notebook each of its code cells."""
        parts = self._parts(path)
        return () if parts is None else self._files.sources(parts)

    def read(self, path: Path | str, most: int = 1 << 20) -> bytes | None:
        """The bytes of any file of the project; None where there is none, or it holds more than ``most``."""
        parts = self._parts(path)
        return None if parts is None else self._files.fence.read(parts, most)

    def files(self, paths: Sequence[Path | str] = (), also: Also | None = None) -> tuple[str, ...]:
        """The source files, sorted: all that git does not ignore, or those that the paths name and hold.

        Paths are those of a command line: from the current folder. What they name is taken even if it is ignored.
        ``also`` tells which files are taken beside source code.
        Raises DoctorError for one that is not there or lies outside the project.
        """
        found: set[Parts] = set()
        for path in paths:
            found.update(self._below(path, also))
        if not paths:
            found.update(walk(self._files.fence, (), self._files.above(), also))
        return tuple(sorted("/".join(parts) for parts in found))

    def imported(self, source: Source) -> tuple[Source, ...]:
        """What of the project a source imports, in the order of its imports; the other cells of a notebook first."""
        return imported(self._files, source)

    def resolve(self, frame: Frame) -> Place | None:
        """The place in the project that a frame names, None where it names none or it cannot be told which."""
        return resolve(self._files, (self._given, self._files.fence.root), frame)

    def _parts(self, path: Path | str) -> Parts | None:
        text = os.fspath(path)
        if not os.path.isabs(text):  # noqa: PTH117
            return tuple(part for part in (text.replace(os.sep, "/")).split("/") if part not in ("", "."))
        for root in (self._given, self._files.fence.root):
            if os.path.normcase(text).startswith(os.path.normcase(root).rstrip(os.sep) + os.sep):
                return self._parts(text[len(root) :].lstrip(os.sep))
        return None

    def _below(self, path: Path | str, also: Also | None) -> tuple[Parts, ...]:
        """The files that one path of a command line stands for."""
        try:
            real = os.path.realpath(path, strict=True)
        except (OSError, ValueError):
            raise DoctorError(f"{path} is not there: name a file or a folder of the project.") from None
        parts = self._files.fence.inside(real)
        if parts is None:
            raise DoctorError(f"{path} lies outside the project {self.root}: name a file or a folder in it.")
        if Path(real).is_dir():
            rules = rules_to(self._files.fence, parts, self._files.above())
            return tuple(walk(self._files.fence, parts, rules, also))
        is_code = dialect_of(parts[-1]) or parts[-1].lower().endswith(NOTEBOOK) or "." not in parts[-1]
        return (parts,) if is_code or is_also(also, parts) else ()
