"""The Responses API: a text or function calls, whole or as its events; nothing is stored between requests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from proofs.server.answers import Answer, fragments
from proofs.server.ask import Ask, Turn
from proofs.server.endpoints.chat import callable_tools
from proofs.server.endpoints.endpoint import CREATED, Endpoint, Stream, event, resolved
from proofs.server.order import in_items
from proofs.server.problems import Malformed
from proofs.server.prompt import PRIMING, tool_tokens, turn
from proofs.server.reading import Json, dumped, mapping, number, objects, text


def read(body: Json) -> Ask | Malformed:
    """A request for a response; `input` is a text or a list of items."""
    given = body.get("input")
    items: tuple[Json, ...] = ({"role": "user", "content": given},) if isinstance(given, str) else objects(given)
    if not items:
        return Malformed(field="input")
    system = (turn("system", body["instructions"]),) if body.get("instructions") else ()
    chosen = body.get("tool_choice")
    functions = [each for each in objects(body.get("tools")) if each.get("type") == "function"]
    return Ask(
        model=text(body.get("model")),
        turns=(*system, *map(_turn, items)),
        framing=PRIMING,
        tools=() if chosen == "none" else callable_tools(functions, text(mapping(chosen).get("name"))),
        function_tokens=tool_tokens(body.get("tools")),
        budget=number(body.get("max_output_tokens")),
        # What an earlier response asked for is not known here, so that its answer cannot be called a stray one.
        disorder=None if body.get("previous_response_id") else in_items(items),
        stream=body.get("stream") is True,
        body=body,
    )


def whole(ask: Ask, answer: Answer) -> Json:
    """The response in one piece."""
    return _response(ask, answer, _items(answer), done=True)


def stream(ask: Ask, answer: Answer) -> Stream:
    """The events of a response, numbered one after the other."""
    numbers = itertools.count()

    def said(kind: str, **more: object) -> bytes:
        return event({"type": kind, "sequence_number": next(numbers), **more}, kind)

    begun = _response(ask, answer, [], done=False)
    opening = said("response.created", response=begun) + said("response.in_progress", response=begun)
    if not answer.calls:
        opening += b"".join(said(kind, **more) for kind, more in _text_begins(answer))
    return Stream(
        opening=opening,
        pieces=(b"".join(said(kind, **more) for kind, more in events) for events in _pieces(answer)),
        closing=lambda: b"".join(said(kind, **more) for kind, more in _ends(ask, answer)),
    )


_Event = tuple[str, dict[str, object]]


def _text_begins(answer: Answer) -> Iterator[_Event]:
    item = {
        "type": "message",
        "id": f"msg_{answer.serial}",
        "status": "in_progress",
        "role": "assistant",
        "content": [],
    }
    yield "response.output_item.added", {"output_index": 0, "item": item}
    yield "response.content_part.added", {**_place(answer), "part": _part("")}


def _pieces(answer: Answer) -> Iterator[list[_Event]]:
    """The events chunk by chunk: the words of a text, or each call begun, filled and ended."""
    for word in () if answer.calls else answer.words():
        yield [("response.output_text.delta", {**_place(answer), "delta": word, "logprobs": []})]
    for at, (call, item) in enumerate(zip(answer.calls, _items(answer), strict=True)) if answer.calls else ():
        place = {"item_id": item["id"], "output_index": at}
        added = {**item, "arguments": "", "status": "in_progress"}
        yield [("response.output_item.added", {"output_index": at, "item": added})]
        for part in fragments(call.arguments):
            yield [("response.function_call_arguments.delta", {**place, "delta": part})]
        yield [
            ("response.function_call_arguments.done", {**place, "name": call.name, "arguments": call.arguments}),
            ("response.output_item.done", {"output_index": at, "item": item}),
        ]


def _ends(ask: Ask, answer: Answer) -> Iterator[_Event]:
    items = _items(answer)
    if not answer.calls:
        yield "response.output_text.done", {**_place(answer), "text": answer.said, "logprobs": []}
        yield "response.content_part.done", {**_place(answer), "part": _part(answer.said)}
        yield "response.output_item.done", {"output_index": 0, "item": items[0]}
    kind = "response.incomplete" if answer.cut else "response.completed"
    yield kind, {"response": _response(ask, answer, items, done=True)}


def _turn(item: Json) -> Turn:
    match item.get("type"):
        case "function_call":
            return turn("assistant", dumped([item.get("name"), item.get("arguments")]))
        case "function_call_output":
            return turn("tool", item.get("output"))
        case _:
            return turn(text(item.get("role")), item.get("content"))


def _items(answer: Answer) -> list[Json]:
    if not answer.calls:
        message = {"type": "message", "id": f"msg_{answer.serial}", "status": "completed", "role": "assistant"}
        return [{**message, "content": [_part(answer.said)]}]
    return [
        {"type": "function_call", "id": f"fc_{call.id}", "call_id": call.id, "name": call.name}
        | {"arguments": call.arguments, "status": "completed"}
        for call in answer.calls
    ]


def _place(answer: Answer) -> dict[str, object]:
    return {"item_id": f"msg_{answer.serial}", "output_index": 0, "content_index": 0}


def _part(said: str) -> Json:
    return {"type": "output_text", "text": said, "annotations": [], "logprobs": []}


def _response(ask: Ask, answer: Answer, items: list[Json], *, done: bool) -> Json:
    """The response object; before it is done, without what it cost."""
    status = ("incomplete" if answer.cut else "completed") if done else "in_progress"
    cost = {
        "input_tokens": ask.prompt_tokens,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": answer.tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": ask.prompt_tokens + answer.tokens,
    }
    return {
        "id": f"resp_{answer.serial}",
        "object": "response",
        "created_at": CREATED,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if done and answer.cut else None,
        "instructions": ask.body.get("instructions"),
        "metadata": {},
        "model": resolved(ask.model),
        "output": items,
        "parallel_tool_calls": True,
        "previous_response_id": ask.body.get("previous_response_id"),
        "temperature": 1.0,
        "text": {"format": {"type": "text"}},
        "tool_choice": ask.body.get("tool_choice", "auto"),
        "tools": ask.body.get("tools", []),
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": cost if done else None,
    }


ENDPOINT = Endpoint(surface="responses", read=read, whole=whole, stream=stream)
