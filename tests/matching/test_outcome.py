"""What became of an error."""

from __future__ import annotations

import pytest

from diagnose.model.playbook import Condition
from diagnose.model.report import Status
from tests.matching.scenes import diagnosed, one_class

TRACE = """Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    ask()
openai.APITimeoutError: Request timed out.
"""
STAMP = "2026-11-20 10:15:03,000"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(TRACE, Status.FAILED, id="raised to the end"),
        pytest.param(
            f"{STAMP} WARNING llm: attempt 1 failed, retrying\n{TRACE}{STAMP} INFO llm: attempt 2 succeeded\n",
            Status.RECOVERED,
            id="retried with success",
        ),
        pytest.param(
            f"{STAMP} WARNING llm: attempt 1 failed, retrying\n{TRACE}{STAMP} INFO llm: attempt 2 not successful\n",
            Status.FAILED,
            id="a success that is denied",
        ),
        pytest.param(
            f"{STAMP} WARNING llm: attempt 1 failed, retrying\n{TRACE}",
            Status.FAILED,
            id="retried, and then nothing",
        ),
        pytest.param(
            f"{STAMP} ERROR llm: request failed\n{TRACE}{STAMP} INFO job: finished\n",
            Status.FAILED,
            id="nobody announced a retry",
        ),
        pytest.param(
            f"{TRACE}{STAMP} INFO shell: retrying\n{STAMP} INFO shell: run succeeded\n",
            Status.FAILED,
            id="uncaught, so another process went on",
        ),
        pytest.param(
            f"{STAMP} WARNING llm: attempt 1 failed, retrying\n{TRACE}{STAMP} INFO llm: attempt 2 succeeded\n"
            f"{STAMP} ERROR app: stopping\n"
            + TRACE.replace("APITimeoutError: Request timed out.", "AuthenticationError: no"),
            Status.FAILED,
            id="another error came later",
        ),
    ],
)
def test_status(text: str, status: Status) -> None:
    """Recovered needs a record that carries the error, an announced retry, and success after it; the rest failed."""
    assert diagnosed(text).diagnoses[0].status is status


def test_harmless_is_what_the_signature_says() -> None:
    """Noise is noise because a playbook knows it as that."""
    known = one_class(Condition(message=("Request timed out",)), status="harmless")
    assert [one.status for one in diagnosed(TRACE, known).diagnoses] == [Status.HARMLESS]
