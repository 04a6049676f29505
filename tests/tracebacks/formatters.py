"""Formatters other than CPython's: what they print of an exception, and which part of it they print."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.tracebacks.expected import Seen, trimmed

PLAIN_WORDS = (
    "boom",
    "limit 4096",
    "{'error': {'code': None}}",
    "größer",
    "a: b",
    "x" * 150,
    "Error",
    "%s",
    "{x}",
    "0x7f",
    "'",
)
Chain = tuple[Seen, ...]


@dataclass(frozen=True)
class Formatter:
    """``text`` prints an exception; ``shown`` reduces the whole truth to what is printed, and also what is parsed."""

    name: str
    text: Callable[[BaseException, random.Random], str]
    shown: Callable[[Chain], Chain]
    groups: bool = True
    odd_lines: bool = True
    real_files: bool = True
    notes: bool = True
    unraised: bool = True
    syntax_errors: bool = True


def _short(one: Seen) -> Seen:
    return replace(one, type=one.type.rpartition(".")[2])


def _bare_ends(one: Seen) -> Seen:
    """Without spaces at line ends, which some formatters take off."""
    lines = [line.rstrip() for line in one.text.split("\n")]
    return replace(one, text=trimmed("\n".join(lines)))


def _each(chain: Chain, change: Callable[[Seen], Seen]) -> Chain:
    changed = [change(one) for one in chain]
    return tuple(replace(one, members=tuple(_each(member, change) for member in one.members)) for one in changed)


def _rich(exc: BaseException, rng: random.Random) -> str:
    from rich.console import Console
    from rich.traceback import Traceback

    width = rng.choice((60, 80, 100, 120))
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False, legacy_windows=False)
    trace = Traceback.from_exception(
        type(exc), exc, exc.__traceback__, show_locals=rng.random() < 0.3, width=min(width, 100)
    )
    console.print(trace)
    return out.getvalue()


def _shown_by_rich(chain: Chain) -> Chain:
    def change(one: Seen) -> Seen:
        frames = tuple((f[0], f[1], f[2], None, 0) for f in _unfolded(one) if f[2] is not None)
        # Below a group, nothing that came before is printed.
        members = tuple((replace(member[-1], link="none"),) for member in one.members)
        return replace(_short(one), frames=frames, members=members)

    groups = [place for place, one in enumerate(chain) if one.members]
    kept = chain[groups[-1] :] if groups else chain
    return _each((replace(kept[0], link="none"), *kept[1:]), change)


def _unfolded(one: Seen) -> list[tuple[str, int | None, str | None, str | None, int]]:
    return [frame for frame in one.frames for _ in range(1 + frame[4])]


def _loguru(exc: BaseException, rng: random.Random) -> str:
    made: Any = import_module("loguru._better_exceptions").ExceptionFormatter
    formatter = made(diagnose=rng.random() < 0.5, backtrace=False, colorize=False, encoding="utf-8")
    return "".join(formatter.format_exception(type(exc), exc, exc.__traceback__))


def _shown_by_loguru(chain: Chain) -> Chain:
    def change(one: Seen) -> Seen:
        one = _bare_ends(one)
        # It parts stack entries by blank lines, also where a message or a note only looks like one.
        one = replace(one, text="\n".join(line for line in one.text.split("\n") if line))
        # It knows ExceptionGroup only, and prints no members of a BaseExceptionGroup.
        members = () if one.type == "BaseExceptionGroup" else one.members
        return replace(one, members=members, frames=tuple((*f[:3], None, f[4]) for f in one.frames))

    return _each(chain, change)


def _ipython(exc: BaseException, _: random.Random) -> str:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formatted: Any = import_module("IPython.core.ultratb").FormattedTB
        try:
            made = formatted(mode="Context", theme_name="nocolor", include_vars=False)
        except TypeError:
            made = formatted(mode="Context", color_scheme="NoColor", include_vars=False)
        text: str = made.text(type(exc), exc, exc.__traceback__)
    return text


def _shown_by_ipython(chain: Chain) -> Chain:
    def change(one: Seen) -> Seen:
        frames = tuple((f[0], f[1], (f[2] or "").rpartition(".")[2], None, 0) for f in _unfolded(one))
        return replace(_short(one), frames=frames)

    return _each(chain, change)


def _pytest(exc: BaseException, rng: random.Random) -> str:
    from _pytest._code import ExceptionInfo
    from _pytest._io import TerminalWriter

    out = io.StringIO()
    writer = TerminalWriter(out)
    writer.sep("_", "test_it")
    ExceptionInfo.from_exception(exc).getrepr(style=rng.choice(("long", "short")), chain=True).toterminal(writer)
    writer.sep("=", "short test summary info")
    return out.getvalue()


def _shown_by_pytest(chain: Chain) -> Chain:
    return _each(
        chain,
        lambda one: replace(
            _bare_ends(one), frames=tuple((_path_in_pytest(f[0]), *f[1:3], None, 0) for f in _unfolded(one))
        ),
    )


def _path_in_pytest(filename: str) -> str:
    """Relative to the current folder where that is shorter, as pytest prints it."""
    from _pytest.pathlib import bestrelpath

    if not Path(filename).is_absolute():
        return filename
    relative = bestrelpath(Path.cwd(), Path(filename))
    return relative if len(relative) < len(filename) else filename


FORMATTERS = {
    "rich": Formatter("rich", _rich, _shown_by_rich, odd_lines=False, notes=False, unraised=False, syntax_errors=False),
    "loguru": Formatter("loguru", _loguru, _shown_by_loguru, real_files=False),
    "ipython": Formatter("ipython", _ipython, _shown_by_ipython, groups=False, syntax_errors=False),
    "pytest": Formatter("pytest", _pytest, _shown_by_pytest, groups=False, unraised=False, syntax_errors=False),
}
__all__ = ["FORMATTERS", "PLAIN_WORDS", "Formatter", "trimmed"]
