"""What inputs are made of: parts of the sample traces, and words that mean something to readers or terminals."""

from __future__ import annotations

import ast
import random
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HOSTILE: tuple[bytes, ...] = (
    b"\x1b]52;c;ZXZpbA==\x07", b"\x1b]0;evil\x07", b"\x1b]2;evil\x1b\\",
    b"\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\", b"\x1b[2J\x1b[H", b"\x1b[?1049h", b"\x1b[31m", b"\x1b[0m",
    b"\x1b[6n", b"\x1bPq#0\x1b\\", b"\x1b_x\x1b\\", b"\x1b^x\x1b\\", b"\x1bc", b"\x1b", b"\x1b[", b"\x1b]",
    b"\x9b31m", b"\xc2\x9b31m", b"\xc2\x85", b"\xc2\x90", b"\xc2\x9c", b"\x07", b"\x08\x08\x08", b"\x00", b"\x7f",
    b"\r", b"\r\n", b"\n", b"\n\n\n", b"\t", b"\x0b", b"\x0c", b"\x1a", b"\xe2\x80\xae", b"\xe2\x81\xa6",
    b"\xe2\x80\x8b", b"\xe2\x80\x8d", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff",
    b"\xf3\xa0\x81\xa1", b"\xed\xa0\x80", b"\xff", b"\xc3", b"\xe2\x80", b"\xf0\x9f\x92", b"[bold red]", b"[/]",
    b"[link=http://evil.example]x[/link]", b":smile:", b"{{ 7*7 }}", b"{% include 'x' %}", b"{{ ''.__class__ }}",
    b"{#", b"<script>alert(1)</script>", b"<b>", b"&lt;", b"[x](http://evil.example)", b"```", b"~~~", b"^[[31m",
    b"[31m", b"[0m", b"\\n", b"\\u001b[31m", b"\\x1b", b"\\", b"%s%n", b"${x}", b"$(x)",
)  # fmt: skip
"""Words for a terminal, for markup, for templates, for pages; and bytes that are no text."""

SHAPES: tuple[bytes, ...] = (
    b"Traceback (most recent call last):\n", b'  File "a.py", line 1, in f\n', b"    ~~~^^^\n", b"Error: x {\n",
    b"[cause]: ", b"  | ", b"  +-+---------------- 1 ----------------\n", b"    at f (a.js:1:2)\n", b"[errors]: [\n",
    b"  [Previous line repeated 996 more times]\n",
    b"\nDuring handling of the above exception, another exception occurred:\n\n",
    b"  + Exception Group Traceback (most recent call last):\n",
    b"\nThe above exception was the direct cause of the following exception:\n\n", b"Killed\n", b"user (to bot):\n\n",
    b"    | ", b"exitcode: 1 (execution failed)\n", b"[FunctionExecutionResult(content='", b"----------\n",
    b"---------- TextMessage (user) ----------\n", b"\xe2\x95\xad", b"\xe2\x94\x82", b"\xe2\x95\xb0\xe2\x94\x80",
    b"{", b"}", b"[", b"]", b"(", b")", b'"', b"'", b"'''", b"`", b"\\\"", b"{'", b'{"',
    b'{"level": "error", "message": "', b'{"log":"', b'","stream":"stderr"}', b"{'error': {'message': '",
    b"Error code: 400 - ", b"2026-01-05 10:00:00,123 ERROR app.main: ", b"Jan  5 10:00:00 host app[1]: ",
    b"2026-01-05T10:00:00.1Z stderr F ", b"10: ", b"> ", b"# ", b"// ", b"E   ", b"_" * 40 + b"\n",
    b"=" * 40 + b" FAILURES " + b"=" * 30 + b"\n", b"Fatal Python error: ",
    b"Thread 0x00007f (most recent call first):\n", b"HTTP/1.1 429 Too Many Requests", b"exit code 137",
    b"Process finished with exit code ", b"> /a.py(1)f()\n", b"-> ", b"Warning: ",
    b"task: <Task finished name='x' coro=<f() done, defined at a.py:1> exception=ValueError('",
    b"<class 'ValueError'>", b"ValueError: ",
)  # fmt: skip
"""Words that begin, join and end what the readers look for."""

NUMBERS: tuple[bytes, ...] = (
    b"0", b"-1", b"1", b"999999999999999999999999", b"9" * 400, b"9" * 5000, b"1e999", b"nan", b"0x" + b"f" * 300,
    b"1,000", b"1.5", b".", b"\xc2\xb2", b"\xd9\xa3", b"\xe0\xa5\xa7", b"4294967296", b"-9223372036854775809", b"1_0",
    b"00012",
)  # fmt: skip
"""What may stand where a number stands."""

ENCODINGS = ("utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "cp1252", "gb18030", "latin-1")


@cache
def samples() -> tuple[bytes, ...]:
    """All sample traces, as they stand."""
    return tuple(path.read_bytes() for path in sorted((ROOT / "sample_traces").rglob("*.log")))


@cache
def words() -> tuple[bytes, ...]:
    """The words that the readers themselves know: the texts in their sources."""
    found: set[str] = set()
    for folder in ("logformats", "tracebacks", "matching"):
        for path in sorted((ROOT / "diagnose" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and 1 < len(node.value) <= 60:
                    found.add(node.value)
    return tuple(sorted(word.encode("utf-8", "surrogatepass") for word in found))


def piece(rng: random.Random) -> bytes:
    """Up to forty lines of a sample."""
    lines = rng.choice(samples()).splitlines(keepends=True)
    length = rng.randint(2, 40)
    first = rng.randrange(max(1, len(lines) - length + 1))
    return b"".join(line[:2000] for line in lines[first : first + length])


def token(rng: random.Random) -> bytes:
    """A word to put somewhere."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(HOSTILE)
    if kind < 0.7:
        return rng.choice(SHAPES)
    if kind < 0.9:
        return rng.choice(words())
    return rng.choice(NUMBERS) if kind < 0.96 else rng.randbytes(rng.randint(1, 12))
