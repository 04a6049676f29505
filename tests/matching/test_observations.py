"""What the log before an error shows as numbers."""

from __future__ import annotations

import pytest

from diagnose.input import lines_of_text
from diagnose.logformats import entries
from diagnose.matching.log import read_log
from diagnose.matching.observations import Observed, observe
from diagnose.matching.patterns import LineScanner
from diagnose.model.lines import Span

SOURCE = "app.log"


def observed(text: str) -> dict[str, Observed]:
    """The observations above the line that begins with ERROR."""
    text = text.removeprefix("\n")
    first = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("ERROR"))
    records = entries(lines_of_text(text, SOURCE))
    return observe(read_log(SOURCE, records, LineScanner(())), first)


def seen(value: float, first: int, last: int) -> Observed:
    return Observed(value, Span(SOURCE, first, last))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("loading\nERROR\n", {}, id="nothing"),
        pytest.param("batch 1: ok\nbatch 2: ok\nERROR\n", {}, id="two lines are no series"),
        pytest.param(
            "batch 1: ok\nbatch 2: ok\nbatch 3: ok\nERROR\n", {"successes_before": seen(3, 1, 3)}, id="series"
        ),
        pytest.param(
            "batch 1: ok\nbatch 2: ok\nbatch 3: ok\nbatch 1: ok\nbatch 2: ok\nERROR\n", {}, id="a series starts again"
        ),
        pytest.param(
            "turn 1 messages=2\nturn 2 messages=4\nturn 3 messages=9\nERROR\n",
            {"successes_before": seen(3, 1, 3), "growing_counter": seen(9, 1, 3)},
            id="a number grows",
        ),
        pytest.param(
            "step 1: 30\nstep 2: 60\nstep 3: 120\nstep 4: 250\nERROR\n",
            {"successes_before": seen(4, 1, 4), "growing_counter": seen(250, 1, 4), "growth_factor": seen(2.0, 1, 4)},
            id="a number doubles",
        ),
        pytest.param(
            "step 1: 30\nstep 2: 60\nstep 3: 120\nstep 4: 121\nERROR\n",
            {
                "successes_before": seen(4, 1, 4),
                "growing_counter": seen(121, 1, 4),
                "growth_factor": seen(121 / 120, 1, 4),
            },
            id="a number doubles no more",
        ),
        pytest.param(
            "turn 1 took 2.5 s\nturn 2 took 2.1 s\nturn 3 took 2.6 s\nERROR\n",
            {"successes_before": seen(3, 1, 3)},
            id="a number that goes up and down does not grow",
        ),
        pytest.param(
            "turn 1 history=1,200\nturn 2 history=2,400\nturn 3 history=3,600\nother\nERROR\n",
            {"successes_before": seen(3, 1, 3), "growing_counter": seen(3600, 1, 3)},
            id="thousands separators",
        ),
        pytest.param(
            "2026-11-20 10:15:01 ping\n2026-11-20 10:15:02 ping\n2026-11-20 10:15:03 ping\nERROR\n",
            {},
            id="a clock is none",
        ),
        pytest.param(
            "retrying in 2 s\nAttempt 2\nERROR\n",
            {"retries": seen(2, 1, 2)},
            id="retries",
        ),
    ],
)
def test_progress(text: str, found: dict[str, Observed]) -> None:
    """Series of lines, what grows in them, and announced retries, each with its lines; zero is left out."""
    assert observed(text) == found


CHAT = """
Starting a new chat....

user (to assistant):

Check ticket 17.

--------------------------------------------------------------------------------
assistant (to user):

It is resolved, and this answer is the longest of the chat.

--------------------------------------------------------------------------------
ERROR
"""


def test_conversation() -> None:
    """Messages, their speakers and sizes, and headers of nested chats are counted."""
    found = observed(CHAT)
    assert {name: one.value for name, one in found.items() if name != "largest_message"} == {
        "chat_messages": 2,
        "speakers": 2,
        "nested_chats": 1,
    }
    assert found["largest_message"].value >= len("It is resolved, and this answer is the longest of the chat.")


def test_only_what_stands_before_counts() -> None:
    """Progress after the error is none before it."""
    assert observed("ERROR\nbatch 1: ok\nbatch 2: ok\nbatch 3: ok\n") == {}
