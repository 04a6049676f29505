"""The one error boundary: the user's fault, Ctrl-C, a closed pipe and our own bugs each end in one clear way."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from diagnose.cli.status import INTERRUPTED, OWN_FAULT, USAGE
from diagnose.errors import DoctorError


def run(arguments: Sequence[str]) -> int:
    """The exit status of one call. Never raises."""
    try:
        status = _call(arguments)
        sys.stdout.flush()
    except DoctorError as error:
        return _say(str(error), USAGE)
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except Exception:
        return _own_fault()
    return status


def _call(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--version"]:
        from diagnose.version import __version__

        print(f"autogen-doctor {__version__}")
        return 0
    import click

    from diagnose.cli.app import app

    try:
        result = app(list(arguments), prog_name="autogen-doctor", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0


def _say(sentence: str, status: int) -> int:
    print(f"autogen-doctor: {sentence}", file=sys.stderr)
    return status


def _own_fault() -> int:
    import platform
    import traceback

    from diagnose.version import __version__

    traceback.print_exc()
    return _say(
        f"this is a bug in autogen-doctor {__version__} (Python {platform.python_version()}, {platform.system()}); "
        "please report it with the traceback above and, if you may share it, the input.",
        OWN_FAULT,
    )


def _forget_stdout() -> None:
    """Keep the interpreter from complaining about a reader that went away (Python's own recipe)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
