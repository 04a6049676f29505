"""``python -m site_builder [FOLDER]``: build the catalogue and hold it to what it promises."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from diagnose.model.playbook import PlaybookSet
from diagnose.playbook import load
from diagnose.playbook.locate import shipped_folder
from diagnose.playbook.verified import read_verified
from site_builder.build import build
from site_builder.check import faults
from site_builder.excerpts import Labelled, read_samples
from site_builder.search.asked import answers, questions

ENOUGH = 0.9
"""So many of the samples' messages must find their class among the first three."""


def main(folder: Path) -> int:
    """Build into the folder; 1 where it breaks a promise."""
    known = load().playbooks
    record = read_verified(shipped_folder())
    samples = read_samples()
    written = build(known, record.causes, samples, folder)
    wrong = [*([record.wrong] if record.wrong else []), *faults(written), *_unfound(folder, known, samples)]
    for fault in wrong:
        print(fault, file=sys.stderr)
    size = sum(len(text.encode()) for text in written.values())
    print(f"{len(written)} files, {size / 1024:.0f} KiB: open {folder / 'index.html'}")
    return 1 if wrong else 0


def _unfound(folder: Path, known: PlaybookSet, samples: tuple[Labelled, ...]) -> Iterator[str]:
    """What the search does not find, where it is too much."""
    if shutil.which("node") is None:
        print("no Node here: the search was not tried")
        return
    found = answers(folder, questions(samples, (playbook.id for playbook in known.playbooks)))
    for most in (1, 3):
        right = sum(answer.place is not None and answer.place < most for answer in found)
        print(f"search: {right} of {len(found)} messages find their class among the first {most}")
    if right < ENOUGH * len(found):
        yield f"search: fewer than {ENOUGH:.0%} find their class among the first three"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
