"""The files of one project, each read once, when it is asked for."""

from __future__ import annotations

import os
from collections import OrderedDict

from diagnose.sources.fence import Fence
from diagnose.sources.ignored import Chain, rules_above
from diagnose.sources.source import Source
from diagnose.sources.text import largest, sources_of
from diagnose.sources.walk import Parts, walk

_MOST_INDEXED = 20_000
_MOST_HELD = 256


class Files:
    """What is read of a project, and remembered as it was when it was first read."""

    def __init__(self, root: str) -> None:
        self.fence = Fence(root)
        self._held: OrderedDict[Parts, tuple[Source, ...]] = OrderedDict()
        self._entries: dict[Parts, dict[str, bool]] = {}
        self._names: dict[str, list[Parts]] | None = None
        self._above: Chain | None = None

    def sources(self, parts: Parts) -> tuple[Source, ...]:
        """What the file holds; none where it is no source code, too large, or not inside the project."""
        held = self._held.get(parts)
        if held is None:
            path = "/".join(parts)
            data = self.fence.read(parts, largest(path))
            held = self._held[parts] = () if data is None else sources_of(path, data)
            if len(self._held) > _MOST_HELD:
                self._held.popitem(last=False)
        return held

    def source(self, parts: Parts) -> Source | None:
        """What a file holds that is no notebook."""
        sources = self.sources(parts)
        return sources[0] if sources and sources[0].cell is None else None

    def has(self, parts: Parts) -> bool:
        """Whether a file lies there, with no link on the way."""
        if not parts:
            return False
        return self.entries(parts[:-1]).get(parts[-1]) is False

    def entries(self, folder: Parts) -> dict[str, bool]:
        """The names in a folder, and which are folders themselves."""
        held = self._entries.get(folder)
        if held is None:
            is_there = not folder or self.entries(folder[:-1]).get(folder[-1]) is True
            held = self._entries[folder] = dict(self.fence.entries(folder)) if is_there else {}
        return held

    def above(self) -> Chain:
        """The rules of the repository above the project on what to ignore."""
        if self._above is None:
            home = os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111
            self._above = rules_above(self.fence.root, home)
        return self._above

    def named(self, name: str) -> list[Parts]:
        """The source files of that name, whatever its case; of a very large project those nearest to its root."""
        if self._names is None:
            self._names = {}
            for count, parts in enumerate(walk(self.fence, (), self.above())):
                if count == _MOST_INDEXED:
                    break
                self._names.setdefault(parts[-1].casefold(), []).append(parts)
        return self._names.get(name.casefold(), [])
