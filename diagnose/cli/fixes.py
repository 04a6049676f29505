"""Which fixes of a cause a call is about, and the code of one of them alone."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.cli.screen import remark, write_code
from diagnose.errors import DoctorError
from diagnose.model.playbook import Cause
from diagnose.render.code import copyable
from diagnose.render.explanation import Fix, offered
from diagnose.render.words import FRAMEWORKS, ranges


def chosen(cause: Cause, framework: str | None, number: int | None) -> list[Fix]:
    """The fixes for the framework, or the one of this number, each with its number among all of the cause.

    Raises DoctorError where there is no such number, or where it is for another framework.
    """
    every = list(enumerate(cause.remedies, 1))
    named = [(at, remedy) for at, remedy in every if number in (None, at)]
    found = [(at, remedy) for at, remedy in named if framework in (None, remedy.framework) or remedy.framework == "any"]
    if number is not None and not named:
        offered = f"--fix takes {ranges(at for at, _ in every)}" if every else "it has none"
        raise DoctorError(f"{cause.id} has no fix {number}: {offered}")
    if number is not None and not found:
        own, asked = (FRAMEWORKS.get(name, name) for name in (named[0][1].framework, framework or ""))
        raise DoctorError(f"fix {number} of {cause.id} is for {own}, not for {asked}: leave out --framework or --fix")
    return found


def print_code(cause: Cause, fixes: Sequence[Fix], side: str) -> None:
    """The code of the first of the fixes, and nothing else, on stdout; on stderr how to get that of the others.

    Raises DoctorError where none has such code.
    """
    if not fixes:
        raise DoctorError(
            f"{cause.id} has no such fix: it has {f'fixes for {offered(cause)}' if cause.remedies else 'none'}"
        )
    coded = [
        (at, remedy, code) for at, remedy in fixes if (code := remedy.before if side == "before" else remedy.after)
    ]
    if not coded:
        raise DoctorError(
            f"fix {fixes[0][0]} of {cause.id} has no code {side}: 'autogen-doctor explain {cause.id}' shows it"
        )
    number, remedy, code = coded[0]
    write_code(copyable(code))
    others = [at for at, _, _ in coded[1:]]
    if others:
        which = FRAMEWORKS.get(remedy.framework, remedy.framework)
        more = f"{len(others)} more {'fits' if len(others) == 1 else 'fit'}"
        remark(f"this is fix {number} ({which}); {more} ({ranges(others)}): pick one with --fix N")
