from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diagnose.input import lines_of_text
from diagnose.logformats import entries
from diagnose.model import Level

TRACE = 'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nValueError: no'


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "2026-01-01 00:00:00,078 WARNING [worker] slow",
            (Level.WARNING, "worker", "2026-01-01 00:00:00,078", "", "slow"),
        ),
        ("2026-01-01 00:00:00,078 - worker - ERROR - no", (Level.ERROR, "worker", "2026-01-01 00:00:00,078", "", "no")),
        ("ERROR:autogen_core:Error processing", (Level.ERROR, "autogen_core", None, "", "Error processing")),
        ("ERROR:    Exception in ASGI application", (Level.ERROR, None, None, "", "Exception in ASGI application")),
        ("[2026-01-01 00:00:00 +0000] [7] [ERROR] no", (Level.ERROR, None, "2026-01-01 00:00:00 +0000", "7", "no")),
        ("E0101 00:00:00.123456   47 a.cc:12] no", (Level.ERROR, "a.cc:12", "0101 00:00:00.123456", "", "no")),
        ("ERROR 01-01 00:00:00 [core.py:7]   File", (Level.ERROR, "core.py:7", "01-01 00:00:00", "", "  File")),
        (
            "2026-01-01 00:00:00 ERROR [Errno 111] refused",
            (Level.ERROR, None, "2026-01-01 00:00:00", "", "[Errno 111] refused"),
        ),
        (
            "2026-01-01 00:00:00 ERROR openai.APITimeoutError: Request timed out.",
            (Level.ERROR, None, "2026-01-01 00:00:00", "", "openai.APITimeoutError: Request timed out."),
        ),
        (
            "##[error]Process completed with exit code 1.",
            (Level.ERROR, None, None, "", "Process completed with exit code 1."),
        ),
        ('{"level":50,"time":1,"pid":7,"msg":"no","v":1}', (Level.ERROR, None, "1", "", "no")),
        ('{"levelname":"ERROR","message":"no"}', (Level.ERROR, None, None, "", "no")),
        (
            'time=2026-01-01 level=ERROR source=a.go:1 msg="no \\"x\\""',
            (Level.ERROR, "a.go:1", "2026-01-01", "", 'no "x"'),
        ),
    ],
)
def test_heads(line: str, read: tuple[Level | None, str | None, str | None, str, str]) -> None:
    """Level, logger, time and writer come off the head; the message stays."""
    (entry,) = entries(lines_of_text(line, "x"))
    assert (entry.level, entry.logger, entry.timestamp, entry.stream, entry.text) == read


@pytest.mark.parametrize(
    "text",
    [
        TRACE,
        '  File "/srv/app/a.py", line 3, in f\n    g()\nValueError: no',
        "TypeError: fetch failed\n    at fetch (node:internal:1:2)\n    at run (a.js:1:2) {\n  code: 'X'\n}",
        "  + Exception Group Traceback (most recent call last):\n"
        "  | ExceptionGroup: two (1 sub-exception)\n  +-+--- 1 ---",
        'Traceback (most recent call last):\n\n> File "a.py", line 3, in f\n    g()\n    └ <f>\nValueError: no',
        "    def test():\n>       f()\nE       ValueError: no\n\na.py:3: ValueError",
        "ValueError   Traceback (most recent call last)\nCell In[7], line 12\n---> 12 f()\n\nValueError: no",
        "╭──── Traceback (most recent call last) ────╮\n"
        "│ a.py:3 in f                               │\n"
        "╰───────────────────────────────────────────╯\nValueError: no",
        "openai.BadRequestError: Error code: 400",
        '{"error": {"message": "no", "type": "x", "code": 400}}',
        "| name | value |\n|------|-------|\n| a    | b     |",
    ],
)
def test_bare_traces_keep_every_character(text: str) -> None:
    """Bars, arrows and marks that belong to a trace are not taken for a wrapping."""
    assert [(entry.text, entry.wrapping) for entry in entries(lines_of_text(text, "x"))] == [(text, ())]


