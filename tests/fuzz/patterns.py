"""Whether a regular expression of ours takes more than linear time on some text: each is tried on texts made of its own
parts, repeated, behind its own parts, and followed by what it cannot match."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import diagnose
from diagnose.lazy import Expression

if not hasattr(re, "_parser"):  # below Python 3.11
    import sre_parse as parser  # type: ignore[import-not-found, unused-ignore]
else:
    parser = re._parser

LENGTH = 2500
SQUARE = 3.0
"""Times as long for twice the text; 2 is linear, 4 is square."""
WORTH = 0.003
"""Seconds of computing below which a text of this length is no trouble."""
PATIENCE = 0.5
SHORT = {
    "diagnose.phrases._TAG": "templates have at most 1,000 characters",
    "diagnose.redaction.naming._NAMED_BEFORE": "looks at the last few dozen characters before a value",
}
"""Patterns that only ever see short texts, and why."""
_OTHER = "\x00!"
_MOST_WORDS = 16


@dataclass(frozen=True)
class Named:
    """A pattern, where it stands, and how it is asked."""

    name: str
    source: str
    flags: int
    asked: str


def patterns() -> Iterator[Named]:
    """All regular expressions of the package that stand in a module under a name of their own."""
    seen: set[tuple[str, int]] = set()
    for found in pkgutil.walk_packages(diagnose.__path__, "diagnose."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for source, flags in _sources(value):
                if (source, flags) not in seen:
                    seen.add((source, flags))
                    yield Named(f"{found.name}.{name}", source, flags, _asked(module, name))


def _sources(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from _sources(item)
    elif isinstance(value, (re.Pattern, Expression)):
        source, flags = value.pattern, value.flags
        if isinstance(source, str):
            yield source, flags & ~re.UNICODE


def _asked(module: ModuleType, name: str) -> str:
    """``match`` where the module never looks for the pattern elsewhere than at the start of a text."""
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    ways = set(re.findall(rf"\b{name}\.(\w+)\b", text))
    return ways.pop() if ways in ({"match"}, {"fullmatch"}) else "search" if ways else "match"


def words(source: str, flags: int) -> list[str]:
    """What the pattern is made of: its literals, one character of each class, one text for each part."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(source, flags)
    found: dict[str, None] = dict.fromkeys(["a", " ", "0"])
    _walk(tree, found)
    return [word for word in found if 0 < len(word) < 60][:_MOST_WORDS]


def _walk(tree: Any, found: dict[str, None]) -> str:
    """One text that the part matches; its own parts are added to ``found``."""
    text = ""
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            text += chr(value)
        elif name == "IN":
            text += _one_of(value, found)
        elif name in ("ANY", "NOT_LITERAL"):
            text += "a"
        elif name.endswith("_REPEAT"):
            text += _walk(value[2], found) * max(1, min(int(value[0]), 3))
        elif name == "SUBPATTERN":
            text += _walk(value[3], found)
        elif name == "ATOMIC_GROUP":
            text += _walk(value, found)
        elif name == "BRANCH":
            texts = [_walk(branch, found) for branch in value[1]]
            text += texts[0]
    found.setdefault(text)
    return text


def _one_of(items: Any, found: dict[str, None]) -> str:
    signs = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    chars = []
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            return "a"
        chars.append(
            chr(value) if name == "LITERAL" else chr(value[0]) if name == "RANGE" else signs.get(str(value), "a")
        )
    found.update(dict.fromkeys(chars[:3]))
    return chars[0] if chars else "a"


def steep(pattern: Named) -> str:
    """A text on which the time grows faster than its length, and how; empty where none was found."""
    ask = getattr(re.compile(pattern.source, pattern.flags), pattern.asked)
    parts = words(pattern.source, pattern.flags)
    units = [*parts, *(one + two for one in parts[:4] for two in parts[:4] if one != two)]
    for unit in units:
        for head in ("", *parts[:4]):
            once = _seconds(ask, _text(head, unit, LENGTH))
            if once < WORTH:
                continue
            once, twice = (
                min(_seconds(ask, _text(head, unit, size)) for _ in range(3)) for size in (LENGTH, 2 * LENGTH)
            )
            if once >= WORTH and twice > SQUARE * once:
                times = f"{1000 * once:.0f} ms, twice as many {1000 * twice:.0f} ms"
                return f"{head!r} and {LENGTH} characters of {unit!r}: {times}"
    return ""


def _text(head: str, unit: str, length: int) -> str:
    return head + (unit * (length // len(unit) + 1))[:length] + _OTHER


class _Enough(Exception):
    """It takes too long."""


def _seconds(ask: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    signal.signal(signal.SIGPROF, _enough)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        ask(text)
    except _Enough:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def _enough(number: int, frame: object) -> None:  # noqa: ARG001 - the signature of handlers
    raise _Enough


def main() -> int:
    """Exit status 0 where no pattern was found to take more than linear time."""
    count = wrong = 0
    for pattern in patterns():
        count += 1
        told = "" if pattern.name in SHORT else steep(pattern)
        if told:
            wrong += 1
            print(f"{pattern.name}: {told}: {pattern.source[:80]}", flush=True)
    print(f"{count} patterns, {wrong} took more than linear time")
    return 1 if wrong else 0
