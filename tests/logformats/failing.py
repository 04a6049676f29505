"""Two exceptions that really happen, for every wrapping to be put around: a chain, and a group.

Their source has a file name that does not exist, so the samples come out the same on every machine.
"""

from __future__ import annotations

import builtins
import linecache
import sys
import traceback

NAME = "/srv/app/worker.py"
SOURCE = """\
import errors


def read(host):
    raise ConnectionRefusedError(111, "Connection refused")


def ask(host, prompt):
    try:
        return read(host)
    except OSError as error:
        raise errors.ModelError(f"{host} does not answer: {prompt!r} | kept > for later") from error


def review(prompts):
    faults = []
    for prompt in prompts:
        try:
            ask("10.0.0.7", prompt)
        except errors.ModelError as fault:
            faults.append(fault)
    raise errors.group(f"{len(faults)} of {len(prompts)} reviews failed", faults)
"""


class ModelError(Exception):
    """The application's own error, as it would stand in its module ``errors``."""


ModelError.__module__ = "errors"


class _Errors:
    ModelError = ModelError

    @staticmethod
    def group(message: str, faults: list[Exception]) -> Exception:
        if sys.version_info >= (3, 11):
            return builtins.ExceptionGroup(message, faults)
        return ModelError(message)


def _functions() -> dict[str, object]:
    code = compile(SOURCE.replace("import errors\n", "\n"), NAME, "exec")
    space: dict[str, object] = {"errors": _Errors, "__name__": "worker"}
    exec(code, space)
    linecache.cache[NAME] = (len(SOURCE), None, SOURCE.splitlines(True), NAME)
    return space


def raised(call: str) -> BaseException:
    """What ``call`` raises, its traceback beginning in the application."""
    space = _functions()
    try:
        exec(compile(call, NAME, "eval"), space)
    except Exception as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_name in {"raised", "<module>"}:
            trace = trace.tb_next
        return error.with_traceback(trace)
    raise AssertionError(f"{call} did not fail")


def failures() -> tuple[BaseException, BaseException]:
    """The chain and the group."""
    return raised("ask('10.0.0.7', 'Summarise ticket 88')"), raised("review(['first', 'second'])")


def text_of(error: BaseException) -> str:
    """The bare traceback."""
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))
