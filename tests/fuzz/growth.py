"""Whether twice the input takes twice the time: logs that are bad in one way, at two and four times their length."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from diagnose.input import lines_of
from diagnose.pipeline import diagnose_lines
from diagnose.render import render
from diagnose.render.view import View
from tests.fuzz.promises import NAME, known

MOST = 3.0
"""Times as long for twice as much; 2 is linear, 4 is square."""
NOISE = 0.05
"""Seconds of computing below which nothing can be said."""
LONGEST = 1_000_000
_TRIES = 3
_FRAME = '  File "/srv/app/a{0}.py", line {0}, in f{0}\n    g()\n'
_HEAD = "Traceback (most recent call last):\n"
_BOX = "\u256d" + "\u2500" * 20 + " Traceback (most recent call last) " + "\u2500" * 20 + "\u256e\n"
_DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"
_KNOWN = "openai.APITimeoutError: Request timed out.\n"
_TRACE = _HEAD + _FRAME.format(1) + _KNOWN


def _nested_json(size: int) -> str:
    return '{"a": ' * size + "1" + "}" * size


def _groups(size: int) -> str:
    """Groups within groups, as deep as the exceptions are many."""
    rows = []
    for depth in range(size):
        margin = "  " * depth
        rows.append(f"{margin}  + Exception Group Traceback (most recent call last):")
        rows.append(f"{margin}  | ExceptionGroup: x (1 sub-exception)")
        rows.append(f"{margin}  +-+---------------- 1 ----------------")
    return "\n".join(
        [*rows, "  " * size + "    | ValueError: x", "  " * size + "    +------------------------------------\n"]
    )


LOGS: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: "ERROR " + "word 12 " * (40 * n),
    "one line of letters": lambda n: "ERROR " + "a" * (300 * n),
    "spaces": lambda n: "ValueError: " + " " * (300 * n) + "x\n",
    "digits": lambda n: "ERROR " + "1" * (300 * n) + "\n",
    "quotes": lambda n: "ERROR " + "\"'" * (100 * n) + "\n",
    "braces": lambda n: "{" * (200 * n) + "\n",
    "braces in lines": lambda n: "{\n" * (20 * n),
    "backslashes": lambda n: "ERROR '" + "\\" * (200 * n) + "'\n",
    "blank lines": lambda n: "\n" * (300 * n) + _KNOWN,
    "short lines": lambda n: "a\n" * (60 * n),
    "many heads": lambda n: _HEAD * (10 * n),
    "many tracebacks": lambda n: (_HEAD + _FRAME.format(1) + _KNOWN) * (2 * n),
    "different tracebacks": lambda n: "".join(
        _HEAD + _FRAME.format(k) + f"KeyError: '{k}'\n" for k in range(n)
    ),
    "one deep traceback": lambda n: _HEAD + "".join(_FRAME.format(k) for k in range(10 * n)) + _KNOWN,
    "one long chain": lambda n: _DURING.join([_HEAD + _FRAME.format(1) + _KNOWN] * (3 * n)),
    "links alone": lambda n: _DURING * (10 * n),
    "nested groups": _groups,
    "nested JSON": lambda n: _nested_json(20 * n) + "\n",
    "JSON lines": lambda n: '{"level": "error", "message": "Request timed out", "n": 1}\n' * (8 * n),
    "nested strings": lambda n: json.dumps(json.dumps(json.dumps(_KNOWN * n))) + "\n",
    "one record of a trace": lambda n: json.dumps({"level": "error", "exc_info": _TRACE * n}) + "\n",
    "Node causes": lambda n: "Error: x {\n  [cause]: " * (5 * n) + "\n",
    "Node frames": lambda n: "Error: x\n" + "    at f (/srv/app/a.js:1:2)\n" * (20 * n),
    "open boxes": lambda n: _BOX + "\u2502 x \u2502\n" * (20 * n),
    "tool results": lambda n: "[FunctionExecutionResult(content='" * (10 * n) + "\n",
    "chats": lambda n: "user (to bot):\n\nhello\n\n" + "-" * 80 + "\n" * (10 * n),
    "carriage returns": lambda n: "10%\r" * (100 * n) + "\n" + _KNOWN,
    "escapes": lambda n: "\x1b[" * (100 * n) + "\x1b]" * (100 * n) + "\n",
    "secrets": lambda n: "".join(f"ERROR api_key=sk-proj-{k:032d}abc refused\n" for k in range(3 * n)),
    "growing numbers": lambda n: "".join(f"step {k}: {k * 7} tokens\n" for k in range(10 * n)) + _KNOWN,
}  # fmt: skip
"""Each of a size that grows with the number."""


def seconds(text: str) -> float:
    """The computing time of one answer."""
    data = text.encode("utf-8", "replace")
    began = time.process_time()
    report = diagnose_lines(lines_of(data, NAME), known())
    render(report, "json", View())
    render(report, "terminal", View(verbose=True))
    return time.process_time() - began


def grows_too_fast(make: Callable[[int], str], longest: int) -> str:
    """How the time grows where it grows faster than the length; empty where it does not.

    ``longest`` bounds the characters of the shortest log that is measured.
    """
    size = 10
    while len(make(2 * size)) <= longest and seconds(make(size)) < 2 * NOISE:
        size *= 2
    told = ""
    for _ in range(_TRIES):
        times = [seconds(make(size * times)) for times in (1, 2, 4)]
        told = " ".join(f"{one:.2f}" for one in times) + " s"
        if times[-1] < 2 * NOISE or times[-1] <= MOST * max(times[1], NOISE):
            return ""
    return told


def main() -> int:
    """Exit status 0 where all of them grow as they should."""
    steep = 0
    for name, make in LOGS.items():
        began = time.process_time()
        told = grows_too_fast(make, LONGEST)
        steep += bool(told)
        print(f"{name}: {told or 'linear'} ({time.process_time() - began:.1f} s)", flush=True)
    print(f"{len(LOGS)} kinds of logs, {steep} took more than linear time")
    return 1 if steep else 0
