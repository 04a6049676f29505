"""The labels of samples: ``manifest.yaml``, in the form that ``sample_traces/README.md`` describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from diagnose.errors import DoctorError
from diagnose.model.confusion import NO_ERROR, UNKNOWN, Label
from diagnose.playbook.marks import Items, Node, Scalar, Table, Unreadable, parse
from diagnose.playbook.packs import LARGEST_FILE
from diagnose.playbook.texts import is_id

MANIFEST = "manifest.yaml"
_SHOWN = 3


def read_labels(folder: Path) -> tuple[Label, ...]:
    """The labels of a folder of samples and of the folders in it that have a manifest of their own.

    Raises DoctorError, naming file and line, where there is none or one cannot be read.
    """
    found = [place for place in (folder, *_below(folder)) if (place / MANIFEST).is_file()]
    if not found:
        raise DoctorError(f"there is no {folder.as_posix()}/{MANIFEST}: it says of which class each sample is")
    labels: list[Label] = []
    faults: list[str] = []
    for place in found:
        path = place / MANIFEST
        for label in _labels(labels_node(path), place, path.as_posix()):
            if isinstance(label, Label):
                labels.append(label)
            else:
                faults.append(label)
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise DoctorError("; ".join(faults[:_SHOWN]) + more)
    return tuple(labels)


def labels_node(path: Path) -> Node | None:
    """The document of a manifest. Raises DoctorError where it is none."""
    try:
        with path.open("rb") as file:
            return parse(file.read(LARGEST_FILE + 1).decode("utf-8-sig"))
    except Unreadable as unreadable:
        raise DoctorError(f"{path.as_posix()}:{unreadable.line}: {unreadable.reason}") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DoctorError(f"{path.as_posix()}: cannot be read: {reason}") from None


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def _labels(node: Node | None, folder: Path, shown: str) -> Iterator[Label | str]:
    """The labels in order, a sentence for each that is none."""
    if not isinstance(node, Items) or not node.nodes:
        yield f"{shown}:{node.line if node else 1}: must be a list of labels, each with id, file and class"
        return
    for item in node.nodes:
        wrong = _wrong(item)
        yield f"{shown}:{item.line}: {wrong}" if wrong or not isinstance(item, Table) else _label(item, folder, shown)


def _wrong(item: Node) -> str:
    """Why this is no label; empty where it is one."""
    if not isinstance(item, Table):
        return "a label is a mapping with id, file and class"
    for key in ("id", "file", "class"):
        if not _word(item, key):
            return f"the label has no {key}"
    label, file = _word(item, "class"), PurePosixPath(_word(item, "file"))
    if label not in (NO_ERROR, UNKNOWN) and not is_id(label):
        return f"class: {label[:60]!r} is not an id; write a class, {NO_ERROR} or {UNKNOWN}"
    if file.is_absolute() or ".." in file.parts or "\0" in str(file):
        return f"file: {str(file)[:60]!r} must lie in the folder of the manifest"
    return ""


def _label(item: Table, folder: Path, shown: str) -> Label:
    facts, misses = item.get("facts"), item.get("known_miss")
    return Label(
        id=_word(item, "id"),
        file=(folder / _word(item, "file")).as_posix(),
        place=f"{shown}:{item.line}",
        label=_word(item, "class"),
        causes=_words(item.get("causes") or item.get("cause")),
        facts=tuple((name.text, words) for name, value in _entries(facts) if (words := _words(value))),
        accept=_words(item.get("accept")),
        also=_words(item.get("also")),
        status=_word(item, "status"),
        known_miss=tuple(name.text for name, _ in _entries(misses)),
    )


def _entries(node: Node | None) -> list[tuple[Scalar, Node]]:
    return node.entries if isinstance(node, Table) else []


def _word(item: Table, key: str) -> str:
    value = item.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _words(node: Node | None) -> tuple[str, ...]:
    nodes = node.nodes if isinstance(node, Items) else [node]
    return tuple(one.text for one in nodes if isinstance(one, Scalar) and not one.is_null)
