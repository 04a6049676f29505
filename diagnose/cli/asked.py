"""What a call of ``diagnose`` asks for, and the everyday calls read without typer.

Loading typer, and what it loads to check a value, takes longer than the answer. So a call that plainly names files and
options is read here; whatever else it is (a mistake, ``--help``, completion, an option that is rare) typer reads, whose
options stand in ``diagnose.cli.diagnose``. Both give the same, and a test holds them to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from diagnose.model.dataclass import dataclass

FORMATS = ("terminal", "json")
COLORS = ("auto", "always", "never")
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A call of ``diagnose``; the fields are its options."""

    files: tuple[str, ...] = ()
    form: str = "terminal"
    verbose: bool = False
    top: int = 3
    width: int = 0
    color: str = "auto"
    playbooks: tuple[Path, ...] = ()
    whole: bool = False
    no_redact: bool = False
    source: Path | None = None
    patch: Path | None = None
    force: bool = False


def plainly_asked(arguments: Sequence[str]) -> Asked | None:
    """What these arguments of ``diagnose`` ask for, None where typer must read them."""
    asked: Asked | None = Asked()
    rest = list(reversed(arguments))
    while rest and asked is not None:
        word = rest.pop()
        if not word.startswith("-") or word == "-":
            asked = replace(asked, files=(*asked.files, str(Path(word)))) if word else None
        elif word in _SWITCHES:
            asked = _SWITCHES[word](asked)
        else:
            asked = _valued(asked, word, rest)
    return asked


def _valued(asked: Asked, word: str, rest: list[str]) -> Asked | None:
    """The call with the option that the word is, and its value, which stands behind ``=`` or is the next word."""
    name, equals, value = word.partition("=")
    take = _VALUED.get(name)
    if take is None or (equals and not name.startswith("--")):
        return None
    if not equals:
        value = rest.pop() if rest else ""
    return take(asked, value) if value and not value.startswith("-") else None


def _form(asked: Asked, value: str) -> Asked | None:
    return replace(asked, form=value) if value in FORMATS else None


def _color(asked: Asked, value: str) -> Asked | None:
    return replace(asked, color=value) if value in COLORS else None


def _top(asked: Asked, value: str) -> Asked | None:
    number = _number(value)
    return replace(asked, top=number) if number else None


def _width(asked: Asked, value: str) -> Asked | None:
    number = _number(value)
    return None if number is None else replace(asked, width=number)


def _playbooks(asked: Asked, value: str) -> Asked:
    return replace(asked, playbooks=(*asked.playbooks, Path(value)))


def _source(asked: Asked, value: str) -> Asked:
    return replace(asked, source=Path(value))


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER else None


def _verbose(asked: Asked) -> Asked:
    return replace(asked, verbose=True)


def _no_redact(asked: Asked) -> Asked:
    return replace(asked, no_redact=True)


_SWITCHES: Mapping[str, Callable[[Asked], Asked]] = {
    "--verbose": _verbose, "-v": _verbose, "--no-redact": _no_redact
}  # fmt: skip
_VALUED: Mapping[str, Callable[[Asked, str], Asked | None]] = {
    "--format": _form,
    "-f": _form,
    "--top": _top,
    "-n": _top,
    "--width": _width,
    "--color": _color,
    "--playbooks": _playbooks,
    "--source": _source,
}
