"""Tables in Markdown: nothing that comes from a log, source code or a file name is markup, link or mention in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diagnose.lazy import regex
from diagnose.model.lines import Skipped
from diagnose.render.safe import visible

ROOM = 48_000
"""Characters of a table; an issue takes 65,536 in all."""
_CLIP = 300
_TICKS = regex(r"`+")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], number: int, room: int = ROOM) -> Iterator[str]:
    """The rows for which there is room, and how many there are besides: a longer text is refused where it is pasted.

    Heads with a colon at their end are of numbers.
    """
    yield f"| {' | '.join(head.removesuffix(':') for head in heads)} |"
    yield "|" + "|".join("---:" if head.endswith(":") else "---" for head in heads) + "|"
    for at, cells in enumerate(rows):
        row = f"| {' | '.join(cells)} |"
        room -= len(row) + 1
        if room < 0:
            yield ""
            yield f"{number - at} more are not shown here."
            break
        yield row
    yield ""


def unread_table(unread: Sequence[Skipped]) -> Iterator[str]:
    """What could not be read, and why; nothing where all could."""
    if unread:
        yield "### Could not be read"
        yield ""
        yield from table(
            ("file", "why"), ((code(skip.source), code(skip.reason)) for skip in unread), len(unread), ROOM // 4
        )


def code(text: str) -> str:
    """Foreign text as code in a cell of a table, on one line, clipped.

    A pipe is escaped; behind a backslash, where no escape helps, it is written as a broken bar.
    """
    text = visible(text[: 20 * _CLIP]).strip()
    if len(text) > _CLIP:
        text = f"{text[:_CLIP]}…"
    if not text:
        return ""
    text = text.replace("\\|", "\\¦").replace("|", "\\|")
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"
