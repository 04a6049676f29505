"""Which versions a log shows, and what of an installation does not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from diagnose.matching.versions.framed import framed
from diagnose.matching.versions.rows import Rows
from diagnose.matching.versions.stated import LISTED, stated
from diagnose.matching.versions.worded import worded
from diagnose.model.events import TraceEvent
from diagnose.model.frametable import FrameTable
from diagnose.model.versions import Version

Table = Callable[[], FrameTable]


def versions_of(events: Sequence[TraceEvent], rows: Rows, table: Table) -> tuple[Version, ...]:
    """What the log shows, stated and inferred, each thing together; nothing of which two signs contradict each other.

    What is stated counts more than what follows from wordings, and frames more than a list of packages: that may be of
    another Python.
    """
    told = list(stated(rows))
    frames = framed(events, table)
    told = [one for one in told if one.by != LISTED or all(_agrees(one, other) for other in frames)]
    inferred = [one for one in _narrowed([*frames, *worded(events, rows)]) if _says_more(one, told)]
    order = {name: at for at, name in enumerate(dict.fromkeys(one.of for one in (*told, *inferred)))}
    return tuple(sorted(_most_exact(told) + inferred, key=lambda one: order[one.of]))


def _agrees(one: Version, other: Version) -> bool:
    return one.of != other.of or one.may_be(other)


def _says_more(one: Version, told: Iterable[Version]) -> bool:
    """Whether something inferred is of a thing of which nothing is stated."""
    return all(one.of != other.of for other in told)


def _most_exact(told: Sequence[Version]) -> list[Version]:
    """Without ``3.11`` where ``3.11.7`` is stated too."""
    return [
        one
        for one in told
        if not any(
            other.of == one.of and other is not one and str(other.exact).startswith(f"{one.exact}.") for other in told
        )
    ]


def _narrowed(inferred: Sequence[Version]) -> list[Version]:
    """One of each thing: the bounds of the first, narrowed by the others; none where they leave nothing."""
    found: dict[str, Version | None] = {}
    for one in inferred:
        known = found.get(one.of, one)
        found[one.of] = _both(known, one) if known is not None and known.may_be(one) else None
    return [_pinned(one) for one in found.values() if one is not None]


def _both(one: Version, other: Version) -> Version:
    """The bounds of both; told by whichever narrows more, the first where neither does."""
    if other.low <= one.low and other.high >= one.high:
        return one
    least = other if other.low > one.low else one
    most = other if other.high < one.high else one
    teller = other if least is other and most is other else one
    return replace(teller, least=least.least, most=most.most)


def _pinned(one: Version) -> Version:
    """A range of one version is that version."""
    return replace(one, exact=one.least, least=None, most=None) if one.least and one.least == one.most else one


__all__ = ["Rows", "Table", "versions_of"]
