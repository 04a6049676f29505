"""Chat completions, with tools and with the functions that came before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.server.answers import Answer, fragments
from proofs.server.ask import Ask, Tool
from proofs.server.endpoints.endpoint import CREATED, Endpoint, Stream, event, resolved
from proofs.server.order import in_chat
from proofs.server.problems import Malformed
from proofs.server.prompt import PRIMING, chat_turn, tool_tokens
from proofs.server.reading import Json, mapping, number, objects, text


def read(body: Json) -> Ask | Malformed:
    """A request for a chat completion."""
    messages = objects(body.get("messages"))
    if not messages:
        return Malformed(field="messages")
    tools = objects(body.get("tools"))
    functions = objects(body.get("functions"))
    defined = [mapping(tool.get("function")) for tool in tools] or list(functions)
    chosen = body.get("tool_choice", body.get("function_call"))
    named = text(mapping(mapping(chosen).get("function") or chosen).get("name"))
    return Ask(
        model=text(body.get("model")),
        turns=tuple(map(chat_turn, messages)),
        tools=() if chosen == "none" else callable_tools(defined, named),
        framing=PRIMING,
        function_tokens=tool_tokens(body.get("tools") or body.get("functions")),
        budget=number(body.get("max_completion_tokens")) or number(body.get("max_tokens")),
        disorder=in_chat(messages),
        stream=body.get("stream") is True,
        usage=mapping(body.get("stream_options")).get("include_usage") is True,
        legacy=bool(functions) and not tools,
        choices=min(128, max(1, number(body.get("n")))),
        body=body,
    )


def callable_tools(defined: Sequence[Json], chosen: str = "") -> tuple[Tool, ...]:
    """The tools of function definitions; the one that the request chose comes first."""
    tools = (Tool(name=text(each.get("name")), schema=mapping(each.get("parameters"))) for each in defined)
    return tuple(sorted(tools, key=lambda tool: tool.name != chosen) if chosen else tools)


def usage(ask: Ask, answer: Answer) -> Json:
    """What the request cost, by the server's own count."""
    total = ask.prompt_tokens + answer.tokens
    return {"prompt_tokens": ask.prompt_tokens, "completion_tokens": answer.tokens, "total_tokens": total}


def whole(ask: Ask, answer: Answer) -> Json:
    """The answer in one piece."""
    choice = {"message": _message(ask, answer), "finish_reason": _finish(ask, answer), "logprobs": None}
    choices = [{"index": at, **choice} for at in range(ask.choices)]
    return {**_head(ask, answer, "chat.completion"), "choices": choices, "usage": usage(ask, answer)}


def stream(ask: Ask, answer: Answer) -> Stream:
    """The answer in chunks: the role, then the content or the calls piece by piece, the end, and what it cost."""
    head = _head(ask, answer, "chat.completion.chunk")

    def chunk(delta: Json, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return event({**head, "choices": [choice], **({"usage": None} if ask.usage else {})})

    cost = event({**head, "choices": [], "usage": usage(ask, answer)}) if ask.usage else b""
    return Stream(
        opening=chunk({"role": "assistant", "content": None if answer.calls else ""}),
        pieces=(chunk(delta) for delta in _deltas(ask, answer)),
        closing=lambda: chunk({}, _finish(ask, answer)) + cost + b"data: [DONE]\n\n",
    )


def _head(ask: Ask, answer: Answer, kind: str) -> Json:
    return {"id": f"chatcmpl-{answer.serial}", "object": kind, "created": CREATED, "model": resolved(ask.model)}


def _finish(ask: Ask, answer: Answer) -> str:
    return "function_call" if ask.legacy and answer.calls else answer.finish


def _message(ask: Ask, answer: Answer) -> Json:
    if not answer.calls:
        return {"role": "assistant", "content": answer.text, "refusal": None}
    if ask.legacy:
        first = answer.calls[0]
        return {
            "role": "assistant",
            "content": None,
            "function_call": {"name": first.name, "arguments": first.arguments},
        }
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in answer.calls
    ]
    return {"role": "assistant", "content": None, "tool_calls": calls, "refusal": None}


def _deltas(ask: Ask, answer: Answer) -> Iterator[Json]:
    if not answer.calls:
        yield from ({"content": word} for word in answer.words())
    elif ask.legacy:
        yield {"function_call": {"name": answer.calls[0].name, "arguments": ""}}
        yield from ({"function_call": {"arguments": part}} for part in fragments(answer.calls[0].arguments))
    else:
        for at, call in enumerate(answer.calls):
            named = {"name": call.name, "arguments": ""}
            yield {"tool_calls": [{"index": at, "id": call.id, "type": "function", "function": named}]}
            for part in fragments(call.arguments):
                yield {"tool_calls": [{"index": at, "function": {"arguments": part}}]}


ENDPOINT = Endpoint(surface="chat", read=read, whole=whole, stream=stream)
