"""What is known of exception types: which derives from which, and what each says about an error."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from diagnose.model.playbook import ExceptionType, PlaybookSet, Role

_SAME_PACKAGE = {"httpx2": "httpx", "httpcore2": "httpcore"}
_LONGEST_NAME = 300
_MOST_REMEMBERED = 10_000


class TypeIndex:
    """The registry of exception types of a playbook set, asked by names as logs print them."""

    def __init__(self, known: PlaybookSet) -> None:
        self._by_name: dict[str, ExceptionType] = {}
        self._by_ends: dict[tuple[str, str], ExceptionType] = {}
        self._by_short: dict[str, list[ExceptionType]] = {}
        for entry in known.exceptions:
            for spelling in (entry.name, *entry.aliases):
                self._add(entry, _plain(spelling))
        self._ancestry: dict[str, frozenset[str]] = {}
        self._patterns: dict[str, Any] = {}

    def _add(self, entry: ExceptionType, spelling: str) -> None:
        self._by_name.setdefault(spelling, entry)
        if "." in spelling:
            self._by_ends.setdefault(_ends(spelling), entry)
        same_short = self._by_short.setdefault(_short(spelling), [])
        if entry not in same_short:
            same_short.append(entry)

    def is_a(self, printed: str, wanted: str) -> bool:
        """Whether an exception printed as ``printed`` is a ``wanted``, by itself, an alias or a base class.

        A wanted short name holds for every dotted name with that last part. A wanted dotted name holds for the same
        package and last part, whatever stands between (``openai._exceptions.X`` is ``openai.X``), and for the bare
        last part where no other type is known by it: JavaScript prints no package. ``Exception`` and ``Error`` hold for
        exceptions printed so, not for all: the registry does not list them as bases.
        """
        if not printed or len(printed) > _LONGEST_NAME:
            return False
        printed, wanted = _plain(printed), _plain(wanted)
        names = self._names_of(printed)
        if wanted in names:
            return True
        if "." not in wanted:
            return any(_short(name) == wanted for name in names)
        if _short(wanted) == printed and printed not in self._by_name:
            return True
        ends = _ends(wanted)
        return any(("." in name and _ends(name) == ends) for name in names)

    def knows(self, printed: str) -> bool:
        """Whether the registry has a type that is printed so."""
        return bool(printed) and len(printed) <= _LONGEST_NAME and bool(self._entries_of(_plain(printed)))

    def role(self, printed: str, message: str = "") -> Role:
        """What an exception printed so says about the error: rules on its message first, then its type's role.

        A short name that several types share has the role that all of them have, else ``Role.ROOT``.
        """
        entries = self._entries_of(_plain(printed[:_LONGEST_NAME]))
        for entry in entries:
            for rule in entry.rules:
                if any(self._hits(pattern, message) for pattern in rule.message):
                    return rule.role
        roles = {entry.role for entry in entries}
        return roles.pop() if len(roles) == 1 else Role.ROOT

    def _hits(self, pattern: str, message: str) -> bool:
        if pattern not in self._patterns:
            import re2

            self._patterns[pattern] = re2.compile(pattern)
        return self._patterns[pattern].search(message[:20_000]) is not None

    def _entries_of(self, printed: str) -> list[ExceptionType]:
        """The entries that a printed name may stand for."""
        exact = self._by_name.get(printed)
        if exact is not None:
            return [exact]
        if "." not in printed:
            return self._by_short.get(printed, [])
        same = self._by_ends.get(_ends(printed))
        return [same] if same is not None else []

    def _names_of(self, printed: str) -> frozenset[str]:
        """The printed name, and the names of everything that it is."""
        if printed not in self._ancestry:
            if len(self._ancestry) > _MOST_REMEMBERED:
                self._ancestry.clear()
            self._ancestry[printed] = frozenset(self._climb(printed))
        return self._ancestry[printed]

    def _climb(self, printed: str) -> Iterable[str]:
        seen: set[str] = {printed}
        waiting = self._entries_of(printed)
        done: set[str] = set()
        while waiting:
            entry, *waiting = waiting
            if entry.name in done:
                continue
            done.add(entry.name)
            seen.update(_plain(name) for name in (entry.name, *entry.aliases))
            for base in map(_plain, entry.bases):
                seen.add(base)
                waiting = waiting + self._entries_of(base)
        return seen


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """The name without ``builtins.``, with the renamed packages of the same code under one name."""
    name = name.strip().removeprefix("builtins.")
    package, dot, rest = name.partition(".")
    return _SAME_PACKAGE.get(package, package) + dot + rest


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    return name.rpartition(".")[2]


@lru_cache(maxsize=4096)
def _ends(name: str) -> tuple[str, str]:
    return name.partition(".")[0], _short(name)
