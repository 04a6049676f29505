"""Bytes of a file as source code."""

from __future__ import annotations

from diagnose.sources.decode import decoded, newline_of
from diagnose.sources.languages import NOTEBOOK, dialect_of, dialect_of_script
from diagnose.sources.notebook import notebook_sources
from diagnose.sources.source import Source

LARGEST = 1 << 20
LARGEST_NOTEBOOK = 16 << 20
"""A notebook holds its pictures too; of its code no cell may be larger than a file."""


def largest(path: str) -> int:
    """More bytes than these are not read."""
    return LARGEST_NOTEBOOK if path.lower().endswith(NOTEBOOK) else LARGEST


def sources_of(path: str, data: bytes) -> tuple[Source, ...]:
    """The source that a file holds, one for each code cell of a notebook; none where it is no source code."""
    if len(data) > largest(path):
        return ()
    if path.lower().endswith(NOTEBOOK):
        return notebook_sources(path, data, LARGEST)
    source = source_of(path, data)
    return () if source is None else (source,)


def source_of(path: str, data: bytes) -> Source | None:
    """A file that is no notebook; None where it is in no language that is known, or no text."""
    spoken = dialect_of(path)
    if spoken is None and "." not in path.rpartition("/")[2]:
        spoken = dialect_of_script(data[:200].partition(b"\n")[0].decode("latin-1"))
    if spoken is None:
        return None
    language, dialect = spoken
    read = decoded(data, python=language == "python")
    if read is None:
        return None
    text, encoding = read
    return Source(path, text, language, dialect, encoding, newline_of(text), data)
