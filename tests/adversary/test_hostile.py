"""Any text gets an answer, soon."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose.input import lines_of
from diagnose.pipeline import diagnose_lines
from diagnose.render.json import document
from tests.adversary.test_damage import KNOWN, TRACE

_PIECES = st.sampled_from(
    [TRACE, "  File \"a.py\", line 1, in f\n", "    at f (a.js:1:2)\n", "Error: x {\n", "[cause]: ", "  | ", "{", "'",
     "During handling of the above exception, another exception occurred:\n\n", "\x00", "\x1b]8;;", "\r", "\u202e",
     "```\n", "> ", "user (to bot):\n\n", "exitcode: 1 (x)\n", "[FunctionExecutionResult(content='", "Killed\n", "\n",
     '{"level": "\u00b2", "message": "x", "time": 1}\n', "{'error': {'message': 'x', 'code': 0x" + "f" * 5000 + "}}\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_PIECES.map(str.encode), st.binary(max_size=40)), max_size=20).map(b"".join))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    """The program answers every input with a document that is valid JSON."""
    json.dumps(document(diagnose_lines(lines_of(data, "x"), KNOWN)), allow_nan=False)


_LONG = {
    "opened objects": '{\n  "error": {\n    "message": "bad"\n' * 4_000,
    "opened results": "[FunctionExecutionResult(content='\n" * 5_000,
    "one long line": "ERROR " + '{"a": 1} word (12 ' * 60_000,
    "spaces": "ValueError: " + " " * 1_000_000 + "x",
    "numbered": "".join(f"{number}: plain line\n" for number in range(20_000)),
    "same records": "ERROR: job failed: Connection refused\n" * 3_000,
}


_SELDOM = ("opened objects", "same records")


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.thorough] if one in _SELDOM else []) for one in sorted(_LONG)]
)
def test_long_inputs_are_read_in_time(name: str) -> None:
    """Work grows with the length of the input and not with its square: a minute's worth would be a hang."""
    begun = time.process_time()
    diagnose_lines(lines_of(_LONG[name].encode(), "x"), KNOWN)
    assert time.process_time() - begun < 20
