"""The forms in which Python errors stand in logs."""

from __future__ import annotations

import sys

import pytest

from diagnose.model import EventKind, Level, Line, LogEntry, Origin, Surfaced, TraceEvent, Zone
from diagnose.tracebacks import events, fingerprint
from diagnose.tracebacks.origin import origin_of
from tests.tracebacks.roundtrip import parse

_TRACE = 'Traceback (most recent call last):\n  File "/srv/app/app.py", line 3, in run\n    call()\n'


def _heads(found: list[TraceEvent]) -> list[list[tuple[str, str]]]:
    return [[(raised.type, raised.message) for raised in event.chain] for event in found]


@pytest.mark.parametrize(
    ("above", "surfaced"),
    [
        ("Exception in thread Thread-1 (run):", Surfaced.THREAD),
        ("Exception ignored in: <function f at 0x7f>", Surfaced.IGNORED),
        ("Task exception was never retrieved\nfuture: <Task finished name='Task-2'>", Surfaced.NEVER_RETRIEVED),
        ("Error processing publish message for critic_1/1", Surfaced.LOGGED),
    ],
)
def test_words_above_a_trace_are_its_heading(above: str, surfaced: Surfaced) -> None:
    """The heading is kept, and it says how the exception reached the log."""
    (event,) = parse(f"{above}\n{_TRACE}ValueError: no")
    assert (event.heading, event.surfaced, event.chain[0].message) == (above, surfaced, "no")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("openai.BadRequestError: Error code: 400", ("openai.BadRequestError", "Error code: 400")),
        ("E       openai.APITimeoutError: slow", ("openai.APITimeoutError", "slow")),
        ('    raise x\nKeyError: "a"', ("KeyError", '"a"')),
        ('..\\openai\\_base_client.py", line 9, in _request\n    raise x\nAbcError: y', ("AbcError", "y")),
        ('  File "/a.py", line 2, in f\nValueError', ("ValueError", "")),
    ],
)
def test_the_rest_of_a_trace_is_recognised(text: str, head: tuple[str, str]) -> None:
    """A trace without its top is one, and says that it is truncated."""
    (event,) = parse(text)
    assert ((event.last.type, event.last.message), event.truncated) == (head, True)


@pytest.mark.parametrize("text", ["Note: an Error: here", "the ValueError: was seen", "INFO: ok", "Results: 3"])
def test_prose_is_no_exception(text: str) -> None:
    """Only a name at the very beginning that looks like an exception's counts."""
    assert [event for event in parse(text) if event.kind is EventKind.PYTHON] == []


def test_a_remote_traceback_is_embedded() -> None:
    """AutoGen's error text keeps its whole message, and the trace in it is an event of its own."""
    inner = 'Traceback (most recent call last):\n\n  File "/x.py", line 1, in f\n    g()\n\nopenai.BadRequestError: big'
    (event,) = parse(f"{_TRACE}RuntimeError: BadRequestError: big\nTraceback:\n{inner}\n")
    assert event.last.message == f"BadRequestError: big\nTraceback:\n{inner}"
    assert _heads(list(event.embedded)) == [[("openai.BadRequestError", "big")]]
    assert event.embedded[0].surfaced is Surfaced.EMBEDDED


def test_quoting_records_have_no_events_and_results_have() -> None:
    """A trace that an agent only talks about is content; one that executed code printed is real."""

    def entry(zone: Zone) -> LogEntry:
        lines = tuple(Line(n, text, "t") for n, text in enumerate(f"{_TRACE}ValueError: no".split("\n"), 1))
        return LogEntry(lines, zone=zone)

    assert events([entry(Zone.CHAT), entry(Zone.CODE), entry(Zone.PROMPT), entry(Zone.TOOL_CALL)]) == []
    assert [event.surfaced for event in events([entry(Zone.CODE_RESULT)])] == [Surfaced.RESULT]


def test_a_record_gives_level_logger_and_heading() -> None:
    """What the record says goes into the event."""
    text = f"model call failed\n{_TRACE}ValueError: no"
    lines = tuple(Line(n, row, "t") for n, row in enumerate(text.split("\n"), 1))
    (event,) = events([LogEntry(lines, level=Level.ERROR, logger="app", wrapping=("logging",))])
    assert (event.level, event.logger, event.heading, event.surfaced) == (
        Level.ERROR,
        "app",
        "model call failed",
        Surfaced.LOGGED,
    )


