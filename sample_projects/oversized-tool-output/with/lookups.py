"""What the claims desk may look up."""

from pathlib import Path

import autogen_core

CASES = Path("cases")
LOG = autogen_core.EVENT_LOGGER_NAME


def case_file(case: str) -> str:
    """The file of one case."""
    path = CASES / f"{Path(case).name}.txt"
    return path.read_text("utf-8")


def open_cases() -> str:
    """The numbers of the first open cases."""
    return ", ".join(sorted(path.stem for path in CASES.glob("*.txt"))[:20])
