"""The transcript of a walkthrough in a file, which is never another file of the user's."""

from __future__ import annotations

from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.walkthrough.console.documents import TRANSCRIPT, transcript
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.store import write_whole


def check_place(path: Path | None) -> None:
    """Before anybody answers anything: raises DoctorError where no transcript can be written there, or may be."""
    if path is None:
        return
    try:
        if path.is_dir():
            raise DoctorError(f"{path} is a directory: name a file for the transcript")
        if not path.parent.is_dir():
            raise DoctorError(f"there is no folder {path.parent} for the transcript: make it, or name another")
        if path.exists() and path.stat().st_size and not _is_transcript(path):
            raise DoctorError(f"{path} is no transcript and is not overwritten: name another file")
    except OSError as error:
        raise DoctorError(f"{path} cannot be used ({error.strerror}): name another transcript") from None


def write_transcript(path: Path | None, result: Result) -> None:
    """The transcript as far as it goes, where one is wanted. Raises DoctorError where it cannot be written."""
    if path is None:
        return
    check_place(path)
    try:
        write_whole(path, transcript(result).encode("utf-8"))
    except OSError as error:
        raise DoctorError(f"{path} could not be written ({error.strerror}): name another transcript") from None


def _is_transcript(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(TRANSCRIPT)) == TRANSCRIPT.encode()
    except OSError:
        return False
