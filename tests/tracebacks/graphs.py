"""Random exception graphs, really raised, from one ``random.Random``; nothing but the standard library is needed.

What the generator leaves out, since no reader of the text could tell: a message that holds, at its margin, a chain
heading between blank lines with something in the shape of an exception below it, or a traceback's header with a frame
below it, or a line of a wording that a log itself uses (``diagnose.tracebacks.stops``); line ends other
than line feeds.
"""

from __future__ import annotations

import linecache
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

GROUPS = sys.version_info >= (3, 11)
_FILES = (
    "/srv/app/app.py",
    "C:\\Users\\thom\\bots\\write.py",
    "/home/é/.venv/lib/python3.12/site-packages/openai/_base_client.py",
    "/opt/bundle.zip/pkg/mod.py",
    "<string>",
    '/srv/o\'brien "x", line 3/a b.py',
)
_SOURCE = """def {name}(exc, rest, depth=0):
    if depth: {name}(exc, rest, depth - 1)  # {note}
    if not rest: raise exc
    return rest[0](exc, rest[1:])

def {name}_wide(
    exc, rest, depth=0,
):
    if not rest:
        raise (
            exc
        )
    return (  # "quoted", line 3, in x
        rest[0](
            exc,
            rest[1:],
        )
    )
"""
Raiser = Callable[..., None]


def raisers_of(filenames: Sequence[str]) -> list[Raiser]:
    """Functions that hand an exception on and at last raise it, one file each."""
    found: list[Raiser] = []
    for number, filename in enumerate(filenames):
        name = ("run", "größe", "_request", "main", "call", "step")[number]
        source = _SOURCE.format(name=name, note="✓" * number)
        if not filename.startswith("<"):
            linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        space: dict[str, Raiser] = {}
        exec(compile(source, filename, "exec"), space)  # our own text
        found.extend((space[name], space[f"{name}_wide"]))
    return found


def raisers_in(folder: Path) -> list[Raiser]:
    """The same from files that exist, for formatters that look."""
    names = [
        str(folder / name) for name in ("app.py", "agents.py", "a_rather_long_name_for_a_module_of_an_application.py")
    ]
    found = raisers_of(names)
    for name in names:
        Path(name).write_text("".join(linecache.getlines(name)), encoding="utf-8")
    return found


RAISERS = raisers_of(_FILES)


def _types() -> list[type[Exception]]:
    class Outer:
        class NestedError(Exception):
            """A type with a dotted qualified name."""

    class LocalOddity(Exception):
        """A type whose name has ``<locals>`` in it and no usual ending."""

    def made(name: str, module: str) -> type[Exception]:
        return type(name, (Exception,), {"__module__": module})

    return [
        ValueError, KeyError, RuntimeError, OSError, ZeroDivisionError, Outer.NestedError, LocalOddity,
        made("BadRequestError", "openai"), made("_ArrayMemoryError", "numpy.core._exceptions"), made("E", "m"),
        made("Fehler", "__main__"), made("Überlauf", "größen.modul"),
    ]  # fmt: skip


TYPES = _types()
WORDS = (
    "boom", "limit 4096", "{'error': {'code': None}}", "größer ✗", "a: b", "x" * 90, "Error", "(2 sub-exceptions)",
    "\t", "  ",
    "'", '"', "%s %d {x} {{", "\\n", "0x7f", "│ ❱", "~~~^^^", ":", ": ", "-> done", "KeyboardInterrupt",
)  # fmt: skip
_LINES = (
    "", "", " ", "second line", "    indented", "  File \"/x/y.py\", line 3, in f", "    raise ValueError(1)",
    "Traceback (most recent call last):", "    Traceback (most recent call last):", "ValueError: inner", "KeyError",
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:", "  | ValueError: x", "  + Exception Group",
    "  +-+---------------- 1 ----------------", "    +------------------------------------", "| a | b |", '"""', "'''",
    "  [Previous line repeated 3 more times]", "    ^^^^^", "{", "  \"message\": \"x\",", "}", "<html>", "</html>",
    "File \"z.py\", line 1", "and 3 more exceptions", "SyntaxError: no", "^", "in f", "│ x │",
    "> File \"q\", line 1, in g",
)  # fmt: skip


