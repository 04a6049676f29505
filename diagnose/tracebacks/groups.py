"""Exception groups: the tree that CPython draws with margins, read without recursion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import RaisedException
from diagnose.tracebacks.frames import is_frame
from diagnose.tracebacks.rows import MemberRows, OpenRows, next_where

_TOP = regex(r"( *)\+ Exception Group Traceback \(most recent call last\):\s*$")
_MARGIN = regex(r"( *)\|(?: |$)")
_TITLE = regex(r"( *)(\+-)?\+-{16} (?:\d+|\.\.\.) -{16}\s*$")
_CLOSE = regex(r"( *)\+-{36}\s*$")


Reader = Callable[[OpenRows], tuple[RaisedException, ...]]
"""Reads the chain that rows without margins hold."""


@dataclass(slots=True)
class _Level:
    """One level of the tree while it is read: the chain at hand, and the members that are complete."""

    depth: int
    read: Reader
    rows: MemberRows = field(default_factory=MemberRows)
    members: list[tuple[RaisedException, ...]] = field(default_factory=list)

    def finish_member(self) -> None:
        if self.rows.rows:
            self.members.append(self.read(self.rows))
        self.rows = MemberRows()


def _is_title(text: str) -> bool:
    return "+----" in text and _TITLE.match(text.lstrip()) is not None


def begins_group(rows: OpenRows, index: int) -> bool:
    """Whether a group's tree begins there: its header, or (nothing was raised) its summary behind a margin."""
    text = rows.text(index)
    if text is None or not text.lstrip(" ").startswith(("+ Exception Group", "|")):
        return False
    if _TOP.match(text):
        return True
    margin = _MARGIN.match(text)
    if margin is None or not margin[1]:
        return False
    bare = text[margin.end() :]
    if is_frame(bare) or bare.startswith("Exception Group Traceback"):
        return True
    if next_where(rows.lines, _is_title, index + 1) > index + 200:
        return False
    # The summary may take several rows: look for the first member's title.
    for below in range(index + 1, index + 200):
        following = rows.text(below)
        if following is None or _TITLE.match(following):
            return following is not None
        if not following.startswith(margin[0].rstrip()):
            return False
    return False


def read_group(rows: OpenRows, start: int, read: Reader) -> tuple[tuple[RaisedException, ...], int]:
    """The chain of the group at ``start`` with all its members, and the index after its tree."""
    text = rows.text(start) or ""
    top = _TOP.match(text) or _MARGIN.match(text)
    base = len(top[1]) if top else 0
    levels = [_Level(base, read)]
    index = start
    while (row := rows.text(index)) is not None and _feed(levels, rows, index, row, index == start):
        index += 1
    _close_to(levels, base)
    chain = read(levels[0].rows)
    return chain, index if chain else start


def _feed(levels: list[_Level], rows: OpenRows, index: int, text: str, first: bool) -> bool:
    """Put one row where it belongs; False where it is no part of the tree."""
    line = rows.lines[index]
    top = _TOP.match(text)
    if top:
        if first:
            levels[-1].rows.add("Exception Group Traceback (most recent call last):", line)
        return first
    title = _TITLE.match(text)
    if title:
        return _begin_member(levels, len(title[1]) + (2 if title[2] else 0), opens=bool(title[2]))
    closing = _CLOSE.match(text)
    if closing:
        _close_to(levels, len(closing[1]) - 2)
        return len(closing[1]) > levels[0].depth
    margin = _MARGIN.match(text)
    if margin is None or len(margin[1]) < levels[0].depth:
        return False
    depth = len(margin[1])
    if depth < levels[-1].depth:
        _close_to(levels, depth)
    levels[-1].rows.add(text[levels[-1].depth + 2 :], line)
    return True


def _begin_member(levels: list[_Level], depth: int, *, opens: bool) -> bool:
    if depth <= levels[0].depth:
        return False
    if opens:
        _close_to(levels, depth - 2)
        levels.append(_Level(depth, levels[0].read))
        return True
    _close_to(levels, depth)
    if levels[-1].depth == depth:
        levels[-1].finish_member()
    return True


def _close_to(levels: list[_Level], depth: int) -> None:
    """Complete all levels deeper than ``depth``, handing their members to the level above."""
    while len(levels) > 1 and levels[-1].depth > depth:
        done = levels.pop()
        done.finish_member()
        levels[-1].rows.attach(tuple(member for member in done.members if member))
