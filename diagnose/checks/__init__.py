"""The built-in checks of the user's machine. They read and ask; they change nothing, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.errors import DoctorError
from diagnose.model.checkup import Checked, State
from diagnose.model.vocabulary import CHECKS

if TYPE_CHECKING:  # a single part of this package is also used alone, and the whole takes long to import
    from concurrent.futures import Future

    from diagnose.checks.interpreter import Interpreter
    from diagnose.checks.surroundings import Surroundings

Check = Callable[[], tuple[Checked, ...]]
_OF_PYTHON = ("python", "packages")


def examine(
    names: Iterable[str] | None, *, python: str | None = None, base_urls: Iterable[str] = ()
) -> tuple[Checked, ...]:
    """What these checks find, in this order; all of them for None.

    ``python`` is the interpreter that the user's program uses, ``base_urls`` are addresses of its model servers. The
    home folder and the user's name are taken out. Raises DoctorError where ``python`` is no interpreter, and nothing
    else: a check that breaks is one that was not checked.
    """
    from diagnose.checks.surroundings import here

    return examine_in(here(python, base_urls), names)


def examine_in(surroundings: Surroundings, names: Iterable[str] | None) -> tuple[Checked, ...]:
    """The same, for a machine that is given."""
    from concurrent.futures import ThreadPoolExecutor

    from diagnose.checks.anonymous import Mask
    from diagnose.checks.interpreter import find_interpreter

    wanted = tuple(CHECKS) if names is None else tuple(dict.fromkeys(names))
    with ThreadPoolExecutor(max_workers=len(CHECKS) + 1) as pool:
        asked = pool.submit(find_interpreter, surroundings) if set(wanted) & set(_OF_PYTHON) else None
        if asked and surroundings.python is not None:
            asked.result()  # a wrong name ends it before anything else is asked
        checks = _checks(surroundings, asked)
        found = [pool.submit(_safely, name, checks.get(name)) for name in wanted]
        mask = Mask(surroundings.environment)
        return tuple(mask.checked(one) for future in found for one in future.result())


def _checks(surroundings: Surroundings, asked: Future[Interpreter | None] | None) -> dict[str, Check]:
    from diagnose.checks import gpu, memory, node, packages, python, servers

    def interpreter() -> Interpreter | None:
        return asked.result() if asked else None

    return {
        "python": lambda: python.check(surroundings, interpreter()),
        "packages": lambda: packages.check(surroundings, interpreter()),
        "node": lambda: node.check(surroundings),
        "memory": lambda: memory.check(surroundings),
        "gpu": lambda: gpu.check(surroundings),
        "servers": lambda: servers.check(surroundings),
    }


def _safely(name: str, check: Check | None) -> tuple[Checked, ...]:
    if check is None:
        return (Checked(name, name, State.NOT_CHECKED, "This version has no check of this name."),)
    try:
        return check()
    except DoctorError:
        raise
    except Exception as error:
        return (Checked(name, name, State.NOT_CHECKED, f"The check broke: {_place(error)}."),)


def _place(error: Exception) -> str:
    """The kind of error and the line of ours that it came from; its message may hold anything, and is left out."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.parent == Path(__file__).parent:
            place = f" in {file.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"
