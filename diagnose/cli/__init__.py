"""The command line: one file per command; a command is imported when it is called."""

from __future__ import annotations

import gc
import sys

_MOST_UNCOLLECTED = 50_000
"""Objects that may be made before Python looks for cycles among them; a log's lines are many, and in none."""


def main() -> None:
    """Entry point of ``autogen-doctor`` and of ``python -m diagnose``."""
    from diagnose.cli.boundary import run

    gc.freeze()
    gc.set_threshold(_MOST_UNCOLLECTED, 20, 20)
    status = run(sys.argv[1:])
    gc.freeze()  # or Python would look through all that was read once more before it ends
    sys.exit(status)
