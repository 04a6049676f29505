"""What a project's .gitignore files leave out, as git reads them: of all levels the deepest file that speaks counts."""

from __future__ import annotations

import os
from collections.abc import Sequence

from diagnose.model.dataclass import dataclass
from diagnose.nearby import NEVER as NEVER
from diagnose.sources.fence import Fence
from diagnose.sources.gitpatterns import PatternSet, pattern_sets

_LARGEST = 256 << 10
_HOLDS_REPOSITORY = ".git"

ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")
"""What a virtual environment holds, however it is called."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One .gitignore: paths are held against it from ``depth`` parts on, with ``prefix`` before them."""

    prefix: str
    depth: int
    patterns: tuple[PatternSet, ...]

    def says(self, parts: Sequence[str], is_folder: bool) -> bool | None:
        """Whether the path is ignored, None where no pattern of this file speaks of it."""
        path = self.prefix + "/".join(parts[self.depth :]) + ("/" if is_folder and parts else "")
        for patterns in reversed(self.patterns):
            said = patterns.says(path)
            if said is not None:
                return said
        return None


Chain = tuple[Rules, ...]
"""The .gitignore files that speak of a folder's entries, outermost first."""


def is_ignored(chain: Chain, parts: Sequence[str], is_folder: bool) -> bool:
    """Whether git would leave it out."""
    for rules in reversed(chain):
        said = rules.says(parts, is_folder)
        if said is not None:
            return said
    return False


def with_rules_of(chain: Chain, fence: Fence, folder: tuple[str, ...]) -> Chain:
    """The chain for what lies in a folder that has a .gitignore."""
    return _with_file(chain, fence, (*folder, ".gitignore"), "", len(folder))


def rules_above(root: str, home: str) -> Chain:
    """The rules of the git repository in which the project lies, from its top down to the folder above the project."""
    top = _repository(root, home)
    if top is None:
        return ()
    fence = Fence(top)
    below = fence.inside(root) or ()
    chain = _with_file((), fence, (".git", "info", "exclude"), "".join(f"{part}/" for part in below), 0)
    for depth in range(len(below)):
        prefix = "".join(f"{part}/" for part in below[depth:])
        chain = _with_file(chain, fence, (*below[:depth], ".gitignore"), prefix, 0)
    # A project in a folder that its repository ignores is looked at all the same: the user has asked for it.
    return () if below and is_ignored(chain, (), False) else chain


def _repository(root: str, home: str) -> str | None:
    """The nearest folder with a ``.git``, never the home folder: what is kept there says nothing of projects below."""
    folder = root
    while folder not in (home, os.path.dirname(folder)):  # noqa: PTH120
        if os.path.lexists(os.path.join(folder, _HOLDS_REPOSITORY)):  # noqa: PTH118
            return folder
        folder = os.path.dirname(folder)  # noqa: PTH120
    return None


def _with_file(chain: Chain, fence: Fence, parts: tuple[str, ...], prefix: str, depth: int) -> Chain:
    data = fence.read(parts, _LARGEST)
    patterns = pattern_sets(data.decode("utf-8-sig", "replace").splitlines()) if data else ()
    return (*chain, Rules(prefix, depth, patterns)) if patterns else chain
