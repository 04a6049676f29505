"""The samples of a pack, diagnosed and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from diagnose.authoring.judging import answered, failings, is_right
from diagnose.errors import DoctorError
from diagnose.model.confusion import Confusion, Failing, Label
from diagnose.model.playbook import PlaybookSet
from diagnose.pipeline import diagnose_file
from diagnose.playbook.packs import read_pack
from diagnose.prefilter.literals import required

TODO = "TODO "
Told = Callable[[int], None]


def confusion(
    labels: Sequence[Label], known: PlaybookSet, own: Sequence[str] = (), todo: Sequence[str] = (),
    told: Told = lambda _: None,
) -> Confusion:  # fmt: skip
    """Each sample diagnosed by these playbooks and held against its label; ``told`` hears how many are done."""
    cells: Counter[tuple[str, str]] = Counter()
    failing: list[Failing] = []
    for done, label in enumerate(labels):
        told(done)
        try:
            report = diagnose_file(label.file, known)
        except DoctorError as error:
            failing.append(Failing("unread", label.id, label.place, label.label, str(error)))
            continue
        faults = list(failings(label, report))
        failing += faults
        cells[label.expected, label.expected if is_right(label, report) else answered(report)] += 1
    counted = tuple((*cell, number) for cell, number in sorted(cells.items()))
    return Confusion(len(labels), counted, tuple(failing), tuple(own), tuple(todo), _slow(known, own))


def _slow(known: PlaybookSet, own: Sequence[str]) -> tuple[str, ...]:
    """The classes that keep long logs from being read in parts."""
    mine = [playbook for playbook in known.playbooks if playbook.id in own]
    patterns = ((one.id, text) for one in mine for signature in one.signatures for text in signature.condition.line)
    return tuple(dict.fromkeys(name for name, pattern in patterns if required(pattern) is None))


def pack_contents(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The classes that a pack has files for, and the places in its files that say TODO, as ``file:line``."""
    files = read_pack(folder, folder.as_posix()).files
    classes = tuple(sorted(file.stem for file in files if file.record == "class"))
    places = (
        f"{file.path}:{number}"
        for file in files
        for number, line in enumerate(file.content.decode("utf-8", "replace").splitlines(), 1)
        if TODO in line
    )
    return classes, tuple(places)
