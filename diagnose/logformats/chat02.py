"""The chat that AutoGen 0.2 and AG2 print: a header with speaker and listener, the text, a line of dashes."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.logformats.heads import is_head
from diagnose.logformats.shapes import TRACEBACK, is_error_line, is_frame_piece, is_opening, is_warning
from diagnose.logformats.zones import Zoned
from diagnose.model import Line, Zone

_HEADER = regex(r"(?P<speaker>[^\s(:\"'{}\[\]][^(:\"{}\[\]]{0,79}) \(to (?P<listener>[^():\"{}]{1,80})\):$")
_RESULT = regex(r"\*{5} Response from calling (?:tool|function) ")
_CALL = regex(r"\*{5} Suggested (?:tool|function) call")
_STARS = regex(r"\*{20,}$")
_EXIT = regex(r"exitcode: -?\d+ \(")
_EXECUTED = regex(r">{8} (?P<what>[A-Z ]+?)(?: (?P<name>[\w-]+)\.\.\.| ?\d* ?\(|\.\.\.|$)")


def chat_header(text: str) -> str | None:
    """The speaker, where ``text`` is a message's header."""
    found = _HEADER.match(text)
    return found["speaker"] if found else None


def is_executed(text: str) -> bool:
    """Whether ``text`` is one of the lines of arrows that announce what the framework does."""
    return text.startswith(">>>>>>>> ") and _EXECUTED.match(text) is not None


def is_exit(text: str) -> bool:
    """Whether ``text`` begins the report of executed code."""
    return _EXIT.match(text) is not None


def is_dashes(text: str) -> bool:
    """Whether ``text`` is the line that closes a message."""
    return len(text) >= 70 and text.rstrip() == "-" * len(text.rstrip())


class Chat02Reader:
    """Reads one message of a chat into zones."""

    def __init__(self, lines: Sequence[Line], zoned: Zoned) -> None:
        self._lines = lines
        self._zoned = zoned

    def message(self, at: int) -> int:
        """Read the message whose header is at ``at``; the position after it."""
        speaker = chat_header(self._lines[at].text)
        end, closed = self._end(at + 1)
        body = at + 1
        while body < end and not self._lines[body].text.strip():
            body += 1
        if body < end and _EXIT.match(self._lines[body].text):
            zone = Zone.CODE_RESULT
        elif body < end and self._is_marker(self._lines[body].text):
            zone = Zone.PLAIN
        else:
            zone = Zone.CHAT
        if zone is Zone.PLAIN:
            self._marked(at, body, end, speaker)
        else:
            self._zoned.add(zone, speaker, self._lines[at:end], fresh=True)
        if closed:
            self._zoned.stretches[-1].lines.append(self._lines[end])
        return end + closed

    def _is_marker(self, text: str) -> bool:
        return _RESULT.match(text) is not None or _CALL.match(text) is not None

    def _marked(self, at: int, body: int, end: int, speaker: str | None) -> None:
        """A message of calls or results, each between lines of stars."""
        zone: Zone | None = None
        begin = at
        for index in range(body, end):
            text = self._lines[index].text
            if zone is None:
                zone = Zone.TOOL_RESULT if _RESULT.match(text) else Zone.TOOL_CALL if _CALL.match(text) else None
            elif _STARS.match(text):
                self._zoned.add(zone, speaker, self._lines[begin : index + 1], fresh=True)
                zone, begin = None, index + 1
        if begin < end:
            rest = self._lines[begin:end]
            blank = zone is None and not any(line.text.strip() for line in rest)
            if blank and self._zoned.stretches:
                self._zoned.stretches[-1].lines.extend(rest)
            else:
                self._zoned.add(zone or Zone.CHAT, speaker, rest, fresh=True)

    def _end(self, at: int) -> tuple[int, bool]:
        """Where a message ends, and whether a line of dashes ends it.

        A message that is not closed before the next one begins was cut off: there the program's own words end it.
        """
        own: int | None = None
        for index in range(at, len(self._lines)):
            text = self._lines[index].text
            if not text:
                continue
            if text[0] == "-" and is_dashes(text):
                return index, True
            if self._begins_message(index, text):
                return (index if own is None else own), False
            if own is None and self._is_own(text):
                own = index
        return (len(self._lines) if own is None else own), False

    def _begins_message(self, index: int, text: str) -> bool:
        if is_executed(text):
            return True
        if text[-1] != ":" or not chat_header(text):
            return False
        return index + 1 >= len(self._lines) or not self._lines[index + 1].text.strip()

    def _is_own(self, text: str) -> bool:
        if text.startswith(TRACEBACK) or is_opening(text) or is_warning(text) or is_frame_piece(text):
            return True
        return is_error_line(text) or is_head(text)

    def executed(self, at: int) -> int:
        """Read an announcement of an execution; AG2 prints a function's output under it."""
        self._zoned.add(Zone.PLAIN, None, [self._lines[at]], fresh=True)
        found = _EXECUTED.match(self._lines[at].text)
        if not found or found["what"] != "EXECUTED FUNCTION":
            return at + 1
        end = at + 1
        while end < len(self._lines) and not self._ends_output(end):
            end += 1
        self._zoned.add(Zone.TOOL_RESULT, found["name"], self._lines[at + 1 : end], fresh=True)
        return end

    def result(self, at: int) -> int:
        """Read the report of executed code that stands outside any message."""
        end = at + 1
        while end < len(self._lines) and not self._ends_output(end) and not is_head(self._lines[end].text):
            end += 1
        self._zoned.add(Zone.CODE_RESULT, None, self._lines[at:end], fresh=True)
        return end

    def _ends_output(self, index: int) -> bool:
        text = self._lines[index].text
        return bool(text) and (self._begins_message(index, text) or (text[0] == "-" and is_dashes(text)))
