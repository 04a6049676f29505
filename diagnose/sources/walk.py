"""The source files below a folder, without what git ignores and what is not the user's own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from diagnose.sources.fence import Fence
from diagnose.sources.ignored import ENVIRONMENT_MARKS, NEVER, Chain, is_ignored, with_rules_of
from diagnose.sources.languages import is_source

_MOST_ENTRIES = 1_000_000

Parts = tuple[str, ...]
Also = Callable[[str], bool]
"""Which files are taken beside source code, by the last two parts of their paths."""


def walk(fence: Fence, start: Parts, chain: Chain, also: Also | None = None) -> Iterator[Parts]:
    """The files, those near the start first; links are not followed: what they lead to is found where it lies."""
    folders: deque[tuple[Parts, Chain]] = deque([(start, chain)])
    left = _MOST_ENTRIES
    while folders and left > 0:
        folder, rules = folders.popleft()
        entries = fence.entries(folder)
        left -= len(entries) + 1
        names = {name for name, _ in entries}
        if folder != start and not names.isdisjoint(ENVIRONMENT_MARKS):
            continue
        if ".gitignore" in names:
            rules = with_rules_of(rules, fence, folder)
        for name, is_folder in entries:
            if name in NEVER if is_folder else not (is_source(name) or is_also(also, (*folder, name))):
                continue
            parts = (*folder, name)
            if not name.isprintable() or (rules and is_ignored(rules, parts, is_folder)):
                continue
            if is_folder:
                folders.append((parts, rules))
            else:
                yield parts


def is_also(also: Also | None, parts: Parts) -> bool:
    """Whether the file is one of those."""
    return also is not None and also("/".join(parts[-2:]))


def rules_to(fence: Fence, folder: Parts, chain: Chain) -> Chain:
    """The rules that speak of a folder's entries, those of the folder itself left out: ``walk`` reads them."""
    above = chain
    for depth in range(len(folder)):
        above = with_rules_of(above, fence, folder[:depth])
        if is_ignored(above, folder[: depth + 1], True):
            return ()  # the user has named what is ignored, and gets it
    return above
