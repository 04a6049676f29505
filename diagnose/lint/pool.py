"""Many files on all cores. What comes out does not depend on how many there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

from diagnose.lint.callers import DIED, with_callers
from diagnose.lint.judge import judge
from diagnose.lint.judged import Judged
from diagnose.lint.plan import Plan
from diagnose.processes import MOST_JOBS, undisturbed, workers

_WORTH_A_POOL = 100
"""Files from which on other processes are started."""
_TOGETHER = 16
"""Files that are handed over at a time."""
_BEAT = 0.3


def judged(plan: Plan, files: Sequence[str], jobs: int) -> list[Judged]:
    """What came of each file, in their order, by at most so many processes.

    Few files are read by this process alone. Where a process dies over a file, that file is unread and the others go
    on. KeyboardInterrupt ends all processes.
    """
    return with_callers(plan, _each(plan, files, jobs))


def _each(plan: Plan, files: Sequence[str], jobs: int) -> list[Judged]:
    """What came of each file by itself."""
    if jobs < 2 or len(files) < _WORTH_A_POOL:
        return [judge(plan, path) for path in files]
    done: dict[str, Judged] = {}
    waiting = deque(tuple(files[at : at + _TOGETHER]) for at in range(0, len(files), _TOGETHER))
    while waiting:
        for path in _until_broken(plan, waiting, min(jobs, len(waiting), MOST_JOBS), done):
            if _until_broken(plan, deque([(path,)]), 1, done):
                done[path] = Judged(path, unread=DIED)
    return [done[path] for path in files]


def _until_broken(plan: Plan, waiting: deque[tuple[str, ...]], jobs: int, done: dict[str, Judged]) -> list[str]:
    """Judge what is waiting. Where a process dies, the files that were being judged then: it was over one of them."""
    running: dict[Future[list[Judged]], tuple[str, ...]] = {}
    with workers(jobs, _begin, plan) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * jobs:
                    with undisturbed():
                        running[pool.submit(_judge, waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, _BEAT, FIRST_COMPLETED).done:
                    done.update((one.path, one) for one in future.result())
                    del running[future]
        except BrokenProcessPool:
            return [path for part in running.values() for path in part]
    return []


_plan: Plan | None = None
"""In a worker: what is looked for, handed over once."""


def _begin(plan: Plan) -> None:
    global _plan
    _plan = plan


def _judge(part: Sequence[str]) -> list[Judged]:
    assert _plan is not None
    return [judge(_plan, path) for path in part]