class Graphs:
    """Makes exceptions, each with its own traceback, from one source of randomness."""

    def __init__(
        self,
        rng: random.Random,
        *,
        groups: bool = GROUPS,
        budget: int = 12,
        odd_lines: bool = True,
        raisers: Sequence[Raiser] = RAISERS,
        words: Sequence[str] = WORDS,
        notes: bool = True,
        unraised: bool = True,
        syntax_errors: bool = True,
    ) -> None:
        self.rng = rng
        self.groups = groups
        self.budget = budget
        self.odd_lines = odd_lines
        self.raisers = raisers
        self.words = words
        self.unraised = unraised
        self.syntax_errors = syntax_errors
        self.notes = notes and sys.version_info >= (3, 11)

    def exception(self) -> BaseException:
        """One exception with its causes, contexts, members and notes; it has been raised."""
        return self._make(depth=0, last=True)

    def message(self) -> str:
        """A message of one or many lines."""
        kind = self.rng.random()
        if kind < 0.12:
            return ""
        first = " ".join(self.rng.choice(self.words) for _ in range(self.rng.randint(1, 4)))
        if kind < 0.55 or not self.odd_lines:
            return first
        lines = [self.rng.choice(_LINES) for _ in range(self.rng.randint(1, 5))]
        return "\n".join((first if self.rng.random() < 0.9 else "", *lines))

    def _make(self, depth: int, last: bool) -> BaseException:
        self.budget -= 1
        exc = self._bare(depth)
        notable = self.notes and self.rng.random() < 0.2
        if notable and str(exc):
            for _ in range(self.rng.randint(1, 2)):
                exc.add_note(self.message() or "a note")  # type: ignore[attr-defined,unused-ignore]
        if last or not self.unraised or self.rng.random() < 0.85:
            self._raise(exc)
        if self.budget > 0 and depth < 5 and self.rng.random() < 0.55:
            before = self._make(depth + 1, last=False)
            if self.rng.random() < 0.5:
                exc.__cause__ = before
            else:
                exc.__context__ = before
                exc.__suppress_context__ = self.rng.random() < 0.1
        return exc

    def _bare(self, depth: int) -> BaseException:
        roll = self.rng.random()
        if self.groups and roll < 0.22 and depth < 6 and self.budget > 0:
            members = [self._make(depth + 1, last=False) for _ in range(self.rng.randint(1, 3))]
            return _group_type()(self.message() or "group", members)
        if roll < 0.28:
            return _syntax_error(self.rng) if self.syntax_errors else MemoryError()
        if roll < 0.31:
            return KeyboardInterrupt()
        kind = self.rng.choice(TYPES)
        message = self.message()
        return kind(message) if message else kind()

    def _raise(self, exc: BaseException) -> None:
        path = [self.rng.choice(self.raisers) for _ in range(self.rng.randint(1, 4))]
        deep = self.rng.choice((0, 0, 0, 1, 3, 7)) if not path[0].__name__.endswith("_wide") else 0
        exc.__traceback__ = _tail(path[0], exc, path[1:], deep)


def _tail(first: Raiser, exc: BaseException, rest: list[Raiser], deep: int) -> TracebackType | None:
    try:
        first(exc, rest, deep)
    except BaseException as caught:
        found = caught.__traceback__
        return found.tb_next if found else None
    raise AssertionError("the raisers always raise")


def _group_type() -> Callable[..., BaseException]:
    import builtins

    found: Callable[..., BaseException] = builtins.BaseExceptionGroup  # type: ignore[attr-defined,unused-ignore]
    return found


def _syntax_error(rng: random.Random) -> SyntaxError:
    source, name = rng.choice(
        (("x = = 1", "/srv/app/bad.py"), ("  y", "<string>"), ("f(", "<stdin>"), ("a b", "C:\\b.py"))
    )
    try:
        compile(source, name, "exec")
    except SyntaxError as caught:
        caught.__traceback__ = None
        return caught
    raise AssertionError("the sources are all wrong")
