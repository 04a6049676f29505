"""The file name of a frame, as the parts of a path: of any system, as a URL, or as a bundler writes it."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

_LONGEST = 4096
_MOST_PARTS = 256
_NO_FILE = regex(
    r"<|Cell In|In ?\[|Input In|(?:node|bun|ext|deno|wasm|native|data|blob|npm|jsr|about|chrome-extension):"
    r"|internal/|evalmachine\.|native$|.*[\\/]ipykernel_\d+[\\/]|.*tmp_code_[0-9a-f]+\."
)
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.\-]+):/{1,3}")
_DRIVE = regex(r"/?[A-Za-z]:[\\/]")
_INSTALLED = frozenset({"site-packages", "dist-packages", "node_modules", ".pnpm"})


@dataclass(frozen=True, slots=True)
class Printed:
    """``parts`` without dots; ``absolute`` tells a path from the root of a file system, ``windows`` one of Windows,
    where upper and lower case are the same."""

    parts: tuple[str, ...]
    absolute: bool = False
    windows: bool = False


def read_printed(filename: str) -> Printed | None:
    """What a frame names, None where that is no file, or one that was installed."""
    if not filename or len(filename) > _LONGEST or any(ord(char) < 32 or char == "\x7f" for char in filename):
        return None
    if _NO_FILE.match(filename):
        return None
    text, local = _path_of(filename)
    drive = _DRIVE.match(text) is not None
    windows = drive or text.startswith("\\\\") or ("\\" in text and "/" not in text)
    rooted = local and (drive or text.startswith(("/", "\\\\")))
    parts = _plain((text.replace("\\", "/") if windows else text).split("/"))
    if not parts or len(parts) > _MOST_PARTS or any("\0" in part for part in parts):
        return None
    if any(part.lower() in _INSTALLED for part in parts):
        return None
    return Printed(parts, rooted, windows)


def _path_of(filename: str) -> tuple[str, bool]:
    """The path without scheme and query, and whether it is one of a file system."""
    scheme = _SCHEME.match(filename)
    if scheme is None:
        return filename, True
    if scheme[1].lower() == "file":
        path = _unquoted(filename[scheme.end() - 1 :])
        return (path[1:] if _DRIVE.match(path) else path), True
    path = filename[scheme.end() :]
    head, mark, _ = path.partition("?")
    return (head if mark and head else path), False


def _unquoted(path: str) -> str:
    if "%" not in path:
        return path
    from urllib.parse import unquote  # of those that are long to import, seldom needed

    return unquote(path)


def _plain(parts: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return tuple(kept)
