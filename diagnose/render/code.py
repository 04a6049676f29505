"""Fixed code: with the lines marked in which it differs from the code before, or clean, to be copied."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from diagnose.lazy import regex
from diagnose.render.page import Page
from diagnose.render.safe import visible
from diagnose.render.words import ranges

_CONTEXT = 1
_COMMENT = regex(r"(?<! ) {2,}(?:#|//) .*")
_ALIKE = 0.3
"""Below this the two programs share too little for a difference to mean anything."""
_NEARLY_ALL = 0.8
"""From this share of changed lines on, to mark them says nothing."""

Row = tuple[str, str]
"""``+`` new, ``-`` gone, ``=`` kept, ``…`` lines left out (their number as text); and the line."""


def copyable(code: str) -> str:
    """The code itself, its last line ended; only what would act on a terminal is replaced."""
    lines = code.removesuffix("\n").split("\n")
    return "".join("\t".join(map(visible, line.split("\t"))) + "\n" for line in lines)


def programs(page: Page, before: str | None, after: str | None) -> None:
    """Both programs clean, to be copied; the note above the second says which of its lines are new."""
    if before:
        page.note("before")
        page.program((line, "") for line in _lines(before))
    if after:
        rows = list(_compared(before, after))
        new = _changed(rows)
        page.note(f"after{_what_changed(rows, new)}")
        page.program((line, "green" if number in new else "") for number, line in enumerate(_lines(after), 1))


def changed_lines(before: str | None, after: str) -> list[int]:
    """The numbers of those lines of ``after`` that are new, from 1; none where nearly all are."""
    return _changed(list(_compared(before, after)))


def _what_changed(rows: list[Row], new: list[int]) -> str:
    if new:
        return f"  (changed: line{'' if len(new) == 1 else 's'} {ranges(new)})"
    gone = sum(kind == "-" for kind, _ in rows)
    if gone and not any(kind == "+" for kind, _ in rows):
        return f"  ({gone} line{'' if gone == 1 else 's'} less)"
    return ""


def _changed(rows: list[Row]) -> list[int]:
    """The numbers of the new lines, empty ones between two of them too; none where nearly all are new."""
    lines = [(kind, text) for kind, text in rows if kind != "-"]
    written = [kind for kind, text in lines if text.strip()]
    if written.count("+") >= _NEARLY_ALL * len(written):
        return []
    new: list[int] = []
    between: list[int] = []
    for number, (kind, text) in enumerate(lines, 1):
        if kind == "+":
            new += [*between, number] if new and new[-1] == number - len(between) - 1 else [number]
        between = [] if text.strip() else [*between, number]
    return new


def whole_code(page: Page, before: str | None, after: str) -> None:
    """All of the code after the fix; new lines are marked with +."""
    for kind, text in _compared(before, after):
        if kind != "-":
            _row(page, kind, text)


def changed_code(page: Page, before: str | None, after: str, most: int) -> None:
    """The changed lines, old and new, with a line around them; at most about ``most`` lines."""
    rows = list(_compared(before, after))
    if any(kind != "=" for kind, _ in rows):
        rows = list(_hunks(rows))
    shown = rows if len(rows) <= most + 1 else rows[:most]
    for kind, text in shown:
        _row(page, kind, text)
    if len(rows) > len(shown):
        page.code(" ", f"{page.signs.dots} {len(rows) - len(shown)} more lines: --verbose", "dim")


def diff_lines(page: Page, diff: str, most: int | None) -> None:
    """What a unified diff changes, with a line around it; at most about ``most`` lines."""
    hunks: list[list[Row]] = []
    for line in diff.split("\n"):
        if line.startswith("@@ "):
            hunks.append([])
        elif hunks and line[:1] in ("+", "-", " "):
            hunks[-1].append(("=" if line[0] == " " else line[0], line[1:].removesuffix("\r")))
    rows = [row for hunk in hunks for row in (("…", ""), *_hunks(hunk))][1:]
    shown = rows if most is None or len(rows) <= most + 1 else rows[:most]
    for kind, text in shown:
        if kind == "=":
            page.context(text)
        else:
            _row(page, kind, text)
    if len(rows) > len(shown):
        page.code(" ", f"{page.signs.dots} {len(rows) - len(shown)} more lines: --verbose", "dim")


def _row(page: Page, kind: str, text: str) -> None:
    if kind == "…":
        page.code(" ", page.signs.dots, "dim")
    else:
        sign = {"+": "+", "-": "-"}.get(kind, " ")
        page.code(sign, text, {"+": "green", "-": "red"}.get(kind, ""))


def _compared(before: str | None, after: str) -> Iterator[Row]:
    new = _lines(after)
    old = _lines(before) if before is not None else new
    matcher = SequenceMatcher(None, [*map(_bare, old)], [*map(_bare, new)], autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield from (("+", line) for line in new)
        return
    for tag, old_start, old_stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            yield from (("=", line) for line in new[new_start:new_stop])
            continue
        yield from (("-", line) for line in old[old_start:old_stop] if line.strip())
        yield from (("+" if line.strip() else "=", line) for line in new[new_start:new_stop])


def _lines(code: str) -> list[str]:
    return code.rstrip("\n").split("\n")


def _bare(line: str) -> str:
    """The line without a comment at its end: a remark alone is no change."""
    return _COMMENT.sub("", line)


def _hunks(rows: list[Row]) -> Iterator[Row]:
    """The changes and what stands right around them; one row for each stretch that is left out between."""
    near = [False] * len(rows)
    for index, (kind, _) in enumerate(rows):
        if kind != "=":
            for place in range(max(0, index - _CONTEXT), min(len(rows), index + _CONTEXT + 1)):
                near[place] = near[place] or rows[place][0] != "=" or bool(rows[place][1].strip())
    skipped = False
    first = True
    for row, wanted in zip(rows, near, strict=True):
        if not wanted:
            skipped = skipped or bool(row[1].strip())
            continue
        if skipped and not first:
            yield ("…", "")
        yield row
        skipped, first = False, False
