"""Transcripts of agent conversations in a program's output: AutoGen 0.2 and AG2 chats, AutoGen 0.4's Console.

Words in a message are content; what a tool or executed code returned is a result; all between is the program's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.logformats.block import LogFormat, part
from diagnose.logformats.chat02 import Chat02Reader, chat_header, is_executed, is_exit
from diagnose.logformats.console04 import ConsoleReader, console_header
from diagnose.logformats.glued import unglued
from diagnose.logformats.shapes import TRACEBACK
from diagnose.logformats.zones import Zoned
from diagnose.model import Line, LogEntry, Zone


def recognises(lines: Sequence[Line]) -> bool:
    """Whether a conversation stands in these lines."""
    for index, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if text[0] == "-" and console_header(text):
            return True
        if (text[0] == ">" and is_executed(text)) or (text[0] == "e" and is_exit(text)):
            return True
        if text[-1] == ":" and chat_header(text) and index + 1 < len(lines) and not lines[index + 1].text.strip():
            return True
    return False


def entries(block: LogEntry) -> list[LogEntry] | None:
    """A part for each message and each stretch of the program's own output between."""
    lines = unglued(block.lines)
    if not recognises(lines):
        return None
    zoned = Zoned()
    at = 0
    while at < len(lines):
        at = _step(lines, at, zoned)
    return [
        part(
            block,
            stretch.lines,
            "conversation" if stretch.zone is not Zone.PLAIN else None,
            zone=stretch.zone,
            role=stretch.role,
        )
        for stretch in zoned.stretches
    ]


def _step(lines: Sequence[Line], at: int, zoned: Zoned) -> int:
    text = lines[at].text
    if console_header(text):
        return ConsoleReader(lines, zoned).message(at)
    if is_executed(text):
        return Chat02Reader(lines, zoned).executed(at)
    if text.startswith("exitcode: ") and is_exit(text):
        return Chat02Reader(lines, zoned).result(at)
    if text.endswith(":") and chat_header(text) and _blank_follows(lines, at):
        return Chat02Reader(lines, zoned).message(at)
    if at + 1 < len(lines) and lines[at + 1].text == TRACEBACK and lines[at + 1].number == lines[at].number:
        zoned.add(Zone.CHAT, None, [lines[at]], fresh=True)
        return at + 1
    zoned.add(Zone.PLAIN, None, [lines[at]])
    return at + 1


def _blank_follows(lines: Sequence[Line], at: int) -> bool:
    return at + 1 >= len(lines) or not lines[at + 1].text.strip()


FORMAT = LogFormat("conversation", entries)
