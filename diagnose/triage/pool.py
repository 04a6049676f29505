"""Many files on all cores. What comes out does not depend on how many there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

from diagnose.model.playbook import PlaybookSet
from diagnose.processes import MOST_JOBS, undisturbed, workers
from diagnose.triage.find import Candidate
from diagnose.triage.reading import Outcome, read, unreadable

_PER_FILE = 0.01
_PER_BYTE = 1 / 20_000_000
_WORTH_A_POOL = 0.5
"""Seconds that one core would take, from which on other processes are started."""
_BEAT = 0.3

Told = Callable[[int], None]
"""Is told how many bytes of all files are done."""


def outcomes(files: Sequence[Candidate], known: PlaybookSet, jobs: int, told: Told) -> list[Outcome]:
    """What came of each file, in their order, read by at most so many processes.

    Few and small files are read by this process alone. Where a process dies over a file, that file is ``unread`` and
    the others go on. KeyboardInterrupt ends all processes.
    """
    shared = [at for at, file in enumerate(files) if file.regular]
    effort = sum(_PER_FILE + _PER_BYTE * files[at].size for at in shared)
    done: dict[int, Outcome] = {}
    tally = _Tally(files, told)
    if jobs > 1 and len(shared) > 1 and effort > _WORTH_A_POOL:
        _read_together(files, deque(sorted(shared, key=lambda at: -files[at].size)), known, jobs, done, tally)
    for at, file in enumerate(files):
        if at not in done:
            done[at] = read(file, known, tally.within)
            tally.finished(at)
    return [done[at] for at in range(len(files))]


class _Tally:
    """Counts the bytes of the files that are done."""

    def __init__(self, files: Sequence[Candidate], told: Told) -> None:
        self._files = files
        self._told = told
        self._bytes = 0

    def within(self, part: int) -> None:
        """So many bytes of a further file are done."""
        self._told(self._bytes + part)

    def finished(self, at: int) -> None:
        self._bytes += self._files[at].size
        self._told(self._bytes)


def _read_together(
    files: Sequence[Candidate], waiting: deque[int], known: PlaybookSet, jobs: int, done: dict[int, Outcome],
    tally: _Tally,
) -> None:  # fmt: skip
    """Fills ``done``; the largest files go first, so that no core waits long for another at the end."""
    while waiting:
        for at in _until_broken(files, waiting, known, min(jobs, len(waiting), MOST_JOBS), done, tally):
            alone: dict[int, Outcome] = {}
            if _until_broken(files, deque([at]), known, 1, alone, tally):
                alone[at] = unreadable(files[at], f"{files[at].path} {_DIED}")
            done.update(alone)


_DIED = "ended the process that read it, as when memory runs out: cut out the part around the error."


def _until_broken(
    files: Sequence[Candidate], waiting: deque[int], known: PlaybookSet, jobs: int, done: dict[int, Outcome],
    tally: _Tally,
) -> list[int]:  # fmt: skip
    """Read what is waiting. Where a process dies, those that were being read then: it was over one of them."""
    running: dict[Future[Outcome], int] = {}
    with workers(jobs, _begin, known) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * jobs:
                    with undisturbed():
                        running[pool.submit(_read, files[waiting[0]])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, _BEAT, FIRST_COMPLETED).done:
                    done[running[future]] = future.result()
                    tally.finished(running.pop(future))
                tally.within(0)
        except BrokenProcessPool:
            return sorted(running.values())
    return []


_known: PlaybookSet | None = None
"""In a worker: the playbooks, handed over once."""


def _begin(known: PlaybookSet) -> None:
    global _known
    _known = known


def _read(file: Candidate) -> Outcome:
    assert _known is not None
    return read(file, _known)
