"""Anthropic's Messages API: text and tool use, whole or as its events."""

from __future__ import annotations

import json
from collections.abc import Iterator

from proofs.server.answers import Answer, Call, fragments
from proofs.server.ask import Ask, Tool, Turn
from proofs.server.endpoints.endpoint import Endpoint, Stream, event
from proofs.server.order import in_blocks
from proofs.server.problems import Malformed
from proofs.server.prompt import tool_tokens, turn
from proofs.server.reading import Json, mapping, number, objects, text


def read(body: Json) -> Ask | Malformed:
    """A request for a message; `max_tokens` is required, as in reality."""
    messages = objects(body.get("messages"))
    missing = next((name for name in ("model", "max_tokens", "messages") if not body.get(name)), None)
    if missing or not messages:
        return Malformed(field=missing or "messages")
    system = (turn("system", body["system"]),) if body.get("system") else ()
    tools = [
        Tool(name=text(each.get("name")), schema=mapping(each.get("input_schema")))
        for each in objects(body.get("tools"))
    ]
    chosen = mapping(body.get("tool_choice"))
    tools.sort(key=lambda tool: tool.name != chosen.get("name") if chosen.get("name") else False)
    return Ask(
        model=text(body.get("model")),
        turns=(*system, *map(_turn, messages)),
        tools=() if chosen.get("type") == "none" else tuple(tools),
        function_tokens=tool_tokens(body.get("tools")),
        budget=number(body.get("max_tokens")),
        disorder=in_blocks(messages),
        stream=body.get("stream") is True,
    )


def whole(ask: Ask, answer: Answer) -> Json:
    """The message in one piece."""
    blocks = [_use(call, json.loads(call.arguments)) for call in answer.calls] or [
        {"type": "text", "text": answer.said}
    ]
    return {**_message(ask, answer), "content": blocks, "stop_reason": _reason(answer)}


def stream(ask: Ask, answer: Answer) -> Stream:
    """The message as events: its start, its blocks piece by piece, why it ended, its stop."""
    start = {**_message(ask, answer), "content": [], "stop_reason": None}
    opening = _said("message_start", message=start) + _said("ping")
    if not answer.calls:
        opening += _said("content_block_start", index=0, content_block={"type": "text", "text": ""})
    ended = {"stop_reason": _reason(answer), "stop_sequence": None}
    closing = b"" if answer.calls else _said("content_block_stop", index=0)
    closing += _said("message_delta", delta=ended, usage={"output_tokens": answer.tokens}) + _said("message_stop")
    return Stream(opening=opening, pieces=_pieces(answer), closing=lambda: closing)


def _pieces(answer: Answer) -> Iterator[bytes]:
    for word in () if answer.calls else answer.words():
        yield _said("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
    for at, call in enumerate(answer.calls):
        yield _said("content_block_start", index=at, content_block=_use(call, {}))
        for part in fragments(call.arguments):
            yield _said("content_block_delta", index=at, delta={"type": "input_json_delta", "partial_json": part})
        yield _said("content_block_stop", index=at)


def _said(kind: str, **more: object) -> bytes:
    return event({"type": kind, **more}, kind)


def _turn(message: Json) -> Turn:
    """A message; one that brings the results of tools is the tools', not the user's."""
    blocks = objects(message.get("content"))
    results = any(block.get("type") == "tool_result" for block in blocks)
    return turn("tool" if results else text(message.get("role")), message.get("content"))


def _use(call: Call, given: object) -> Json:
    return {"type": "tool_use", "id": f"toolu_{call.id}", "name": call.name, "input": given}


def _reason(answer: Answer) -> str:
    return {"tool_calls": "tool_use", "length": "max_tokens"}.get(answer.finish, "end_turn")


def _message(ask: Ask, answer: Answer) -> Json:
    cost = {"input_tokens": ask.prompt_tokens, "output_tokens": answer.tokens}
    head = {"id": f"msg_{answer.serial}", "type": "message", "role": "assistant", "model": ask.model}
    return {**head, "stop_sequence": None, "usage": cost}


ENDPOINT = Endpoint(surface="anthropic", read=read, whole=whole, stream=stream)
