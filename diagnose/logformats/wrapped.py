"""Lines that a terminal broke at its width, joined again."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part, with_text
from diagnose.logformats.shapes import is_frame
from diagnose.model import Line, LogEntry

_CUTS = frozenset(", line "[:length] for length in range(8))
_CUT_END = regex(r", line \d+, ?i?$")
_WHOLE = regex(r"File \"[^\"]*\", line \d+")
_BOX = frozenset("│╭╰╮╯┃┏┗┓┛─━═")
_ERROR = regex(r"[\w.]+(?::|$)|Traceback |During |The above ")
_COMPLETE = regex(r"\", line \d+, in \S+$|\^$|:$")
_NARROWEST = 40


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block with its broken lines joined under the number of their first piece."""
    width = _width(block.lines)
    if not width:
        return None
    joined: list[Line] = []
    pieces: list[str] = []
    first: Line | None = None
    for index, line in enumerate(block.lines):
        first = first or line
        pieces.append(line.text)
        after = block.lines[index + 1].text if index + 1 < len(block.lines) else ""
        if not _breaks(line.text, after, width):
            joined.append(with_text(first, "".join(pieces)) if len(pieces) > 1 else first)
            first, pieces = None, []
    return [part(block, joined, "wrap")] if len(joined) < len(block.lines) else None


def _breaks(text: str, after: str, width: int) -> bool:
    """Whether a line was broken here: in the middle of a word, or behind the space before one that had no room."""
    if not after.strip() or text[:1] in _BOX or text[-1:] in _BOX or after[:1] in _BOX or len(set(text)) <= 2:
        return False
    if len(text) == width:
        return not after.startswith(("  ", "Traceback (most")) or (not _COMPLETE.search(text) and 'File "' not in after)
    word = after.split(" ", 1)[0]
    return text[-1:] == " " and bool(word) and len(text) + len(word) > width


def _width(lines: tuple[Line, ...]) -> int:
    """The width that frames were broken at, or that rich drew a box for; 0 where nothing was broken."""
    broken: Counter[int] = Counter()
    box = 0
    for line, after in pairwise(lines):
        text = line.text
        if text[:1] == "╭" and text[-1:] == "╮" and "Traceback" in text:
            box = len(text)
        if len(text) >= _NARROWEST and _is_cut(text) and _WHOLE.search(text + after.text):
            broken[len(text)] += 1
    if not broken:
        return box or _width_of_code(lines)
    width, _ = broken.most_common(1)[0]
    longer = sum(1 for line in lines if len(line.text) > width)
    return width if longer == 0 else 0


def _is_cut(text: str) -> bool:
    """Whether a frame's line ends before it says where in the file it is."""
    _, mark, tail = text.rpartition('File "')
    if not mark:
        return False
    _, quote, rest = tail.partition('"')
    return not quote or rest in _CUTS or _CUT_END.match(rest) is not None


def _width_of_code(lines: tuple[Line, ...]) -> int:
    """The width that lines of code in a trace were broken at, where no frame's own line was long enough."""
    width = max((len(line.text) for line in lines), default=0)
    full = [index for index, line in enumerate(lines[:-1]) if len(line.text) == width]
    if width < _NARROWEST or len(full) < 3:
        return 0
    for index in full:
        text, after = lines[index].text, lines[index + 1].text
        code = index > 0 and text.startswith("    ") and is_frame(lines[index - 1].text)
        if code and after[:1].strip() and not _ERROR.match(after):
            return width
    return 0


FORMAT = LogFormat("wrap", entries)
