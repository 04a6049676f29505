"""Dumps of prompts and messages that AutoGen's and the clients' loggers write: content, not statements."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part
from diagnose.model import LogEntry, Zone

_EVENT = regex(
    r'"type": ?"(?:LLMCall|LLMStreamStart|LLMStreamEnd|Message|MessageDropped|ToolCall|AgentConstructionException)"'
)
_DUMP = regex(
    r"Publishing message of type \w|Sending message of type \w|Resolving response with message type \w"
    r"|Calling message handler for \S+ with message type"
    r"|Request options: \{|HTTP Response: \w+ |Sending HTTP Request: "
)
_ANSWER = regex(r'"object": ?"(?:chat\.completion|text_completion|response)(?:\.chunk)?"')
_REFUSED = regex(r'"error": ?(?:\{|")')
_FAILED = regex(r'"type": ?"(?:MessageHandlerException|AgentConstructionException)"')


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The block as a prompt, where its first line dumps one; what follows it stays what it was."""
    first = block.lines[0].text
    if not is_dump(first):
        return None
    parts = [part(block, block.lines[:1], zone=Zone.PROMPT)]
    if len(block.lines) > 1:
        parts.append(part(block, block.lines[1:]))
    return parts


def is_dump(text: str) -> bool:
    """Whether a line is one of AutoGen's events as JSON, a client's dump of a request, or a model's answer."""
    if text.startswith("{"):
        if '"object"' in text and _ANSWER.search(text):
            return _REFUSED.search(text) is None
        return _FAILED.search(text) is None and _EVENT.search(text) is not None
    return _DUMP.match(text) is not None


FORMAT = LogFormat("prompt", entries)
