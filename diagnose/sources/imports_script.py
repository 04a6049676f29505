"""The imports of TypeScript and JavaScript: ``import``, ``export … from``, ``require`` and ``import()``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from diagnose.lazy import regex
from diagnose.sources.files import Files
from diagnose.sources.languages import SCRIPT_SUFFIXES
from diagnose.sources.walk import Parts

_IMPORT = regex(r"\b(?:from|import|require[ \t]*\(|import[ \t]*\()\s{0,40}([\"'`])([^\"'`\s\\$]{1,400})\1")
_TAKEN = regex(r"[^{};]{0,200}\{([^{}]{0,2000})\}\s{0,40}\Z")
_NAME = regex(r"[A-Za-z_$][\w$]*")
_MOST = 1000
_ALIASES = ("@/", "~/", "#/")
"""What many a tsconfig.json lets stand for the project or its ``src``."""
_MEANT = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""TypeScript imports by the name that the compiled file will have."""

Target = tuple[Parts, tuple[str, ...]]


def targets(files: Files, own: Parts, text: str) -> Iterator[Target]:
    """The files of the project that a file imports, and the names that are taken from them where they are listed."""
    for match in islice(_IMPORT.finditer(text), _MOST):
        for base in _bases(files, own, match[2]):
            found = _file(files, base)
            if found is not None:
                yield found, _taken(text, match.start())
                break


def _bases(files: Files, own: Parts, wanted: str) -> Iterator[Parts]:
    """The paths, without guesses, that an import may mean."""
    wanted = wanted.partition("?")[0]
    folder = own[:-1]
    if wanted in (".", "..") or wanted.startswith(("./", "../")):
        base = _joined(folder, wanted)
        if base is not None:
            yield base
        return
    for alias in _ALIASES:
        if wanted.startswith(alias):
            for depth in range(len(folder), -1, -1):
                for above in ((*folder[:depth], "src"), folder[:depth]):
                    base = _joined(above, wanted[len(alias) :])
                    if base is not None and (above == folder[:depth] or above[-1] in files.entries(above[:-1])):
                        yield base


def _joined(folder: Parts, path: str) -> Parts | None:
    parts = list(folder)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return tuple(parts)


def _file(files: Files, base: Parts) -> Parts | None:
    """The file that is meant: with its suffix, the suffix that is compiled to it, none, or a folder's index."""
    if base:
        *above, name = base
        stem, dot, suffix = name.rpartition(".")
        meant = [stem + other for other in _MEANT.get(dot + suffix, ())] if stem else []
        guesses = [
            *meant,
            *([name] if name.endswith(SCRIPT_SUFFIXES) else []),
            *(name + end for end in SCRIPT_SUFFIXES),
        ]
        names = files.entries(tuple(above))
        for guess in guesses:
            if names.get(guess) is False:
                return (*above, guess)
    inside = files.entries(base)
    return next(((*base, f"index{end}") for end in SCRIPT_SUFFIXES if inside.get(f"index{end}") is False), None)


def _taken(text: str, stop: int) -> tuple[str, ...]:
    """The names in the braces before ``from``."""
    start = text.rfind("{", max(0, stop - 2000), stop)
    match = _TAKEN.match(text[start:stop]) if start >= 0 else None
    if match is None:
        return ()
    return tuple(words[0] for item in match[1].split(",") if (words := _NAME.findall(item.replace("type ", ""))))
