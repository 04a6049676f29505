"""Manifests and lock files: packages of one family whose versions do not fit together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from diagnose.lazy import regex
from diagnose.lint.requirements import Stated, stated
from diagnose.model.dataclass import dataclass

PACKAGES, VERSIONS, NODE = "mixed-autogen-packages", "mixed-autogen-versions", "mixed-node-versions"
CAUSE = "version-mismatch"

_FAMILY = ("autogen-core", "autogen-agentchat", "autogen-ext")
_OLD = ("pyautogen", "autogen", "ag2")
_ALIASES = {"autogen", "ag2"}
"""The one only requires the other."""
_NEW_LINE = (0, 4, 0, 0)
_BRINGS_AUTOGEN_BEFORE = {"autogen-agentchat": _NEW_LINE, "pyautogen": (0, 10, 0, 0)}
"""From 0.10 on pyautogen only requires autogen-agentchat."""
_AG2_OWN_NAME = (1, 0, 0, 0)
_LOOSE = regex(r"^~=\s*0\.[0-3]$")
_END = regex(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line that does not fit one before it. Lines and columns count from 1; ``end_column`` is no part of it."""

    line: int
    column: int
    end_column: int
    id: str
    message: str


def conflicts(path: str, text: str) -> tuple[Conflict, ...]:
    """What of a manifest or lock file does not fit together; empty for any other file. Each line is told once."""
    starts = [0, *(end.end() for end in _END.finditer(text))]
    found: dict[int, Conflict] = {}
    for one, other in _pairs(sorted(stated(path, text), key=lambda it: it.start)):
        told = _told(one, other)
        if told and other.start not in found:
            line = bisect_right(starts, other.start)
            column = other.start - starts[line - 1] + 1
            found[other.start] = Conflict(line, column, column + other.end - other.start, *told)
    return tuple(found.values())


def _pairs(packages: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """What may be installed together: two extras may be alternatives."""
    for index, other in enumerate(packages[:200]):
        for one in packages[:index]:
            if one.group == other.group or not one.group or not other.group:
                yield one, other


def _told(one: Stated, other: Stated) -> tuple[str, str] | None:
    return next((told for rule in (_of_node, _of_one_module, _of_family) if (told := rule(one, other))), None)


def _of_node(one: Stated, other: Stated) -> tuple[str, str] | None:
    if not (one.name.startswith("@") and other.name.startswith("@")):
        return None
    same = one.name == other.name
    family = one.name.startswith("@autogen/") and other.name.startswith("@autogen/")
    if (same or family) and one.allowed.excludes(other.allowed):
        why = "two copies of a package do not know each other's objects" if same else "they belong to one release"
        return NODE, f"{other.name} {other.spec} next to {one.name} {one.spec}: {why}"
    return None


def _of_one_module(one: Stated, other: Stated) -> tuple[str, str] | None:
    """Two packages that bring one module, ``autogen``: the one that is installed last wins."""
    old = [package for package in (one, other) if _brings_autogen(package)]
    if len(old) == 2 and one.name != other.name and {one.name, other.name} != _ALIASES:
        return PACKAGES, f"{other.name} and {one.name} both bring the module autogen; keep one of them"
    if old and old[0].name == "pyautogen" and {one.name, other.name} & set(_FAMILY):
        return (
            PACKAGES,
            f"{other.name} next to {one.name}: two lines of AutoGen with different modules; keep one of them",
        )
    return None


def _brings_autogen(package: Stated) -> bool:
    if package.name == "ag2":
        return package.allowed.low < _AG2_OWN_NAME
    if package.name in _BRINGS_AUTOGEN_BEFORE:
        high = package.allowed.high
        return high is not None and high <= _BRINGS_AUTOGEN_BEFORE[package.name]
    return package.name == "autogen"


def _of_family(one: Stated, other: Stated) -> tuple[str, str] | None:
    if one.name not in _FAMILY or other.name not in _FAMILY or one.name == other.name:
        return None
    if one.allowed.excludes(other.allowed):
        return VERSIONS, f"{other.name} {other.spec} next to {one.name} {one.spec}: they must have one version"
    for loose, bound in ((one, other), (other, one)):
        if _LOOSE.match(loose.spec) and bound.allowed.low >= _NEW_LINE:
            newer = f"{bound.name} {bound.spec} that of 0.4 and later"
            return VERSIONS, f"{loose.name} {loose.spec} names the line of AutoGen 0.2, {newer}"
    return None
