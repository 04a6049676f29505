"""Python's imports, read from the text: also that of a file which does not parse."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice

from diagnose.lazy import regex
from diagnose.sources.files import Files
from diagnose.sources.walk import Parts

_IMPORT = regex(
    r"(?:^|;)[ \t]*(?:from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(\(|[^\n;#(]*)|import[ \t]+([^\n;#]*))",
    re.MULTILINE,
)
_MOST = 1000
_MOST_LINES = 200
"""So long may the brackets be in which names are imported."""
_NAME = regex(r"[^\W\d]\w*\Z")
_SOURCE_FOLDERS = ("src", "lib", "python")
_PACKAGE = "__init__.py"

Target = tuple[Parts, tuple[str, ...]]
"""A file, and the names that are taken from it (none: the whole module)."""


def targets(files: Files, own: Parts, text: str) -> Iterator[Target]:
    """The files of the project that a file imports."""
    text = text.replace("\\\r\n", " ").replace("\\\n", " ")
    for match in islice(_IMPORT.finditer(text), _MOST):
        dots, module, taken, modules = match.groups()
        if modules is not None:
            for name in _names(modules):
                yield from _of_module(files, own, 0, name, ())
        elif dots or module:
            taken = _bracketed(text, match.end()) if taken == "(" else taken
            yield from _of_module(files, own, len(dots), module, tuple(_names(taken)))


def _names(text: str) -> Iterator[str]:
    """The names of ``a, b as c``."""
    for item in text.split(","):
        if words := item.split():
            yield words[0]


def _bracketed(text: str, at: int) -> str:
    """What stands up to the closing bracket, without comments."""
    held: list[str] = []
    for _ in range(_MOST_LINES):
        stop = text.find("\n", at)
        line = text[at : stop if stop >= 0 else len(text)].partition("#")[0]
        code, closing, _ = line.partition(")")
        held.append(code)
        if closing or stop < 0:
            break
        at = stop + 1
    return " ".join(held)


def _of_module(files: Files, own: Parts, level: int, module: str, taken: tuple[str, ...]) -> Iterator[Target]:
    parts = tuple(module.split(".")) if module else ()
    if not all(_NAME.match(part) for part in parts):
        return
    for root in _roots(files, own, level, parts):
        found = list(_in_root(files, root, parts, taken))
        if found:
            yield from found
            return


def _in_root(files: Files, root: Parts, parts: Parts, taken: tuple[str, ...]) -> Iterator[Target]:
    base = (*root, *parts)
    if parts and files.has((*base[:-1], f"{base[-1]}.py")):
        yield (*base[:-1], f"{base[-1]}.py"), taken
    names = files.entries(base)
    if names.get(_PACKAGE) is False:
        yield (*base, _PACKAGE), taken
    for name in taken:
        if names.get(f"{name}.py") is False:
            yield (*base, f"{name}.py"), ()
        elif names.get(name) is True and files.has((*base, name, _PACKAGE)):
            yield (*base, name, _PACKAGE), ()


def _roots(files: Files, own: Parts, level: int, parts: Parts) -> Iterator[Parts]:
    """The folders in which a module may begin, the likeliest first."""
    folder = own[:-1]
    if level:
        if level - 1 <= len(folder):
            yield folder[: len(folder) - (level - 1)]
        return
    if not parts or (parts[0] in sys.stdlib_module_names and not _is_beside(files, folder, parts[0])):
        return
    depth = len(folder)
    while depth and files.has((*folder[:depth], _PACKAGE)):
        depth -= 1
    # A package's files begin where the package lies, a script's beside it; then all above, and their source folders.
    for start in dict.fromkeys((depth, *range(len(folder), -1, -1))):
        yield folder[:start]
        for name in _SOURCE_FOLDERS:
            if files.entries(folder[:start]).get(name) is True:
                yield (*folder[:start], name)


def _is_beside(files: Files, folder: Parts, name: str) -> bool:
    """Whether a file hides the module of the standard library that has its name."""
    return files.has((*folder, f"{name}.py"))
