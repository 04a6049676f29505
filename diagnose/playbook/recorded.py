"""``frames.json`` and ``verified.json``, read once when a log first asks for them.

``python -m benchmarks.frametable`` writes the first: in which versions functions stand on which lines.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from diagnose.model.frametable import FrameTable, Product
from diagnose.model.playbook import Cause
from diagnose.model.recorded import Recorded
from diagnose.model.verified import Runs
from diagnose.playbook.locate import SHIPPED, shipped_folder

FRAMES = "frames.json"


def recorded() -> Recorded:
    """What is recorded; nothing is read yet."""
    return Recorded(frame_table, runs_of_cause)


@lru_cache(maxsize=1)
def frame_table() -> FrameTable:
    """The table of frames; empty where the file is not there or holds none."""
    try:
        with (shipped_folder() / FRAMES).open("rb") as file:
            document = json.load(file)
        return {name: _product(part) for name, part in document.items()}
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return {}


def runs_of_cause(cause: Cause) -> Runs:
    """With which versions the fixes of a cause were run, as the folder says that it comes from."""
    folder, _, _ = cause.path.rpartition("/causes/")
    return _record(shipped_folder() if folder == SHIPPED else Path(folder)).get(cause.id, {}) if folder else {}


@lru_cache(maxsize=8)
def _record(folder: Path) -> dict[str, Runs]:
    from diagnose.playbook.verified import read_verified

    return dict(read_verified(folder).causes)


def _product(part: Any) -> Product:
    versions = tuple(part["versions"].split())
    return Product(versions, part["read"] or range(len(versions)), part["files"])
