"""What AutoGen 0.4's Console prints: a header between dashes for each message, and no line that ends one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.logformats.heads import is_head
from diagnose.logformats.prompts import is_dump
from diagnose.logformats.shapes import TRACEBACK, TraceState, is_opening, is_warning
from diagnose.logformats.zones import Zoned
from diagnose.model import Line, Zone

_HEADER = regex(r"-{10} (?P<kind>[A-Za-z_]\w*)(?: \((?P<source>[^()]{1,80})\))? -{10}$")
_ZONES = {
    "Summary": Zone.PLAIN,
    "ToolCallRequestEvent": Zone.TOOL_CALL,
    "ToolCallExecutionEvent": Zone.TOOL_RESULT,
    "CodeExecutionEvent": Zone.CODE_RESULT,
    "CodeGenerationEvent": Zone.CODE,
}
_BODIES = (
    ("[FunctionExecutionResult(", Zone.TOOL_RESULT),
    ("[FunctionCall(", Zone.TOOL_CALL),
    ("The script ran, then exited with", Zone.CODE_RESULT),
    ("The script ran but produced no output", Zone.CODE_RESULT),
)


def console_header(text: str) -> re.Match[str] | None:
    """The header that ``text`` is, with the groups ``kind`` and ``source``."""
    return _HEADER.match(text)


class ConsoleReader:
    """Reads one message into zones; the program's own output between its lines stays the program's."""

    def __init__(self, lines: Sequence[Line], zoned: Zoned) -> None:
        self._lines = lines
        self._zoned = zoned

    def message(self, at: int) -> int:
        """Read the message whose header is at ``at``; the position after it."""
        header = _HEADER.match(self._lines[at].text)
        assert header is not None
        role = header["source"] or header["kind"]
        end = at + 1
        while end < len(self._lines) and not _HEADER.match(self._lines[end].text):
            end += 1
        zone = _ZONES.get(header["kind"], Zone.CHAT)
        if zone is Zone.CHAT and at + 1 < end:
            zone = next((found for body, found in _BODIES if self._lines[at + 1].text.startswith(body)), zone)
        self._zoned.add(zone, role if zone is not Zone.PLAIN else None, [self._lines[at]], fresh=True)
        if zone is Zone.PLAIN:
            self._zoned.add(Zone.PLAIN, None, self._lines[at + 1 : end])
        else:
            self._body(at + 1, end, zone, role)
        return end

    def _body(self, at: int, end: int, zone: Zone, role: str) -> None:
        fenced = False
        while at < end:
            text = self._lines[at].text
            if text.lstrip().startswith("```"):
                fenced = not fenced
            if not fenced and (own := self._own(at, end, text)):
                self._zoned.add(Zone.PLAIN, None, self._lines[at:own])
                at = own
                continue
            self._zoned.add(zone, role, [self._lines[at]])
            at += 1

    def _own(self, at: int, end: int, text: str) -> int:
        """The position after the program's own output that begins at ``at``; 0 where the message goes on."""
        if not text or text[0].isspace():
            return 0
        if is_warning(text):
            indented = at + 1 < end and self._lines[at + 1].text[:2] == "  "
            return at + 1 + indented
        if is_opening(text) or is_head(text) or is_dump(text):
            return end
        if text == TRACEBACK and at + 1 < end and self._lines[at + 1].text.startswith('  File "'):
            return end if self._is_last_word(at, end) else 0
        return 0

    def _is_last_word(self, at: int, end: int) -> bool:
        """Whether a traceback ends the message; one that prose follows, with the conversation going on, was quoted."""
        if end == len(self._lines) or (at and self._lines[at - 1].number == self._lines[at].number):
            return True
        state = TraceState()
        prose = 0
        for line in self._lines[at:end]:
            if state.closed and line.text.strip() and not state.wants(line.text) and not is_opening(line.text):
                prose += 1
            state.feed(line.text)
        return prose == 0
