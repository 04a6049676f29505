"""The one error boundary: the user's fault, Ctrl-C, a closed pipe and our own bugs each end in one clear way."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

from diagnose.cli import redacting
from diagnose.cli.status import INTERRUPTED, OWN_FAULT, USAGE
from diagnose.errors import DoctorError, Stopped

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What only writing meets, whoever did it: typer prints the help itself."""
COMPLETING = "_AUTOGEN_DOCTOR_COMPLETE"
"""The variable with which a shell asks what a line could go on with."""


def run(arguments: Sequence[str]) -> int:
    """The exit status of one call. Only SystemExit comes out of it, from shell completion."""
    redacting.begin()
    try:
        status = _call(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except DoctorError as error:
        return _say(str(error), USAGE)
    except Stopped as stop:
        from diagnose.cli.screen import remark

        remark(str(stop))
        return INTERRUPTED
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        from diagnose.cli.screen import forget_stdout

        forget_stdout()
        return 0
    except Exception as error:
        if not isinstance(error, OSError) or error.errno not in _NO_ROOM:
            return own_fault()
        from diagnose.cli.screen import forget_stdout

        forget_stdout()
        return _say(f"the answer could not be written ({error.strerror}): make room or write elsewhere", USAGE)
    return status


def _call(arguments: Sequence[str]) -> int:
    if not arguments:
        _call(["--help"])
        return USAGE
    if list(arguments) == ["--version"]:
        from diagnose.version import __version__

        print(f"autogen-doctor {__version__}")
        return 0
    if arguments[0] == "diagnose" and COMPLETING not in os.environ:
        from diagnose.cli.asked import plainly_asked

        asked = plainly_asked(arguments[1:])
        if asked is not None:
            from diagnose.cli.answer import answer

            return answer(asked)
    return _by_typer(arguments)


def _by_typer(arguments: Sequence[str]) -> int:
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
        return _say_usage(fault)
    if result == INTERRUPTED:  # newer typers turn Ctrl-C into this
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _say_usage(fault: Any) -> int:
    """What is wrong with the call, on standard error. It quotes what was typed, a file's name perhaps."""
    import io

    from diagnose.cli.screen import complain

    text = io.StringIO()
    fault.show(file=text)
    complain(text.getvalue())
    return USAGE


def _say(sentence: str, status: int) -> int:
    from diagnose.cli.screen import remark

    remark(sentence)
    return status


def own_fault() -> int:
    """Say that we failed, with the traceback; the exit status for it."""
    import platform
    import traceback

    from diagnose.cli.screen import complain
    from diagnose.version import __version__

    complain(traceback.format_exc())  # it may quote the log
    return _say(
        f"this is a bug in autogen-doctor {__version__} (Python {platform.python_version()}, {platform.system()}); "
        "please report it with the traceback above and, if you may share it, the input.",
        OWN_FAULT,
    )
