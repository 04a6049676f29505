"""The packages that manifests and lock files name, with the lines that name them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from diagnose.lazy import regex
from diagnose.lint.bounds import Range, npm_range, python_range
from diagnose.model.dataclass import dataclass

_MULTILINE = 8
_PYTHON = r"(?:autogen|pyautogen|ag2|autogen[-_.](?:core|agentchat|ext))"
_NODE = r"@autogen/[\w.-]+|@langchain/core"
_REQUIREMENT = regex(rf"(?i)^\s*({_PYTHON}(?:\s*\[[^\]]*\])?)\s*([=<>~!^(*][^;@#]*)?(?:#.*)?$")
_LOCKED = regex(rf'(?m)^\[\[package\]\]\r?\nname = "({_PYTHON})"\r?\nversion = "([^"\n]+)"')
_PACKAGE = regex(rf'"({_NODE})"\s*:\s*"([^"\n]+)"')
_PACKAGE_LOCK = regex(rf'"(?:[^"\n]*node_modules/)?({_NODE})": \{{\s*"version": "([^"\n]+)"')
_YARN = regex(rf'(?m)^"?({_NODE})@[^\n]*:\r?\n  version:? "?([^"\r\n]+)"?')
_PNPM = regex(rf"""(?m)^  ['"]?/?({_NODE})[@/](\d[^:('"\s]*)""")
_NORMAL = regex(r"[-_.]+")
_OPTIONS = regex(r"(?<!\s)\s+--\w.*$|\\\s*$")
_FILE = regex(r"^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A package as a line of a manifest states it.

    ``start`` and ``end`` are its characters in the text. ``group`` is the extra or group that it belongs to, empty for
    what is always installed: two groups may be alternatives.
    """

    name: str
    spec: str
    start: int
    end: int
    allowed: Range
    group: str = ""


def stated(path: str, text: str) -> tuple[Stated, ...]:
    """The agent packages that a manifest or a lock file names; none where it is no such file, or broken."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    if name == "pyproject.toml":
        return tuple(_pyproject(text))
    if name in ("poetry.lock", "uv.lock", "pdm.lock"):
        return tuple(_matched(_LOCKED, text, python_range, "=="))
    if name in _NODE_FILES:
        return tuple(_matched(_NODE_FILES[name], text, npm_range))
    if _FILE.match(name) or (folder.rpartition("/")[2] == "requirements" and name.endswith((".txt", ".in"))):
        return tuple(_requirements(text))
    return ()


def is_manifest(path: str) -> bool:
    """Whether ``stated`` reads files of this name."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    listed = folder.rpartition("/")[2] == "requirements" and name.endswith((".txt", ".in"))
    return name in _NODE_FILES or name in _PYTHON_FILES or listed or _FILE.match(name) is not None


_NODE_FILES = {
    "package.json": _PACKAGE,
    "package-lock.json": _PACKAGE_LOCK,
    "npm-shrinkwrap.json": _PACKAGE_LOCK,
    "yarn.lock": _YARN,
    "pnpm-lock.yaml": _PNPM,
}
_PYTHON_FILES = frozenset(("pyproject.toml", "poetry.lock", "uv.lock", "pdm.lock"))


def _matched(pattern: Any, text: str, ranged: Any, sign: str = "") -> Iterator[Stated]:
    for hit in pattern.finditer(text):
        allowed = ranged(sign + hit[2])
        if allowed is not None:
            yield Stated(_name(hit[1]), hit[2], hit.start(1), hit.end(1), allowed)


def _requirements(text: str) -> Iterator[Stated]:
    """Lines with a marker or an address are left out: they may not count here, or say no version."""
    start = 0
    for line in text.splitlines(keepends=True):
        one = _requirement(_OPTIONS.sub("", line.rstrip("\r\n")), start)
        if one is not None:
            yield one
        start += len(line)


def _requirement(line: str, start: int, group: str = "") -> Stated | None:
    hit = _REQUIREMENT.match(line)
    spec = (hit[2] or "").strip() if hit else ""
    allowed = python_range(spec.strip("() "))
    if hit is None or allowed is None:
        return None
    end = hit.start(2) + len(spec) if spec else hit.end(1)
    return Stated(_name(hit[1].partition("[")[0].strip()), spec, start + hit.start(1), start + end, allowed, group)


def _pyproject(text: str) -> Iterator[Stated]:
    """What [project], [dependency-groups] and Poetry's tables ask for."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: Any = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    project, poetry = _table(table, "project"), _table(_table(table, "tool"), "poetry")
    lists = {"": project.get("dependencies"), **_table(project, "optional-dependencies")}
    for group, listed in [*lists.items(), *_table(table, "dependency-groups").items()]:
        for item in listed if isinstance(listed, list) else ():
            at = text.find(item) if isinstance(item, str) else -1
            one = _requirement(item, at, str(group)) if at >= 0 else None
            if one is not None:
                yield one
    tables = {"": _table(poetry, "dependencies")}
    tables.update({str(name): _table(value, "dependencies") for name, value in _table(poetry, "group").items()})
    for group, entries in tables.items():
        yield from _poetry(text, group, entries)


def _poetry(text: str, group: str, entries: Mapping[str, Any]) -> Iterator[Stated]:
    for name, value in entries.items():
        spec = value if isinstance(value, str) else value.get("version") if isinstance(value, dict) else None
        bounded = isinstance(value, dict) and ({"python", "markers", "platform"} & set(value))
        hit = _REQUIREMENT.match(name)
        if not isinstance(spec, str) or bounded or hit is None:
            continue
        allowed, at = python_range(spec), text.find(f"{name} =")
        if allowed is not None and at >= 0:
            yield Stated(_name(name), spec, at, at + len(name), allowed, group)


def _table(value: Any, key: str) -> dict[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _name(text: str) -> str:
    return text.lower() if text.startswith("@") else _NORMAL.sub("-", text.lower())
