"""The words that an error cannot do without, from the loaded playbooks and from the forms of traces."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import PlaybookSet
from diagnose.prefilter.forms import FORMS
from diagnose.prefilter.literals import required

_TELLING = 8
"""Letters from which on the name of an exception is looked for besides the forms' words."""
_ACCESS = "http/1."
"""Stands in each line of a server's access log; the forms have those that note a failure."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """Literals in lower case, found in any case: a line that begins an error holds at least one.

    There are none where some playbook's pattern has no such word; then every line must be looked at.
    """

    literals: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether lines without a literal need not be looked at."""
        return bool(self.literals)

    def hit(self, data: bytes) -> bool:
        """Whether some literal stands in UTF-8 text."""
        from diagnose.prefilter.engines import engine_for

        return not self.literals or bool(engine_for(self.literals).hits(data))


def triggers_of(known: PlaybookSet) -> Triggers:
    """The triggers of a set of playbooks, in alphabetical order; those that were compiled into it, where they were."""
    if known.triggers is not None:
        return Triggers(known.triggers)
    if not _latest or _latest[0][0] is not known:
        _latest[:] = [(known, Triggers(_derived(known)))]
    return _latest[0][1]


_latest: list[tuple[PlaybookSet, Triggers]] = []
"""Of a set that was not compiled: working its triggers out takes a third of a second."""


def _derived(known: PlaybookSet) -> tuple[str, ...]:
    words = set(FORMS) | {name for one in known.exceptions if len(name := _short(one.name)) >= _TELLING}
    for playbook in known.playbooks:
        for signature in playbook.signatures:
            for pattern in signature.condition.line:  # what is no line of its own stands in a trace
                found = required(pattern)
                if found is None:
                    return ()
                words |= found
    return tuple(sorted(_shortest(word for word in words if _ACCESS not in word)))


def _short(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _shortest(words: Iterable[str]) -> list[str]:
    """The words without those that hold another one."""
    kept: list[str] = []
    for word in sorted(words, key=lambda one: (len(one), one)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept
