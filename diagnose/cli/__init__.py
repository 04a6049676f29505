"""The command line: one file per command; a command is imported when it is called."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of ``autogen-doctor`` and of ``python -m diagnose``."""
    from diagnose.cli.boundary import run

    sys.exit(run(sys.argv[1:]))
