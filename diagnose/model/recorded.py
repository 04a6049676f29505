"""What was recorded apart from the playbooks, and is read where a log asks for it."""

from __future__ import annotations

from collections.abc import Callable

from diagnose.model.dataclass import dataclass
from diagnose.model.frametable import FrameTable
from diagnose.model.playbook import Cause
from diagnose.model.verified import Runs


def _no_runs(_: Cause) -> Runs:
    return {}


@dataclass(frozen=True, slots=True)
class Recorded:
    """``frames`` gives on which lines functions stand in which version, ``runs`` with what a cause's fixes were run."""

    frames: Callable[[], FrameTable] = dict
    runs: Callable[[Cause], Runs] = _no_runs


NOTHING = Recorded()
