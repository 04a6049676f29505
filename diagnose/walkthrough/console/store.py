"""Walkthroughs that were left, in the user's state folder: written whole or not at all, for the user's eyes only."""

from __future__ import annotations

import gzip
import os
import tempfile
import time
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
            _write(place / f"{_stem(saved.log)}.log.gz", gzip.compress(raw, mtime=0))
        _write(place / f"{_stem(saved.log)}.json", dump(saved).encode("utf-8"))
    except OSError as error:
        raise DoctorError(f"the session could not be saved ({error.strerror}): make room in {folder()}") from None


def find(log: str) -> Saved | None:
    """The session of the log with this digest, None where there is none. Raises DoctorError for a damaged one."""
    path = folder() / f"{_stem(log)}.json"
    return _read(path) if path.is_file() else None


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
    path = folder() / f"{_stem(saved.log)}.log.gz"
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError):
        return None


def forget(log: str) -> None:
    """Remove the session of this log, and the log."""
    for ending in ("json", "log.gz"):
        try:
            (folder() / f"{_stem(log)}.{ending}").unlink(missing_ok=True)
        except OSError:
            continue


def _stem(log: str) -> str:
    return log[:32]


def _latest() -> list[Path]:
    try:
        return sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []


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


def _write(path: Path, data: bytes) -> None:
    """Atomic: whoever reads finds the old content or the new, never half of it. mkstemp gives it to the user alone."""
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
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
