"""package-lock.json: the agent packages in it, and in which versions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diagnose.checks.foreign import parsed, table_at, text_at
from diagnose.checks.versions import release

LARGEST = 32 << 20
MOST_PACKAGES = 60
_OWN = ("package-lock.json", "npm-shrinkwrap.json")
_OTHERS = ("yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")
_NAMES = frozenset(
    (
        "openai", "langchain", "ai", "ollama", "undici", "p-limit", "llamaindex", "groq-sdk", "cohere-ai",
        "@anthropic-ai/sdk", "@google/genai", "@google/generative-ai", "@mistralai/mistralai",
        "@modelcontextprotocol/sdk",
    )
)  # fmt: skip
_SCOPES = ("@langchain/", "@ai-sdk/", "@autogen/", "@ag2/", "@llamaindex/", "@openai/")
_FOLDER = "node_modules/"


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file: where it lies, seen from the working folder, and each agent package's versions, rising.

    ``unread`` says why it was not read, and is empty otherwise.
    """

    place: str
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: str = ""


def locked_packages(folder: Path) -> Lock | None:
    """The lock file of the folder, or of the nearest one above that has one; None where none has."""
    for depth, above in enumerate((folder, *folder.parents)):
        for name in (*_OWN, *_OTHERS):
            if (above / name).is_file():
                place = "/".join([".."] * depth + [name])
                if name in _OWN:
                    return _read(above / name, place)
                return Lock(place, unread=f"{place} is not read, only package-lock.json is.")
    return None


def _read(path: Path, place: str) -> Lock:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return Lock(place, unread=f"{place} cannot be read: {os.strerror(error.errno or 0)}.")
    if len(content) > LARGEST:
        return Lock(place, unread=f"{place} is larger than {LARGEST >> 20} MiB.")
    lock = parsed(content)
    if not isinstance(lock, dict):
        return Lock(place, unread=f"{place} is not JSON.")
    return Lock(place, _versions(_flat(lock) if "packages" in lock else _nested(lock)))


def _flat(lock: object) -> Iterator[tuple[str, object]]:
    """The entries of versions 2 and 3: paths of folders, the project itself under the empty one."""
    for path, entry in table_at(lock, "packages").items():
        if _FOLDER in path:
            yield text_at(entry, "name") or path.rpartition(_FOLDER)[2], entry


def _nested(lock: object) -> Iterator[tuple[str, object]]:
    """The entries of version 1: what a package alone needs stands under it."""
    tables = [table_at(lock, "dependencies")]
    while tables:
        for name, entry in tables.pop().items():
            yield name, entry
            tables.append(table_at(entry, "dependencies"))


def _versions(entries: Iterable[tuple[str, object]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, entry in entries:
        version = text_at(entry, "version")
        if (name in _NAMES or name.startswith(_SCOPES)) and release(version) and len(name) < 100:
            found.setdefault(name, set()).add(version)
    listed = sorted(found.items())[:MOST_PACKAGES]
    return {name: tuple(sorted(versions, key=lambda one: (release(one), one))) for name, versions in listed}
