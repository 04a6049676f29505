"""One file of many: read to the end, or why not."""

from __future__ import annotations

from diagnose.errors import DoctorError
from diagnose.input import BinaryInput, EmptyInput
from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Skipped
from diagnose.model.playbook import PlaybookSet
from diagnose.model.triage import Sighting
from diagnose.pipeline import Progress, diagnose_file
from diagnose.triage.find import Candidate
from diagnose.triage.sightings import sightings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its faults; why it could not be read, or not to its end; or that it is no log.

    Only a file that was found in a folder may be no log: one that was named is to be read.
    """

    found: tuple[Sighting, ...] = ()
    unread: tuple[Skipped, ...] = ()
    read: bool = False
    binary: bool = False
    empty: bool = False


def read(file: Candidate, known: PlaybookSet, progress: Progress | None = None) -> Outcome:
    """What came of a file. One that makes the program itself fail is reported and stops nothing."""
    try:
        report = diagnose_file(file.path, known, progress)
        return Outcome(sightings(report), report.skipped, read=True)
    except DoctorError as error:
        if not file.named and isinstance(error, (BinaryInput, EmptyInput)):
            return Outcome(binary=isinstance(error, BinaryInput), empty=isinstance(error, EmptyInput))
        return unreadable(file, str(error))
    except MemoryError:
        return unreadable(file, f"{file.path} does not fit into memory: cut out the part around the error.")
    except Exception as error:
        fault = f"{type(error).__name__}: {str(error)[:200]}"
        return unreadable(file, f"{file.path} makes autogen-doctor itself fail ({fault}): please report it.")


def unreadable(file: Candidate, reason: str) -> Outcome:
    """A file that could not be read, and why."""
    return Outcome(unread=(Skipped(file.path, reason),))
