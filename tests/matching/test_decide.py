"""Several faults in one log: which come first, which are left out, and always the same."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from diagnose.model.report import Report, Status
from tests.corpus import ROOT, SAMPLES
from tests.matching.scenes import diagnosed

STAMP = "2026-11-20 10:15:03,000"


def trace(error: str) -> str:
    return f'Traceback (most recent call last):\n  File "/srv/app/app.py", line 9, in main\n    ask()\n{error}\n'


TIMEOUT = trace("openai.APITimeoutError: Request timed out.")
AUTH = trace("openai.AuthenticationError: Error code: 401 - Incorrect API key provided")
UNKNOWN = trace("teapot.TeapotError: short and stout")
NEXT = f"{STAMP} INFO app: next\n"


def told(report: Report) -> list[tuple[str, str, int]]:
    """Each diagnosis as class, status and first line."""
    return [(one.playbook.id, one.status.value, one.span.first_line) for one in report.diagnoses]


def test_as_in_the_log() -> None:
    """Of several errors that failed the first comes first."""
    assert told(diagnosed(TIMEOUT + NEXT + AUTH)) == [("timeout", "failed", 1), ("auth", "failed", 6)]
    assert told(diagnosed(AUTH + NEXT + TIMEOUT)) == [("auth", "failed", 1), ("timeout", "failed", 6)]


def test_what_failed_comes_before_what_recovered() -> None:
    """The error that ended the run is the answer, though another one came first."""
    text = (
        f"{STAMP} WARNING llm: attempt 1 failed, retrying\n{TIMEOUT}{STAMP} INFO llm: attempt 2 succeeded\n"
        f"{STAMP} INFO app: next\n{AUTH}"
    )
    report = diagnosed(text)
    assert report.diagnoses[0].playbook.id == "auth"
    assert report.diagnoses[0].status is Status.FAILED


def test_the_unknown_is_listed_beside_the_known() -> None:
    """An error that no playbook knows is neither hidden by a known one nor taken for it."""
    report = diagnosed(TIMEOUT + NEXT + UNKNOWN)
    assert told(report) == [("timeout", "failed", 1)]
    assert [(one.exception.type, one.span.first_line) for one in report.unrecognised] == [("teapot.TeapotError", 6)]


def test_noise_at_exit_comes_last() -> None:
    """A finaliser's message does not hide the error before it."""
    noise = (
        "Exception ignored in: <function BaseEventLoop.__del__ at 0x7f>\n"
        "Traceback (most recent call last):\n"
        '  File "/usr/lib/python3.11/asyncio/base_events.py", line 5, in _check_closed\n'
        "    raise RuntimeError('Event loop is closed')\n"
        "RuntimeError: Event loop is closed\n"
    )
    assert told(diagnosed(TIMEOUT + noise))[0] == ("timeout", "failed", 1)
    assert [one[0] for one in told(diagnosed(noise))] == ["event-loop"]


def test_two_services_in_one_log() -> None:
    """Interleaved lines of two services are two errors, each with its own frames."""
    lines = zip(TIMEOUT.splitlines(), AUTH.replace("/srv/app/app.py", "/srv/app/keys.py").splitlines(), strict=True)
    text = "".join(f"agents-1   | {one}\nbilling-1  | {other}\n" for one, other in lines)
    report = diagnosed(text)
    assert [
        (
            one.playbook.id,
            one.span.first_line,
            one.span.last_line,
            one.application_frame and one.application_frame.filename,
        )
        for one in report.diagnoses
    ] == [("timeout", 1, 7, "/srv/app/app.py"), ("auth", 2, 8, "/srv/app/keys.py")]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "all is well\n", "0 errors, 0 failures\n", f"{STAMP} INFO app: done\n", "\x00\x01\n", "é\u2028\n"],
)
def test_a_log_without_an_error_gives_nothing(text: str) -> None:
    """No diagnosis, nothing unrecognised."""
    report = diagnosed(text)
    assert (report.diagnoses, report.unrecognised) == ((), ())


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_in_any_process(seed: str) -> None:
    """Neither a run nor Python's hash seed changes a byte of the answer."""
    sample = SAMPLES / "event-loop" / "autogen07-team-two-runs.log"
    command = [sys.executable, "-m", "diagnose", "diagnose", "--format", "json", str(sample)]
    here, there = (
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": value}, capture_output=True, check=False
        ).stdout
        for value in ("0", seed)
    )
    assert here == there
    assert b"event-loop" in here
