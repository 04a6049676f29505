"""Causes, and their code patterns, that are made of plain data when somebody asks for them: a diagnosis needs few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from diagnose.model.playbook import Cause

T = TypeVar("T")


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


class Later(Sequence[T]):
    """Behaves as a tuple of so many values does, which are made together when one is first asked for."""

    def __init__(self, count: int, make: Callable[[], tuple[T, ...]]) -> None:
        self._count = count
        self._make = make
        self._made: tuple[T, ...] | None = None

    @property
    def _values(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._values[index]

    def __eq__(self, other: object) -> bool:
        return self._values == tuple(other) if isinstance(other, tuple | Later) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values)


def by_id(causes: Sequence[Cause]) -> Mapping[str, Cause]:
    """Each cause under its id."""
    return causes.by_id if isinstance(causes, Causes) else {cause.id: cause for cause in causes}
