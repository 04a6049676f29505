"""Walkthroughs that were left, in the user's state folder: written whole or not at all, for the user's eyes only."""

from __future__ import annotations

import gzip
import os
import tempfile
import time
import zlib
from contextlib import suppress
from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.walkthrough.saved import Saved, Unfit, dump, parse

KEPT_DAYS = 30
"""Sessions that nobody has come back to for so long are removed at the next one that is saved."""
LARGEST_LOG = 64 << 20
"""A piped log beyond this is not kept, so that its session cannot be saved."""


def folder() -> Path:
    """Where sessions are kept."""
    from platformdirs import user_state_path

    return user_state_path("autogen-doctor", appauthor=False) / "sessions"


def save(saved: Saved, raw: bytes) -> None:
    """Keep the session, and the log itself where it was piped in. Raises DoctorError where that fails."""
    if not saved.source and len(raw) > LARGEST_LOG:
        raise DoctorError("the piped log is too large to be kept: write it to a file and start with that")
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _prune(place)
        if not saved.source:
            write_whole(place / _log_name(saved.log), gzip.compress(raw, mtime=0))
        write_whole(place / _name(saved), dump(saved).encode("utf-8"))
    except OSError as error:
        raise DoctorError(f"the session could not be saved ({error.strerror}): make room in {folder()}") from None


def find(log: str) -> Saved | None:
    """The session of the log with this digest, of several faults the one left last; None where there is none.

    Raises DoctorError for a damaged one.
    """
    paths = [path for path in _latest() if path.name.startswith(f"{_stem(log)}-")]
    return _read(paths[0]) if paths else None


def find_source(source: str) -> Saved | None:
    """The last session of the file with this absolute path, whatever its content was."""
    for path in _latest():
        saved = _readable(path)
        if saved is not None and saved.source == source:
            return saved
    return None


def latest() -> Saved | None:
    """The session that was left last, None where there is none. Raises DoctorError where it is damaged."""
    paths = _latest()
    return _read(paths[0]) if paths else None


def kept_log(saved: Saved) -> bytes | None:
    """The piped log of a session; None where it is gone."""
    try:
        return gzip.decompress((folder() / _log_name(saved.log)).read_bytes())
    except (OSError, EOFError, zlib.error):
        return None


def forget(saved: Saved) -> None:
    """Remove this session, and the log that was kept, where no session of another of its faults needs it."""
    with suppress(OSError):
        (folder() / _name(saved)).unlink(missing_ok=True)
        if not list(folder().glob(f"{_stem(saved.log)}-*.json")):
            (folder() / _log_name(saved.log)).unlink(missing_ok=True)


def _stem(log: str) -> str:
    return log[:32]


def _name(saved: Saved) -> str:
    return f"{_stem(saved.log)}-{saved.fault}.json"


def _log_name(log: str) -> str:
    return f"{_stem(log)}.log.gz"


def _latest() -> list[Path]:
    """The sessions, the one left last first."""
    times: dict[Path, float] = {}
    with suppress(OSError):
        for path in folder().glob("*.json"):
            times[path] = path.stat().st_mtime
    return sorted(times, key=lambda path: -times[path])


def _readable(path: Path) -> Saved | None:
    try:
        return _read(path)
    except DoctorError:
        return None


def _read(path: Path) -> Saved:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise DoctorError(f"the saved session cannot be read ({reason}): start anew without --resume") from None
    except Unfit as wrong:
        raise DoctorError(f"the saved session cannot be gone on with, {wrong}: start anew without --resume") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once: whoever reads it finds the old content or the new. mkstemp gives it to the user alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(place: Path) -> None:
    oldest = time.time() - KEPT_DAYS * 86_400
    for path in place.iterdir():
        with suppress(OSError):  # another process may have removed it
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
