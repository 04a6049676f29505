"""What people, tools and web pages do to a log before it is read."""

from __future__ import annotations

import html
import json
from collections.abc import Callable


def each(change: Callable[[int, str], str]) -> Callable[[str], str]:
    """A wrapping that changes every line, numbered from 1."""
    return lambda text: "".join(change(number, line) + "\n" for number, line in enumerate(text.splitlines(), 1))


WRAPPINGS: dict[str, Callable[[str], str]] = {
    "colon": each(lambda number, line: f"{number}: {line}"),
    "grep -n": each(lambda number, line: f"{number}:{line}"),
    "grep -n of two files": each(lambda number, line: f"app.log:{number}:{line}"),
    "grep -C": each(lambda number, line: f"{number}{':' if number % 3 else '-'}{line}"),
    "grep -H": each(lambda _, line: f"logs/app.log:{line}"),
    "cat -n": each(lambda number, line: f"{number:6d}\t{line}"),
    "less -N": each(lambda number, line: f"{number:7d} {line}"),
    "bat": each(lambda number, line: f"{number:4d} │ {line}"),
    "diff": each(lambda _, line: f"+{line}"),
    "label": each(lambda _, line: f"stderr: {line}"),
    "epoch": each(lambda number, line: f"{1767348000 + number}.125 {line}"),
    "invisible": each(lambda _, line: f"\u200b{line}"),
    "entities": html.escape,
    "curly quotes": lambda text: text.replace('"', "\u201d"),
    "padded": each(lambda _, line: line.ljust(200)),
    "double spaced": lambda text: text.replace("\n", "\n\n"),
    "repr": lambda text: repr(text),
    "bytes": lambda text: repr(text.encode()),
    "JSON string": lambda text: json.dumps(text),
}
