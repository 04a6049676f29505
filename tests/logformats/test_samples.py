from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.input import read_source
from diagnose.logformats import entries
from diagnose.model import LogEntry, Zone

FOLDER = Path(__file__).parents[2] / "sample_traces" / "formats"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.log"))
BARE = (FOLDER / "bare.log").read_text(encoding="utf-8")
SPLIT = BARE.index("  + Exception Group")
HEADINGS = {"model call failed", "The log:"}


def _entries(name: str) -> list[LogEntry]:
    return entries(read_source(str(FOLDER / f"{name}.log")).lines)


def _as_printed(text: str, name: str) -> str:
    """loguru prints no carets under the code, and no space at the end of a group's empty lines."""
    if name != "loguru":
        return text
    return "\n".join(line.rstrip() for line in text.split("\n") if not line or line.strip(" |^") or "^" not in line)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("trace", [BARE[:SPLIT], BARE[SPLIT:]], ids=["chain", "group"])
def test_each_trace_is_whole_in_one_entry(name: str, trace: str) -> None:
    """Whatever stood around it, a traceback comes out line for line as it is bare, in one record."""
    assert [entry.text for entry in _entries(name) if _as_printed(trace.rstrip("\n"), name) in entry.text]


@pytest.mark.parametrize("name", sorted({*SAMPLES} - {"docker-compose-two", "powershell"}))
def test_nothing_else_is_left(name: str) -> None:
    """Beside the two tracebacks and the message of the record, no character of the wrapping stays in the payload."""
    payload = [
        line.text
        for entry in _entries(name)
        if entry.zone is not Zone.PROSE
        for line in entry.lines
        if line.text.strip() and line.text not in HEADINGS
    ]
    assert payload == [line for line in _as_printed(BARE, name).splitlines() if line.strip()]
