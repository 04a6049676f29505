"""A draft in a pack's folder: the class, its sample and the sample's label. Nothing that is there is written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnose.authoring.draft import Draft
from diagnose.authoring.labels import MANIFEST, labels_node
from diagnose.authoring.scalars import scalar
from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.report import FactValue
from diagnose.playbook.marks import Items, Unreadable, parse

SAMPLES = "samples"
_HEAD = "# Labels of the samples: what must be said of each. Check what was read from the log.\n"


@dataclass(frozen=True, slots=True)
class Written:
    """The three files of a draft."""

    playbook: Path
    sample: Path
    manifest: Path


def files_of(folder: Path, name: str, stem: str) -> Written:
    """Where a draft of this id, from a log of this name, is written."""
    samples = folder / SAMPLES
    return Written(folder / "classes" / f"{name}.yaml", samples / name / f"{stem}.log", samples / MANIFEST)


def refuse_to_overwrite(files: Written, name: str) -> None:
    """Raises DoctorError where a file of the draft is there already."""
    for path in (files.playbook, files.sample):
        if path.exists() or path.is_symlink():
            raise DoctorError(f"{path.as_posix()} is there already and stays as it is: take another --id than {name}")


def write_draft(draft: Draft, files: Written) -> None:
    """Write a draft. Raises DoctorError where that cannot be done; the class is written last."""
    label = _label(draft, files)
    manifest = _with_label(files.manifest, label)
    try:
        for path in (files.sample, files.playbook):
            path.parent.mkdir(parents=True, exist_ok=True)
        _put(files.sample, draft.sample)
        with files.manifest.open("a" if manifest is None else "w", encoding="utf-8", newline="\n") as file:
            file.write(label if manifest is None else manifest)
        _put(files.playbook, draft.text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DoctorError(f"the draft could not be written ({reason}: {getattr(error, 'filename', None)})") from None


def _put(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _with_label(path: Path, label: str) -> str | None:
    """A manifest that is to be written anew; None where the label can be put behind those that are there.

    Raises DoctorError where it cannot.
    """
    if not path.exists():
        return _HEAD + label
    node = labels_node(path)
    text = path.read_text(encoding="utf-8")
    if node is None:
        return text + ("" if text.endswith("\n") or not text else "\n") + label
    try:
        whole = parse(text + label)
    except Unreadable:
        whole = None
    if isinstance(node, Items) and isinstance(whole, Items) and len(whole.nodes) == len(node.nodes) + 1:
        return None
    raise DoctorError(
        f"{path.as_posix()} is no list of labels to which one could be added: write it as lines that begin with '- id:'"
    )


def _label(draft: Draft, files: Written) -> str:
    sample = f"{files.sample.parent.name}/{files.sample.name}"
    lines = [f"- id: {scalar(sample.removesuffix('.log'))}", f"  file: {scalar(sample)}", f"  class: {draft.id}"]
    lines += ["  causes: []", *_facts(draft.facts)]
    return "".join(f"{line}\n" for line in lines)


def _facts(facts: tuple[tuple[str, FactValue], ...]) -> Iterator[str]:
    if facts:
        yield "  facts:"
    for name, value in facts:
        yield f"    {name}: {scalar(value) if isinstance(value, str) else value}"
