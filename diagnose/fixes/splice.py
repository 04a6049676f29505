"""Single replacements in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.model.dataclass import dataclass


class Unfit(Exception):
    """A fix that cannot be made here; the clause says why."""


@dataclass(frozen=True, slots=True)
class Splice:
    """The characters from ``start`` to ``end`` become ``text``; where the two are equal it is put between."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all of them made. The same one counts once; what goes to one place stays in order.

    Raises Unfit where two overlap.
    """
    parts: list[str] = []
    at = 0
    for one in _in_order(splices):
        if one.start < at:
            raise Unfit("its changes overlap")
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join([*parts, text[at:]])


def clash(made: Iterable[Splice], more: Sequence[Splice]) -> bool:
    """Whether some of ``more`` touch what is made already. The very same splice does not: it is then made once."""
    known = set(made)
    return any(_touch(one, other) for one in more if one not in known for other in known)


def _touch(one: Splice, other: Splice) -> bool:
    first, second = _in_order((one, other))
    return first.start == second.start or first.end > second.start


def _in_order(splices: Iterable[Splice]) -> list[Splice]:
    return sorted(dict.fromkeys(splices), key=lambda one: (one.start, one.end))