def test_output_below_a_trace_is_no_message() -> None:
    """Lines in the shape of earlier output, records, warnings and prompts end a message."""
    for below in ("turn 4 ok, 9 left", "2026-01-02 10:00:00 INFO x", "$ ls", "sys:1: RuntimeWarning: y", "a (to b):"):
        found = parse(f"turn 3 ok, 8 left\n{_TRACE}ValueError: no\n{below}\nmore")
        assert found[0].last.message == "no", below


def test_warnings_faulthandler_and_never_awaited() -> None:
    """The forms in which nothing was raised."""
    warning, dump = parse(
        "/srv/app/app.py:11: RuntimeWarning: coroutine 'f' was never awaited\n  f()\n"
        "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
        'Timeout (0:00:02)!\nThread 0x01 (most recent call first):\n  File "/a.py", line 2 in g\n'
        '  File "/b.py", line 9 in <module>\n'
    )
    assert (warning.kind, warning.last.frames[0].line) == (EventKind.WARNING, "f()")
    assert (dump.kind, dump.last.message) == (EventKind.FAULTHANDLER, "Timeout (0:00:02)!")
    assert [frame.name for frame in dump.last.frames] == ["<module>", "g"]


def test_depth_is_no_matter() -> None:
    """Three thousand exceptions in a chain, and groups two hundred deep, within an ordinary recursion limit."""
    heading = "\n\nDuring handling of the above exception, another exception occurred:\n\n"
    (event,) = parse(heading.join(f"{_TRACE}ValueError: x" for _ in range(3000)))
    assert len(event.chain) == 3000
    rows = ["  + Exception Group Traceback (most recent call last):", "  | ExceptionGroup: a (1 sub-exception)"]
    for depth in range(1, 200):
        rows += [f"{'  ' * depth}+-+---------------- 1 ----------------"]
        rows += [f"{'  ' * (depth + 1)}| ExceptionGroup: a (1 sub-exception)"]
    rows += [f"{'  ' * 200}+-+---------------- 1 ----------------", f"{'  ' * 201}| ValueError: leaf"]
    raised, depth = parse("\n".join(rows))[0].last, 0
    while raised.members:
        raised, depth = raised.members[0][0], depth + 1
    assert (raised.message, depth) == ("leaf", 200)
    assert sys.getrecursionlimit() <= 5000


@pytest.mark.parametrize(
    ("filename", "origin"),
    [
        ("/srv/app/app.py", Origin.APPLICATION),
        ("/srv/app/.venv/lib/python3.11/site-packages/openai/_base_client.py", Origin.LIBRARY),
        ("/usr/lib/python3.12/asyncio/runners.py", Origin.STDLIB),
        ("C:\\Users\\thom\\Python\\Python311\\Lib\\ssl.py", Origin.STDLIB),
        ("D:\\anaconda3\\envs\\py39\\lib\\asyncio\\locks.py", Origin.STDLIB),
        ("D:\\ag\\pyag\\Scripts\\autogenstudio.exe\\__main__.py", Origin.LIBRARY),
        ("<frozen runpy>", Origin.STDLIB),
        ("<stdin>", Origin.APPLICATION),
        ("Cell In[2]", Origin.APPLICATION),
        ("/tmp/ipykernel_9/123.py", Origin.APPLICATION),
        ("coding/tmp_code_a35f2e.py", Origin.APPLICATION),
        ("/home/me/autogen/agentchat/conversable_agent.py", Origin.LIBRARY),
        ("node:internal/process/task_queues", Origin.STDLIB),
        ("/home/me/openai/app.py", Origin.APPLICATION),
    ],
)
def test_origin(filename: str, origin: Origin) -> None:
    """A frame's origin is told from its path."""
    assert origin_of(filename) is origin


def test_a_fingerprint_knows_the_fault_and_not_the_occurrence() -> None:
    """Numbers, ids and library lines do not change it; another error does."""
    one, other, different = (
        parse(f"{_TRACE}ValueError: {message}")[0]
        for message in ("req_1a at 0x7f01: 5 tokens", "req_9c at 0x7eee: 60 tokens", "no such key")
    )
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(different)
