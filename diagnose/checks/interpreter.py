"""Which Python the user's program uses, as far as can be told, and why it is taken for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from diagnose.checks.probe import Facts, ask
from diagnose.checks.programs import find
from diagnose.checks.surroundings import Surroundings
from diagnose.errors import DoctorError

_PLACES = ("bin/python", "bin/python3", "Scripts/python.exe", "python.exe")
_ACTIVE = {
    "VIRTUAL_ENV": "of the active virtual environment",
    "CONDA_PREFIX": "of the active conda environment",
}
_ON_PATH = "{} on PATH, as no virtual environment is active"
_OWN = "the one that autogen-doctor runs with, as no other was found"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What a Python says, and why it was asked.

    ``chosen`` says why it was taken, ``guessed`` whether nothing named it, ``of_tool`` whether it belongs to an
    environment that was made for autogen-doctor alone. ``passed_over`` are those that were named and do not answer.
    """

    facts: Facts
    chosen: str
    guessed: bool = False
    of_tool: bool = False
    passed_over: tuple[str, ...] = ()


def find_interpreter(surroundings: Surroundings) -> Interpreter | None:
    """The named one; else that of the active environment; else the one on PATH; else our own; None where none answers.

    Raises DoctorError where the named one is no Python.
    """
    if surroundings.python is not None:
        return _named(surroundings.python, surroundings)
    passed_over: list[str] = []
    for executable, chosen, guessed in _candidates(surroundings, passed_over):
        facts = ask(executable, surroundings.environment)
        if isinstance(facts, str):
            passed_over.append(f"{executable} {facts}")
            continue
        own = _is_own(facts, surroundings)
        return Interpreter(
            facts, _OWN if own and guessed else chosen, guessed,
            own and _is_tool(surroundings.prefix), tuple(passed_over),
        )  # fmt: skip
    return None


def _named(given: str, surroundings: Surroundings) -> Interpreter:
    executable = _located(given, surroundings)
    if executable is None:
        raise DoctorError(f"there is no Python {given!r}: name the one that runs your program")
    facts = ask(executable, surroundings.environment)
    if isinstance(facts, str):
        raise DoctorError(f"{given!r} is no Python that can be asked ({facts}): name the one that runs your program")
    return Interpreter(facts, "named with --python")


def _located(given: str, surroundings: Surroundings) -> str | None:
    """The program that is meant by a path, by the folder of an environment, or by a name on PATH."""
    path = surroundings.folder / Path(given).expanduser()
    if path.is_dir():
        return _python_in(path)
    if path.exists():
        return str(path)
    return find(given, surroundings) if PurePath(given).name == given else None


def _candidates(surroundings: Surroundings, passed_over: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Interpreters in the order in which they count: the path, why, and whether it is only a guess."""
    tool = _is_tool(surroundings.prefix)
    for variable, chosen in _ACTIVE.items():
        folder = surroundings.environment.get(variable, "")
        if not folder or (tool and Path(folder) == Path(surroundings.prefix)):
            continue
        executable = _python_in(surroundings.folder / folder)
        if executable:
            yield executable, f"{chosen} ({variable})", False
        else:
            passed_over.append(f"{variable} names a folder without a Python")
    own = Path(surroundings.executable).parent
    for name in ("python3", "python"):
        found = find(name, surroundings, without=[own] if tool else [])
        if found:
            yield found, _ON_PATH.format(name), True
    if surroundings.executable:
        yield surroundings.executable, _OWN, True


def _python_in(folder: Path) -> str | None:
    """The interpreter of an environment."""
    return next((str(folder / place) for place in _PLACES if (folder / place).exists()), None)


def _is_own(facts: Facts, surroundings: Surroundings) -> bool:
    return PurePath(facts.prefix) == PurePath(surroundings.prefix)


def _is_tool(prefix: str) -> bool:
    """Whether pipx or uv made this environment for one program alone."""
    parts = PurePath(prefix).parts
    return "pipx" in parts or ("uv" in parts and "python" not in parts)
