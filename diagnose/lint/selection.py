"""Which patterns are looked for: ids of patterns and of causes, and globs over both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import UNUSED, Rule

_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that stands for patterns, and where the user has written it."""

    name: str
    origin: str


class Names:
    """What the names of patterns and causes stand for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._ids: dict[str, set[str]] = {UNUSED: {UNUSED}}
        for rule in rules:
            self._ids.setdefault(rule.pattern.id, set()).add(rule.pattern.id)
            self._ids.setdefault(rule.cause, set()).add(rule.pattern.id)
        self.all = frozenset().union(*self._ids.values())

    def ids(self, wishes: Sequence[Wish]) -> frozenset[str]:
        """The ids of the patterns that these stand for. Raises DoctorError for one that stands for none."""
        return frozenset(found for wish in wishes for found in self._of(wish))

    def _of(self, wish: Wish) -> Iterator[str]:
        if wish.name in self._ids:
            yield from self._ids[wish.name]
            return
        matching = [name for name in self._ids if fnmatchcase(name, wish.name)] if _GLOB & {*wish.name} else []
        if not matching:
            near = nearest(wish.name, self._ids)
            hint = f"did you mean {near}?" if near else "'autogen-doctor check --list' shows what there is"
            raise DoctorError(f"{wish.origin}: no pattern or cause is called {wish.name!r}; {hint}")
        for name in matching:
            yield from self._ids[name]


def nearest(name: str, names: Collection[str]) -> str:
    """The names that may have been meant, in words; empty where none is near."""
    return " or ".join(get_close_matches(name[:200], sorted(names), n=3, cutoff=0.6))


def chosen(names: Names, select: Sequence[Wish], ignore: Sequence[Wish]) -> frozenset[str]:
    """The ids of those that are selected, all where nothing is, without those that are ignored."""
    return (names.ids(select) if select else names.all) - names.ids(ignore)
