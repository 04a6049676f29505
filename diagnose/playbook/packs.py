"""Folders of playbook files, each read once: what tells one state of a folder from another is what gets loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnose.model.dataclass import dataclass

LARGEST_FILE = 1 << 20
LARGEST_PACK = 32 << 20
MOST_FILES = 2000
_KINDS = (("causes", "cause"), ("classes", "class"))
_SHARED = ("exceptions", "facts")


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a folder of playbooks.

    ``path`` is what faults show, ``record`` what the file must hold: class, cause, exceptions or facts. ``unread`` says
    why there is no content.
    """

    path: str
    stem: str
    record: str
    content: bytes
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of playbooks under the name that faults show; ``files`` in the order in which they count."""

    label: str
    files: tuple[PackFile, ...]
    is_folder: bool = True


def read_pack(folder: Path, label: str) -> Pack:
    """The files of a folder. Never raises: what cannot be read says why."""
    files: list[PackFile] = []
    try:
        if not folder.is_dir():
            return Pack(label, (), is_folder=False)
        room = LARGEST_PACK
        for path, shown, record in pack_files(folder):
            if len(files) == MOST_FILES:
                files.append(PackFile(label, folder.stem, "", b"", f"the folder holds more than {MOST_FILES} files"))
                break
            files.append(_read(path, f"{label}/{shown}", record, room))
            room -= len(files[-1].content)
    except OSError as error:
        files.append(PackFile(label, folder.stem, "", b"", f"cannot be read: {error.strerror or error}"))
    return Pack(label, tuple(files))


def pack_files(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """The YAML files that count in a folder, sorted by name: causes, classes, what all share; what each must hold."""
    for name, record in _KINDS:
        if (folder / name).is_dir():
            for path in sorted((folder / name).iterdir()):
                if path.suffix in (".yaml", ".yml") and not path.name.startswith("."):
                    yield path, f"{name}/{path.name}", record
    for record in _SHARED:
        path = folder / f"{record}.yaml"
        if path.is_file():
            yield path, path.name, record


def _read(path: Path, shown: str, record: str, room: int) -> PackFile:
    try:
        if path.exists() and not path.is_file():  # a pipe would wait for ever, a device never end
            return PackFile(shown, path.stem, record, b"", "is no ordinary file; put the YAML itself there")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return PackFile(shown, path.stem, record, b"", f"cannot be read: {error.strerror or error}")
    if len(content) > LARGEST_FILE:
        return PackFile(shown, path.stem, record, b"", f"the file is larger than {LARGEST_FILE >> 20} MiB")
    if len(content) > room:
        return PackFile(shown, path.stem, record, b"", f"the folder holds more than {LARGEST_PACK >> 20} MiB")
    return PackFile(shown, path.stem, record, content)
