"""Each error text that the five guides list is recognised as its class when it stands alone in a log."""

from __future__ import annotations

import pytest

from diagnose.input import lines_of_text
from diagnose.pipeline import diagnose_lines
from tests.corpus import got, known

MEMORY = ("cuda-oom", "host-oom")
"""Where a text does not say whose memory ran out, either is right."""

TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("OOM error during inference", MEMORY),
    ("RuntimeError: OOM error during inference", MEMORY),
    ("CUDA out of memory", ("cuda-oom",)),
    ("RuntimeError: CUDA out of memory", ("cuda-oom",)),
    ("RuntimeError: out of memory", MEMORY),
    (
        "openai.BadRequestError: Error code: 400 - "
        "{'error': {'message': 'This model's maximum context length is ...'}}",
        ("context-length",),
    ),
    ("token limit exceeded when scaling", ("context-length",)),
    ("RuntimeError: Token limit exceeded", ("context-length",)),
    ("timeout error when scaling", ("timeout",)),
    ("TimeoutError: timeout error when scaling", ("timeout",)),
    ("TimeoutError: Request timed out", ("timeout",)),
    ("openai.APITimeoutError", ("timeout",)),
    ("openai.APITimeoutError: Request timed out.", ("timeout",)),
    ("RetryError: Max retries exceeded", ("timeout",)),
    ("async event loop error in production", ("event-loop",)),
    ("Error: event loop is already running", ("event-loop",)),
    ("Error: Cannot run the event loop while another loop is running", ("event-loop",)),
    ("UnhandledPromiseRejection: Error: async event loop error", ("event-loop",)),
    ("TypeError: Cannot read properties of undefined (reading 'send')", ("event-loop",)),
    ("OOM error during inference when scaling", MEMORY),
    ("Error: OOM error during inference when scaling", MEMORY),
)

AROUND = {
    "alone": "{}\n",
    "after-output": "loading settings\nticket 17 resolved\n{}\n",
    "logged": "2026-11-20 10:15:03,204 ERROR support: {}\n",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize(("text", "classes"), TEXTS, ids=[text for text, _ in TEXTS])
def test_a_guides_text_is_recognised(text: str, classes: tuple[str, ...], around: str) -> None:
    """The words that the guides give are the words that people search for."""
    report = diagnose_lines(lines_of_text(around.format(text), "app.log"), known())
    assert got(report) in classes


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("RuntimeError: Token limit exceeded", "unbounded-history"),
        ("UnhandledPromiseRejection: Error: async event loop error", "shared-agent-across-requests"),
    ],
)
def test_without_evidence_the_guides_main_cause_comes_first(text: str, main: str) -> None:
    """Where the log shows nothing but the error, the order is that of the guide."""
    report = diagnose_lines(lines_of_text(f"{text}\n", "app.log"), known())
    assert report.diagnoses[0].candidates[0].cause.id == main
