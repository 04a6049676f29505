"""Proving cases: each in turn before, after, and the mutations that must not pass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from diagnose.model.proof import Mutation
from proofs.cases import Case, faults_of
from proofs.execution import Run, execute
from proofs.judgement import complaints
from proofs.server import FaultServer


@dataclass(frozen=True)
class Verdict:
    """What came of a case: no ``wrong`` means that it is proven. Runs are there as far as it went."""

    case: Case
    wrong: tuple[str, ...]
    before: Run | None = None
    after: Run | None = None

    @property
    def proven(self) -> bool:
        """Whether everything held."""
        return not self.wrong


def prove(case: Case, server: FaultServer) -> Verdict:
    """Run before and after under the same conditions, then each mutation of after."""
    wrong = faults_of(case)
    if wrong:
        return Verdict(case, tuple(wrong))
    before = execute(case, case.code("before"), server, case.limit)
    wrong += [f"before {text}" for text in complaints(case, "before", before)]
    after = execute(case, case.code("after"), server, case.limit)
    wrong += [f"after {text}" for text in complaints(case, "after", after)]
    if not wrong:
        wrong += [text for mutation in case.proof.mutations if (text := _survival(case, mutation, server))]
    return Verdict(case, tuple(wrong), before, after)


def _survival(case: Case, mutation: Mutation, server: FaultServer) -> str | None:
    """None where the proof notices that the fix was taken out."""
    mutated = case.code("after").replace(mutation.take, mutation.put)
    run = execute(case, mutated, server, case.limit)
    if complaints(case, "after", run):
        return None
    return f"after still passes with {mutation.put!r} in place of {mutation.take!r}: its conditions prove nothing"


class Workers:
    """Threads that each have a fault server of their own."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._own = threading.local()
        self._servers: list[FaultServer] = []

    def __enter__(self) -> Workers:
        self._pool = ThreadPoolExecutor(self._number, initializer=self._start)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        for server in self._servers:
            server.__exit__(None, None, None)

    def _start(self) -> None:
        server = FaultServer()
        server.__enter__()
        self._own.server = server
        self._servers.append(server)

    def prove(self, found: Iterable[Case], tell: Callable[[Verdict], None]) -> list[Verdict]:
        """The verdicts in the order of the cases; ``tell`` hears of each as it comes."""

        def one(case: Case) -> Verdict:
            verdict = prove(case, self._own.server)
            tell(verdict)
            return verdict

        return list(self._pool.map(one, found))


def prove_all(found: Sequence[Case], jobs: int, tell: Callable[[Verdict], None]) -> list[Verdict]:
    """Prove side by side; what fails is tried once more with the machine to itself, since some bounds are times."""
    with Workers(jobs) as workers:
        verdicts = workers.prove(found, tell)
    again = [verdict.case for verdict in verdicts if not verdict.proven and verdict.before is not None]
    with Workers(1) as workers:
        second = {verdict.case.id: verdict for verdict in workers.prove(again, tell)}
    return [second.get(verdict.case.id, verdict) for verdict in verdicts]
