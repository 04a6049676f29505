"""Boxes drawn with lines, as Rich prints tracebacks: borders off, wrapped rows joined again."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.rows import MemberRows, OpenRows

_TOP = regex(r"[╭┌┏╔][─━═\-]|\+[─━═\-]{2}")
_TITLE = regex(r"[╭┌┏╔+][─━═\-]*(?: (.{1,200}?) [─━═\-]*)?[╮┐┓╗+]?\s*$")
_BOTTOM = regex(r"[╰└┗╚+][─━═\-]{2,}[╯┘┛╝+]?\s*$")
_LEFT = "│┃║|"


@dataclass(frozen=True, slots=True)
class Box:
    """A box that was read: its title, its rows without borders, its inner width, the index after it."""

    title: str
    rows: MemberRows
    width: int
    stop: int


def is_top(text: str) -> bool:
    """Whether the row is a box's upper border."""
    return _TOP.match(text) is not None and _TITLE.match(text) is not None


def title_of(text: str) -> str:
    """The words in an upper border."""
    match = _TITLE.match(text) if _TOP.match(text) else None
    return (match[1] or "").strip("─━═- ") if match else ""


def is_side(text: str) -> bool:
    """Whether the row lies between a left border and (perhaps) a right one."""
    return text[:1] in _LEFT if text else False


def read_box(rows: OpenRows, start: int) -> Box:
    """The box whose upper border is at ``start``, or (its top is cut off) whose first row is."""
    text = rows.text(start) or ""
    topped = is_top(text)  # with its blanks at the end, as callers ask
    index = start + 1 if topped else start
    width = len(text.rstrip()) - 4
    inner = MemberRows(width)
    while (row := rows.text(index)) is not None and is_side(row):
        inner.add(_without_borders(row, width + 4), rows.line(index))
        index += 1
    if row is not None and _BOTTOM.match(row):
        index += 1
    return Box(title_of(rows.text(start) or "") if topped else "", inner, width, index)


def _without_borders(text: str, width: int) -> str:
    text = text.rstrip()
    if text[-1:] in _LEFT and len(text) >= width:
        text = text[:-1]
    return text[2:].rstrip() if len(text) > 1 else ""


def unwrapped(texts: list[str], width: int) -> str:
    """Rows that were wrapped at ``width`` joined to the lines that they were.

    A break was made by the wrapping where the next row's first word would not have fitted; the space at the break may
    have been trimmed. A full row without any space is a long word that was folded.
    """
    if not texts:
        return ""
    joined = [texts[0]]
    previous = texts[0]
    keeps_spaces = any(text.endswith(" ") for text in texts[:-1])
    for text in texts[1:]:
        word = len(text.split(" ", 1)[0])
        fits = len(previous.rstrip()) + 1 + min(word, width) <= width and previous.strip() != ""
        was_wrapped = previous.strip() != "" and text.strip() != "" and not fits
        if text.strip() and previous.endswith(" ") and not previous.endswith("  ") and len(previous) > 0.6 * width:
            was_wrapped = True
        if was_wrapped and keeps_spaces and not previous.endswith(" ") and len(previous) < width - 1:
            was_wrapped = False
        if not was_wrapped:
            joined.append("\n")
        elif previous.endswith(" ") or (len(previous) >= width and " " not in previous):
            pass
        else:
            joined.append(" ")
        joined.append(text)
        previous = text
    return "".join(joined)