def test_uncaught_after_a_record() -> None:
    """The traceback that ends the program is not the last INFO line's, nor a second one an ERROR record's."""
    text = f"INFO:root:going on\n{TRACE}\nERROR:root:failed\n{TRACE}\n{TRACE}"
    assert [
        (entry.level, entry.span.first_line, entry.span.last_line) for entry in entries(lines_of_text(text, "x"))
    ] == [
        (Level.INFO, 1, 1),
        (None, 2, 5),
        (Level.ERROR, 6, 10),
        (None, 11, 14),
    ]


def test_the_same_head_again_behind_a_trace_begins_a_record() -> None:
    """Two errors in one millisecond: the trace of the first has no heads, so that a head is not a line of it."""
    text = f"2026-11-21 00:00:00,000 ERROR app: failed\n{TRACE}\n" * 2
    assert [
        (entry.timestamp, entry.span.first_line, entry.span.last_line) for entry in entries(lines_of_text(text, "x"))
    ] == [("2026-11-21 00:00:00,000", 1, 5), ("2026-11-21 00:00:00,000", 6, 10)]


def test_threads_are_told_apart() -> None:
    """Two threads that log line by line, interleaved, give one record each."""
    rows = [f"00:00:00,1 ERROR [Thread-{n}] {line}" for line in TRACE.split("\n") for n in (1, 2)]
    found = [(entry.stream, entry.text) for entry in entries(lines_of_text("\n".join(rows), "x"))]
    assert found == [("Thread-1", TRACE), ("Thread-2", TRACE)]


_PIECES = st.sampled_from(
    [
        "user (to bot):", "", "-" * 80, "---------- bot ----------", TRACE, "app-1  | x", "app-1  |   File", "> quoted",
        "```",
        "[0] x", "2026-01-01 00:00:00 ERROR x", "ERROR:a:b", "exitcode: 1 (x)", ">>>>>>>> EXECUTING FUNCTION f...",
        "    indented",
        '{"level": "error", "message": "x"}', "2026-01-01T00:00:00.1Z stderr F x", "level=error msg=x", "(pid=1) x",
        "text",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=25))
@example(["> quoted", "> quoted", "> quoted", "text"])
def test_every_line_comes_out_once_and_in_order(pieces: list[str]) -> None:
    """Whatever the mixture, each line of the file is in exactly one record, and each record is in order."""
    lines = lines_of_text("\n".join(pieces), "x")
    found = entries(lines)
    numbers = [line.number for entry in found for line in entry.lines]
    assert sorted({*numbers}) == sorted({line.number for line in lines})
    assert all([line.number for line in entry.lines] == sorted(line.number for line in entry.lines) for entry in found)
    owners = {number: sum(any(line.number == number for line in entry.lines) for entry in found) for number in numbers}
    glued = {line.number for line in lines if len([other for other in lines if other.number == line.number]) > 1}
    assert {number for number, count in owners.items() if count > 1} <= glued | {
        line.number for line in lines if "Traceback" in line.text
    }


@pytest.mark.parametrize("unit", [" ", "[", "a: ", "> ", '"', "a=b ", "\x1b[", "\\", "Traceback ", "(to "])
@pytest.mark.parametrize("head", ["", "2026-01-01 00:00:00 ERROR ", 'level=error msg="', '  File "', "a (to b"])
def test_a_megabyte_line_is_read_in_no_time(head: str, unit: str) -> None:
    """No line, however long, is scanned more than a few times."""
    begun = time.perf_counter()
    entries(lines_of_text(head + unit * (1_000_000 // len(unit)), "x"))
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("escaped", "read"),
    [(r"\ud83d\ude00 out", "\U0001f600 out"), (r"\uD83D out", "� out"), (r"out \ude00", "out �"), (r"\u00e9", "é")],
)
def test_halves_of_characters_in_json(escaped: str, read: str) -> None:
    """A surrogate without its other half is no character: it becomes a replacement character, and nothing fails."""
    (entry,) = entries(lines_of_text(f'{{"level": "error", "message": "{escaped}"}}', "log"))
    assert [line.text for line in entry.lines] == [read]
