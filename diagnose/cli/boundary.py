"""The one error boundary: the user's fault, Ctrl-C, a closed pipe and our own bugs each end in one clear way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from diagnose.cli.status import INTERRUPTED, OWN_FAULT, USAGE
from diagnose.errors import DoctorError, Stopped


def run(arguments: Sequence[str]) -> int:
    """The exit status of one call. Only SystemExit comes out of it, from shell completion."""
    try:
        status = _call(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except DoctorError as error:
        return _say(str(error), USAGE)
    except Stopped as stop:
        from diagnose.cli.screen import remark

        remark(str(stop), redacted=False)  # a command to type again, made of what was typed
        return INTERRUPTED
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        from diagnose.cli.screen import forget_stdout

        forget_stdout()
        return 0
    except Exception:
        return _own_fault()
    return status


def _call(arguments: Sequence[str]) -> int:
    if not arguments:
        _call(["--help"])
        return USAGE
    if list(arguments) == ["--version"]:
        from diagnose.version import __version__

        print(f"autogen-doctor {__version__}")
        return 0
    import typer

    from diagnose.cli.app import app

    # typer carries its own click since 0.26; this is ClickException in the one and in the other.
    usage_fault: type[Any] = typer.BadParameter.__mro__[2]
    try:
        result = app(list(arguments), prog_name="autogen-doctor", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except usage_fault as fault:
        fault.show()
        return USAGE
    if result == INTERRUPTED:  # newer typers turn Ctrl-C into this
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _say(sentence: str, status: int) -> int:
    from diagnose.cli.screen import remark

    remark(sentence)
    return status


def _own_fault() -> int:
    import platform
    import traceback

    from diagnose.version import __version__

    if sys.stderr is not None:
        traceback.print_exc()
    return _say(
        f"this is a bug in autogen-doctor {__version__} (Python {platform.python_version()}, {platform.system()}); "
        "please report it with the traceback above and, if you may share it, the input.",
        OWN_FAULT,
    )
