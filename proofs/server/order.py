"""The rule that every tool call is answered right after it, for chat completions and their two relatives."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.server.problems import Disorder
from proofs.server.reading import Json, objects, text


def in_chat(messages: Sequence[Json]) -> Disorder | None:
    """The first fault in the order of tool calls and tool messages of chat completions, or None."""
    unanswered: tuple[str, ...] = ()
    asked = 0
    answering = False
    for at, message in enumerate(messages):
        if message.get("role") == "tool":
            given = text(message.get("tool_call_id"))
            if not answering:
                return Disorder(at=at, stray=given)
            unanswered = tuple(call for call in unanswered if call != given)
            continue
        if unanswered:
            return Disorder(at=at, asked=asked, missing=unanswered)
        unanswered = tuple(text(call.get("id")) for call in objects(message.get("tool_calls")))
        asked, answering = at, bool(unanswered)
    return Disorder(at=len(messages), asked=asked, missing=unanswered) if unanswered else None


def in_blocks(messages: Sequence[Json]) -> Disorder | None:
    """The same for Anthropic's blocks: results stand in the message after the one with the uses."""
    uses: tuple[str, ...] = ()
    for at, message in enumerate(messages):
        blocks = objects(message.get("content"))
        results = tuple(text(each.get("tool_use_id")) for each in blocks if each.get("type") == "tool_result")
        if missing := tuple(use for use in uses if use not in results):
            return Disorder(at=at, asked=at - 1, missing=missing)
        for part, block in enumerate(blocks):
            given = text(block.get("tool_use_id"))
            if block.get("type") == "tool_result" and given not in uses:
                return Disorder(at=at, part=part, stray=given)
        uses = tuple(text(block.get("id")) for block in blocks if block.get("type") == "tool_use")
    return Disorder(at=len(messages), asked=len(messages) - 1, missing=uses) if uses else None


def in_items(items: Sequence[Json]) -> Disorder | None:
    """The same for the items of the Responses API, where an answer may stand anywhere."""
    called = [text(each.get("call_id")) for each in items if each.get("type") == "function_call"]
    answered = [text(each.get("call_id")) for each in items if each.get("type") == "function_call_output"]
    if missing := tuple(call for call in called if call not in answered):
        return Disorder(at=len(items), missing=missing)
    stray = next((call for call in answered if call not in called), None)
    return None if stray is None else Disorder(at=0, stray=stray)
