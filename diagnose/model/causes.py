"""Causes that are made of plain data when somebody first asks for them: a diagnosis needs some of a few hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from diagnose.model.playbook import Cause


class Causes(Sequence["Cause"]):
    """Behaves as the tuple of the causes does; ``make`` gives the one at a place."""

    def __init__(self, ids: Sequence[str], make: Callable[[int], Cause]) -> None:
        self._places = {name: place for place, name in enumerate(ids)}
        self._make = make
        self._made: dict[int, Cause] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Cause: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cause]: ...
    def __getitem__(self, index: int | slice) -> Cause | Sequence[Cause]:
        places = range(len(self))[index]
        return self._at(places) if isinstance(places, int) else tuple(map(self._at, places))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | Causes) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _at(self, place: int) -> Cause:
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    @property
    def by_id(self) -> Mapping[str, Cause]:
        """Each cause under its id."""
        return _ById(self, self._places)


class _ById(Mapping[str, "Cause"]):
    def __init__(self, causes: Causes, places: Mapping[str, int]) -> None:
        self._causes = causes
        self._places = places

    def __getitem__(self, name: str) -> Cause:
        return self._causes[self._places[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def by_id(causes: Sequence[Cause]) -> Mapping[str, Cause]:
    """Each cause under its id."""
    return causes.by_id if isinstance(causes, Causes) else {cause.id: cause for cause in causes}
