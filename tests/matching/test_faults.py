"""From events to faults: copies folded, bare lines given their due, mentions passed over."""

from __future__ import annotations

import pytest

from diagnose.model.playbook import Condition
from tests.matching.scenes import diagnosed, faults_in, one_class

TIMEOUT = """Traceback (most recent call last):
  File "/srv/app/app.py", line {line}, in main
    ask()
openai.APITimeoutError: Request timed out.
"""


def said(text: str) -> list[tuple[str, int, tuple[int, int]]]:
    """Each diagnosis as its class, how often it happened, and the lines of its first place."""
    return [
        (one.playbook.id, one.occurrences, (one.span.first_line, one.span.last_line))
        for one in diagnosed(text).diagnoses
    ]


def test_the_same_error_again_is_one_fault() -> None:
    """It is counted, and shown where it stands first."""
    text = "".join(
        f"2026-11-20 10:15:0{number},000 ERROR app: failed\n" + TIMEOUT.format(line=9) for number in range(3)
    )
    assert said(text) == [("timeout", 3, (2, 5))]


def test_numbers_in_the_words_do_not_make_it_another_error() -> None:
    """Two overflows of one window are one fault."""
    line = (
        "openai.BadRequestError: Error code: 400 - {{'error': {{'message': \"This model's maximum context length is "
        "8192 tokens. However, your messages resulted in {} tokens.\", 'code': 'context_length_exceeded'}}}}\n"
    )
    text = "".join(f"2026-11-20 10:15:03,000 INFO app: next\n{line.format(used)}" for used in (8200, 9100))
    assert [(name, count) for name, count, _ in said(text)] == [("context-length", 2)]


def test_a_wrapper_that_carries_the_text_is_no_second_fault() -> None:
    """AutoGen raises an error whose message quotes the first one with its traceback."""
    text = """
2026-11-20 10:15:03,000 ERROR autogen_core: Error processing publish message for writer/1
Traceback (most recent call last):
  File "/srv/app/.venv/lib/python3.11/site-packages/autogen_core/_single_threaded_agent_runtime.py", line 5, in _on
    return await agent.on_message()
openai.APITimeoutError: Request timed out.
Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    await team.run(task="x")
RuntimeError: APITimeoutError: Request timed out.
Traceback:
Traceback (most recent call last):

  File "/srv/app/.venv/lib/python3.11/site-packages/autogen_agentchat/teams/_group_chat/_chat.py", line 7, in on
    await self._agent.run()

openai.APITimeoutError: Request timed out.
"""
    assert said(text) == [("timeout", 1, (1, 5))]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Warning: CUDA out of memory, giving up", 1),
        ("tests/test_gpu.py::test_cuda_out_of_memory PASSED", 0),
        ("    ✓ CUDA out of memory is retried", 0),
        ("ok 3 - CUDA out of memory", 0),
        ("If you see CUDA out of memory, lower the batch size", 0),
        ("the last run ended with CUDA out of memory", 0),
        ("notes, e.g. CUDA out of memory", 0),
        ("2026-11-20 10:15:03,000 DEBUG app: CUDA out of memory is handled", 0),
        ("2026-11-20 10:15:03,000 INFO app: CUDA out of memory is handled", 0),
        ("2026-11-20 10:15:03,000 ERROR app: CUDA out of memory", 1),
        ("all is well", 0),
    ],
)
def test_bare_lines(line: str, found: int) -> None:
    """A line without a trace counts where it states an error: not in a passed test, in advice or in a quiet record."""
    known = one_class(Condition(line=("CUDA out of memory",)))
    assert len([fault for fault in faults_in(f"start\n{line}\nend\n", known) if fault.fit]) == found


def test_a_veto_on_a_bare_line() -> None:
    """``unless`` speaks of the line itself."""
    known = one_class(Condition(line=("out of memory",), unless=("handled",)))
    assert faults_in("out of memory, handled\n", known) == []
    assert len(faults_in("out of memory\n", known)) == 1


def test_bare_lines_near_one_another_are_one_statement() -> None:
    """Neighbouring lines of one class are one fault; lines far apart with the same words are the same fault again."""
    known = one_class(Condition(line=("out of memory",)))
    near = faults_in("out of memory: A\nout of memory: B\n", known)
    assert [(fault.first.span.first_line, fault.first.span.last_line, fault.occurrences) for fault in near] == [
        (1, 2, 1)
    ]
    far = faults_in("out of memory\n" + "going on\n" * 10 + "out of memory\n", known)
    assert [(fault.first.span.first_line, fault.occurrences) for fault in far] == [(1, 2)]


def test_fallout_goes_to_its_root() -> None:
    """What only follows from an error is no diagnosis, but its lines are known."""
    text = """
Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    ask()
openai.APITimeoutError: Request timed out.
2026-11-20 10:15:04,000 ERROR app: stopping
Traceback (most recent call last):
  File "/srv/app/app.py", line 30, in stop
    await task
asyncio.exceptions.CancelledError
"""
    report = diagnosed(text)
    assert [one.playbook.id for one in report.diagnoses] == ["timeout"]
    assert report.unrecognised == ()
    assert [(span.first_line, span.last_line) for one in report.diagnoses for span in one.fallout] == [(6, 9)]


def test_what_agents_say_is_no_fault() -> None:
    """A conversation about errors has none."""
    text = """
user (to assistant):

My script prints "RuntimeError: CUDA out of memory" and "TimeoutError: timed out". Why?

--------------------------------------------------------------------------------
"""
    assert diagnosed(text).diagnoses == ()
