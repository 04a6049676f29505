"""Which findings the user has asked to be silent about, and which of these wishes are void."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from diagnose.lint.directives import Directive
from diagnose.lint.selection import nearest
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import UNUSED, Finding


@dataclass(frozen=True, slots=True)
class Heard:
    """The findings of one file that remain, those on void directives among them, in order; how many do not."""

    findings: tuple[Finding, ...]
    suppressed: int


def silenced(
    found: Sequence[Finding],
    directives: Sequence[Directive],
    path: str,
    ran: Collection[str],
    known: Collection[str],
    possible: Sequence[Finding] = (),
) -> Heard:
    """The findings of a file without those that a directive in it names.

    ``ran`` are the ids that were looked for in this file: of others no directive can be called void. ``known`` are all
    ids. A directive that names what is ``possible`` is not void. What is said of void directives can itself be
    silenced for the file.
    """
    kept = [one for one in found if not any(_names(directive, one) for directive in directives)]
    void: list[Finding] = []
    if UNUSED in ran and not any(one.target is None and UNUSED in one.ids for one in directives):
        void = [
            Finding(path, one.line, one.column, one.line, one.end_column, UNUSED, message, cell=one.cell)
            for one in directives
            for message in _wrong(one, (*found, *possible), ran, known)
        ]
    return Heard(tuple(sorted((*kept, *void), key=_order)), len(found) - len(kept))


def _names(directive: Directive, one: Finding) -> bool:
    if one.id not in directive.ids:
        return False
    return directive.target is None or (directive.target, directive.cell) == (one.line, one.cell)


def _wrong(
    directive: Directive, found: Sequence[Finding], ran: Collection[str], known: Collection[str]
) -> Iterator[str]:
    if not directive.ids:
        yield "This suppression names no pattern: write ignore[id]"
    for name in directive.ids:
        if name == UNUSED:
            continue
        if name not in known:
            hint = nearest(name, known)
            yield f"There is no pattern {name!r} to suppress{f': did you mean {hint}?' if hint else ''}"
        elif name in ran and not any(one.id == name and _names(directive, one) for one in found):
            yield f"Nothing to suppress: {name} is not found {'in this file' if directive.target is None else 'here'}"


def _order(one: Finding) -> tuple[int, int, int, str]:
    return one.cell or 0, one.line, one.column, one.id
