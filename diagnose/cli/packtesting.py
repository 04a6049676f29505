"""What ``autogen-doctor playbooks test`` does: a pack's samples in, the confusion table out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from diagnose.cli.status import CLEAN, FINDINGS
from diagnose.errors import DoctorError
from diagnose.model.confusion import Label
from diagnose.render.view import View

SAMPLES = "samples"
CHECKOUT_SAMPLES = "sample_traces"


def run_pack(path: Path | None, samples: Sequence[Path], form: str, playbooks: Sequence[Path], view: View) -> int:
    """Write how the samples are answered; the exit status. Raises DoctorError where there is nothing to test."""
    from diagnose.authoring.confusion import confusion, pack_contents
    from diagnose.authoring.labels import read_labels
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import write
    from diagnose.playbook import shipped_folder
    from diagnose.render.confusion import as_json, as_text

    if path is not None and not path.is_dir():
        raise DoctorError(f"there is no folder {path}: name a pack, a folder with classes/ and samples/")
    pack = path or shipped_folder()
    labels = [label for folder in _folders(path, samples) for label in read_labels(folder)]
    folders = list(dict.fromkeys([*playbooks, *([path] if path else [])]))
    known = known_playbooks(folders)
    with _told(labels) as told:
        found = confusion(labels, known, *pack_contents(pack), told)
    write(as_json(found, view) if form == "json" else as_text(found, view))
    return CLEAN if not found.failing and _is_sound(pack, folders) else FINDINGS


def _folders(path: Path | None, samples: Sequence[Path]) -> list[Path]:
    """Where the samples are: named, beside the pack's playbooks, or in the checkout that this program runs from."""
    from diagnose.playbook import shipped_folder

    for folder in samples:
        if not folder.is_dir():
            raise DoctorError(f"there is no folder {folder} of samples: name one that has a manifest.yaml")
    if samples:
        return list(samples)
    if path is not None:
        if not (path / SAMPLES).is_dir():
            raise DoctorError(f"{path} has no {SAMPLES}/: put labelled logs there, or name a folder with --samples")
        return [path / SAMPLES]
    beside = _near(shipped_folder().parent / CHECKOUT_SAMPLES)
    if not beside.is_dir():
        raise DoctorError(
            "the playbooks that come along have their samples in the source repository only: name a pack of your own, "
            "or a folder of samples with --samples"
        )
    return [beside]


def _near(folder: Path) -> Path:
    """The folder as seen from here, where that is shorter."""
    try:
        return folder.relative_to(Path.cwd())
    except (OSError, ValueError):
        return folder


def _is_sound(pack: Path, folders: Sequence[Path]) -> bool:
    """Whether all files of the pack are in use; ``known_playbooks`` has named those that are not."""
    from diagnose.cli.known import pack_folders
    from diagnose.knowledge import known

    label = f"{pack.as_posix()}/"
    return not any(fault.path.startswith(label) for fault in known(pack_folders(folders)).faults)


@contextmanager
def _told(labels: Sequence[Label]) -> Iterator[Callable[[int], None]]:
    """Takes the number of samples that are done; a bar shows how much of their bytes that is."""
    from diagnose.cli.progress import progress

    sizes = [_size(label.file) for label in labels]
    with progress(sum(sizes)) as tell:
        yield lambda done: tell(sum(sizes[:done]))


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0
