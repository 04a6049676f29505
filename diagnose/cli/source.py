"""The user's own source beside a report: ``diagnose --source``, and the project that one stands in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from diagnose.errors import DoctorError
from diagnose.matching.strands import own_frames
from diagnose.model.dataclass import dataclass
from diagnose.model.report import Diagnosis, Report
from diagnose.nearby import may_hold, project_folder

if TYPE_CHECKING:
    from diagnose.patterns import Hit


@dataclass(frozen=True, slots=True)
class Sourced:
    """A report with what the code says, the folder of that code, and the places in it that likely causes rest on."""

    report: Report
    root: Path | None
    hits: tuple[Hit, ...] = ()


def read_source(report: Report, folder: Path | None) -> Sourced:
    """The report with what the code says: of a folder that was named, else of the project that one stands in.

    Nothing is loaded for it where no diagnosis has a cause that can be seen in code. Raises DoctorError for a folder
    that is none.
    """
    if folder is not None and not folder.is_dir():
        raise DoctorError(f"--source {folder}: that is no folder; name the one that holds the program's source")
    told = [one for one in report.diagnoses if any(candidate.cause.code for candidate in one.candidates)]
    root = folder if folder is not None else _root()
    if not told or root is None or (folder is None and not may_hold(root, _named(told))):
        return Sourced(report, root)
    from diagnose.evidence import CodeReader
    from diagnose.sources import Project

    reader = CodeReader(Project(root), wide=folder is not None)
    return Sourced(reader.report(report), root, reader.offered)


def with_source(report: Report, folder: Path | None) -> Report:
    """The report alone of ``read_source``."""
    return read_source(report, folder).report


def _root() -> Path | None:
    try:
        return project_folder(Path.cwd())
    except OSError:  # the folder that one stands in is gone
        return None


def _named(diagnoses: Iterable[Diagnosis]) -> set[str]:
    """The names of files that the errors' own frames name, in lower case."""
    frames = (frame for one in diagnoses if one.event is not None for frame in own_frames(one.event))
    return {PureWindowsPath(frame.filename).name.lower() for frame in frames}
