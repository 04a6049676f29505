from __future__ import annotations

from diagnose.input import lines_of_text
from diagnose.logformats import entries

DASHES = "-" * 80
TRACE = 'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nValueError: no\n'


def _zones(text: str) -> list[tuple[str, str | None, int, int]]:
    return [(e.zone.value, e.role, e.lines[0].number, e.lines[-1].number) for e in entries(lines_of_text(text, "x"))]


def test_chat02() -> None:
    """A message reaches from its header to its dashes; what comes after is the program's."""
    text = f"start\nuser (to bot):\n\nTraceback (most recent call last):\nwhat is that?\n\n{DASHES}\n{TRACE}"
    assert _zones(text) == [("plain", None, 1, 1), ("chat", "user", 2, 7), ("plain", None, 8, 11)]


def test_chat02_tools_and_code() -> None:
    """Calls, results and executed code have zones of their own."""
    text = (
        "bot (to user):\n\n***** Suggested tool call (c1): look *****\nArguments: \n{}\n"
        + "*" * 44
        + f"\n\n{DASHES}\n\n"
        ">>>>>>>> EXECUTING FUNCTION look...\n"
        "user (to bot):\n\n***** Response from calling tool (c1) *****\nError: timed out\n"
        + "*"
        * 44
        + f"\n\n{DASHES}\n"
        f"user (to bot):\n\nexitcode: 1 (execution failed)\nCode output: {TRACE}\n\n{DASHES}\n"
    )
    assert _zones(text) == [
        ("tool-call", "bot", 1, 8),
        ("plain", None, 9, 9),
        ("plain", None, 10, 10),
        ("tool-result", "user", 11, 17),
        ("code-result", "user", 18, 27),
    ]


def test_chat02_cut_off_by_the_error() -> None:
    """A message that was never closed ends where the program's own words begin."""
    assert _zones(f"user (to bot):\n\nhello\n{TRACE}") == [("chat", "user", 1, 3), ("plain", None, 4, 7)]


def test_streamed_text_before_a_traceback() -> None:
    """A traceback printed behind unfinished text is a line of its own, with the same number."""
    text = f"user (to bot):\n\nhello\n\n{DASHES}\nThe batch contains 3{TRACE}"
    assert _zones(text) == [("chat", "user", 1, 5), ("chat", None, 6, 6), ("plain", None, 6, 9)]


def test_console04() -> None:
    """Messages end at the next header; warnings, records and the last traceback are the program's."""
    text = (
        "---------- TextMessage (user) ----------\nhello\n/srv/a.py:3: UserWarning: odd\n  call(\nstill hello\n"
        "---------- ToolCallExecutionEvent (bot) ----------\n[FunctionExecutionResult(content='no', is_error=True)]\n"
        "---------- bot ----------\nan example:\n```\n" + TRACE + "```\n"
        "---------- Summary ----------\nNumber of messages: 2\n" + TRACE
    )
    assert _zones(text) == [
        ("chat", "user", 1, 2),
        ("plain", None, 3, 4),
        ("chat", "user", 5, 5),
        ("tool-result", "bot", 6, 7),
        ("chat", "bot", 8, 15),
        ("plain", None, 16, 21),
    ]


def test_console04_trailing_traceback() -> None:
    """In doubt, a traceback that ends the log is the program's."""
    assert _zones("---------- TextMessage (bot) ----------\nthinking\n" + TRACE) == [
        ("chat", "bot", 1, 2),
        ("plain", None, 3, 6),
    ]


def test_console04_quoted_traceback() -> None:
    """A traceback that an agent quotes and goes on to talk about is content."""
    text = (
        "---------- TextMessage (bot) ----------\nSee:\n"
        + TRACE
        + "It means nothing.\n---------- TextMessage (user) ----------\nok\n"
    )
    assert _zones(text) == [("chat", "bot", 1, 7), ("chat", "user", 8, 9)]


def test_event_dumps() -> None:
    """A prompt that a logger dumps is a prompt."""
    text = 'INFO:autogen_core.events:{"type": "LLMCall", "messages": [{"content": "CUDA out of memory"}]}\n'
    assert _zones(text) == [("prompt", None, 1, 1)]


def test_prose_around_a_fence() -> None:
    """The words around a paste are a person's."""
    text = "It fails:\n```\n" + TRACE + "```\nAny idea?\n"
    assert _zones(text) == [("prose", None, 1, 2), ("plain", None, 3, 6), ("prose", None, 7, 8)]
