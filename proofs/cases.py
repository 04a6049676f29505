"""What there is to prove: every remedy with code, and the conditions that its playbook gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diagnose.model.playbook import Cause, PlaybookSet, Remedy
from diagnose.model.proof import Outcome, Proof

DEFAULT_LIMIT = 60.0
_NEW_AG2 = re.compile(r"^\s*(?:from|import) ag2\b", re.MULTILINE)
_RUNNABLE = ("python", "typescript")
SIDES = ("before", "after")


@dataclass(frozen=True)
class Case:
    """One remedy of a cause, and how it is proven."""

    cause: Cause
    index: int
    remedy: Remedy
    proof: Proof
    oldest: bool = False
    """Whether it is run with the oldest versions that its code is for, instead of the newest."""

    @property
    def id(self) -> str:
        """The cause and the remedy's number as ``explain`` counts, from 1."""
        return f"{self.cause.id}/{self.index + 1}"

    @property
    def environment(self) -> str:
        """The environment that the proof names, or the one of the framework."""
        return self.line + (".oldest" if self.oldest else "")

    @property
    def line(self) -> str:
        """The environment without its age."""
        if self.proof.environment:
            return self.proof.environment
        if self.remedy.framework == "ag2":
            return "ag2-1" if _NEW_AG2.search(self.remedy.after or "") else "ag2-0"
        return "python" if self.remedy.framework == "any" else self.remedy.framework

    @property
    def limit(self) -> float:
        """Seconds after which a program counts as hanging."""
        return self.proof.limit or DEFAULT_LIMIT

    @property
    def suffix(self) -> str:
        """Of the file that the program is put into."""
        return {"python": "py", "typescript": "mts"}.get(self.remedy.language, "txt")

    def code(self, side: str) -> str:
        """The program of a side, as the playbook shows it."""
        return (self.remedy.before if side == "before" else self.remedy.after) or ""

    def outcome(self, side: str) -> Outcome:
        """What the program of a side must show."""
        if side == "before":
            return self.proof.before or Outcome()
        return self.proof.after or Outcome()


def cases(known: PlaybookSet, wanted: Iterable[str] = ()) -> tuple[Case, ...]:
    """The cases of the causes (``unbounded-history``) or single remedies (``unbounded-history/2``) that are wanted, of
    all where none is. Raises KeyError with the name that does not exist."""
    found = tuple(_cases(known))
    names = tuple(wanted)
    for name in names:
        if not any(name in (case.id, case.cause.id) for case in found):
            raise KeyError(name)
    return tuple(case for case in found if not names or case.id in names or case.cause.id in names)


def _cases(known: PlaybookSet) -> Iterator[Case]:
    for cause in known.causes:
        for index, remedy in enumerate(cause.remedies):
            if remedy.before and remedy.after:
                yield Case(cause, index, remedy, (remedy.proof or Proof()).over(cause.proof))


def is_illustrative(case: Case) -> bool:
    """Whether it is shown without a proof, with the reason beside it."""
    return case.remedy.illustrative is not None


def faults_of(case: Case) -> list[str]:
    """What a proof lacks before anything runs, a sentence each."""
    proof, found = case.proof, []
    if case.remedy.language not in _RUNNABLE and not proof.harness:
        return [f"{case.remedy.language} cannot be run; mark it illustrative and say why"]
    ends = case.outcome("before").ends or "fails"
    if ends in ("fails", "warns") and not proof.classes:
        found.append("before fails and no class is named as which that is diagnosed")
    before, after = case.outcome("before"), case.outcome("after")
    if ends in ("runs", "hangs") and not (before.bounds or before.prints or ends == "hangs"):
        found.append("before runs, and nothing is measured or printed that shows the problem")
    if not (after.bounds or after.prints):
        found.append("after has no bound and prints nothing that shows that it works")
    lost = (mutation.take for mutation in proof.mutations if mutation.take not in case.code("after"))
    return [*found, *(f"a mutation takes {text!r}, which does not stand in after" for text in lost)]
