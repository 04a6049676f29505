"""Unified diffs, byte for byte as git reads and writes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from diagnose.model.change import FileChange, Hunk

_CONTEXT = 3
_NO_END = b"\n\\ No newline at end of file\n"
_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def hunks_of(before: bytes, after: bytes) -> tuple[Hunk, ...]:
    """What differs, with three lines around it; empty where nothing does."""
    old, new = _lines(before), _lines(after)
    groups = SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT)
    return tuple(_hunk(group, old, new) for group in groups)


def patch_of(changes: Iterable[FileChange], below: str = "") -> bytes:
    """The changes as one patch for ``git apply`` or ``patch -p1``.

    ``below`` is where the project lies in the folder that the patch is for, git's own where there is one: git takes
    the names of a patch from there.
    """
    return b"".join(_file(change, f"{below.strip('/')}/{change.path}".lstrip("/")) for change in changes)


def _file(change: FileChange, path: str) -> bytes:
    if not change.hunks:
        return b""
    old, new = _name("a/" + path), _name("b/" + path)
    tab = b"\t" if b" " in old and not old.startswith(b'"') else b""  # else a blank would end the name
    head = [b"diff --git " + old + b" " + new, b"--- " + old + tab, b"+++ " + new + tab]
    return b"\n".join(head) + b"\n" + b"".join(written(hunk) for hunk in change.hunks)


def written(hunk: Hunk) -> bytes:
    """The hunk as it stands in a patch."""
    head = f"@@ -{_range(hunk.old, hunk.old_count)} +{_range(hunk.new, hunk.new_count)} @@\n"
    return head.encode() + b"".join(line if line.endswith(b"\n") else line + _NO_END for line in hunk.lines)


def _lines(data: bytes) -> list[bytes]:
    """The lines with their ends: for git only a line feed is one."""
    *whole, rest = data.split(b"\n")
    return [*(line + b"\n" for line in whole), *([rest] if rest else [])]


def _hunk(group: list[tuple[str, int, int, int, int]], old: list[bytes], new: list[bytes]) -> Hunk:
    first, last = group[0], group[-1]
    start, stop, new_start, new_stop = first[1], last[2], first[3], last[4]
    lines = tuple(line for opcode in group for line in _signed(opcode, old, new))
    return Hunk(
        start + (start < stop), stop - start, new_start + (new_start < new_stop), new_stop - new_start, lines
    )  # fmt: skip


def _signed(opcode: tuple[str, int, int, int, int], old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    kind, start, stop, new_start, new_stop = opcode
    if kind == "equal":
        yield from (b" " + line for line in old[start:stop])
        return
    yield from (b"-" + line for line in old[start:stop])
    yield from (b"+" + line for line in new[new_start:new_stop])


def _range(start: int, count: int) -> str:
    return str(start) if count == 1 else f"{start},{count}"


def _name(path: str) -> bytes:
    """The path as git writes it: in quotes where it has more than plain characters."""
    raw = os.fsencode(path)
    if all(32 <= byte < 127 and byte not in _ESCAPES for byte in raw):
        return raw
    return b'"' + "".join(_escaped(byte) for byte in raw).encode("ascii") + b'"'


def _escaped(byte: int) -> str:
    if byte in _ESCAPES:
        return f"\\{_ESCAPES[byte]}"
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"
