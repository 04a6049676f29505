"""What came of reading playbooks: the values, and everything that is wrong in their files."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import PlaybookSet


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a playbook file: where, at which key, and what would be right."""

    path: str
    line: int
    key: str
    wrong: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.path}:{self.line}: {key}{self.wrong}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folders hold. A file in ``faults`` is left out; ``remarks`` are worth knowing and stop nothing."""

    playbooks: PlaybookSet
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
