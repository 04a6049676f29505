"""Ollama's own API: chat and generate, by default as a stream of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from proofs.server.answers import Answer
from proofs.server.ask import Ask, Tool, Turn
from proofs.server.endpoints.chat import callable_tools
from proofs.server.endpoints.endpoint import Endpoint, Stream, line
from proofs.server.problems import Malformed
from proofs.server.prompt import PRIMING, chat_turn, tool_tokens
from proofs.server.reading import Json, mapping, number, objects, text
from proofs.server.tokens import count

_DATE = "2025-10-09T08:53:20.000000Z"


def read_chat(body: Json) -> Ask | Malformed:
    """A request to /api/chat."""
    functions = [mapping(tool.get("function")) for tool in objects(body.get("tools"))]
    return _ask(body, tuple(map(chat_turn, objects(body.get("messages")))), PRIMING, callable_tools(functions))


def read_generate(body: Json) -> Ask | Malformed:
    """A request to /api/generate."""
    said = (("system", text(body.get("system"))), ("user", text(body.get("prompt"))))
    return _ask(body, tuple(Turn(role=role, text=each, tokens=count(each)) for role, each in said if each), 0, ())


def _ask(body: Json, turns: tuple[Turn, ...], framing: int, tools: tuple[Tool, ...]) -> Ask | Malformed:
    if not body.get("model"):
        return Malformed(field="model")
    options = mapping(body.get("options"))
    return Ask(
        model=text(body.get("model")),
        turns=turns,
        framing=framing,
        tools=tools,
        function_tokens=tool_tokens(body.get("tools")),
        budget=max(0, number(options.get("num_predict"))),
        window=number(options.get("num_ctx")),
        cuttable=body.get("truncate") is not False,
        stream=body.get("stream") is not False,
    )


def _chat_part(said: str, answer: Answer, *, calls: bool) -> Json:
    message: dict[str, object] = {"role": "assistant", "content": said}
    if calls and answer.calls:
        made = ({"name": call.name, "arguments": json.loads(call.arguments)} for call in answer.calls)
        message["tool_calls"] = [{"function": function} for function in made]
    return {"message": message}


def _generate_part(said: str, answer: Answer, *, calls: bool) -> Json:
    del answer, calls
    return {"response": said}


def _writers(part: Callable[..., Json]) -> tuple[Callable[[Ask, Answer], object], Callable[[Ask, Answer], Stream]]:
    """The two forms of an answer whose text stands where `part` puts it."""

    def whole(ask: Ask, answer: Answer) -> Json:
        return {**_head(ask), **part(answer.said, answer, calls=True), **_end(ask, answer)}

    def stream(ask: Ask, answer: Answer) -> Stream:
        def pieces() -> Iterator[bytes]:
            said = ("",) if answer.calls else answer.words()
            yield from (line({**_head(ask), **part(word, answer, calls=True), "done": False}) for word in said)

        end = line({**_head(ask), **part("", answer, calls=False), **_end(ask, answer)})
        return Stream(opening=b"", pieces=pieces(), closing=lambda: end, content_type="application/x-ndjson")

    return whole, stream


def _head(ask: Ask) -> Json:
    return {"model": ask.model, "created_at": _DATE}


def _end(ask: Ask, answer: Answer) -> Json:
    """What a finished answer tells; times in nanoseconds. A prompt that was cut counts what is left of it."""
    times = {"total_duration": 2_000_000, "load_duration": 1_000_000}
    prompt = {"prompt_eval_count": ask.prompt_tokens, "prompt_eval_duration": 500_000}
    return {
        "done": True,
        "done_reason": "length" if answer.cut else "stop",
        **times,
        **prompt,
        "eval_count": answer.tokens,
        "eval_duration": 500_000,
    }


_chat_whole, _chat_stream = _writers(_chat_part)
_generate_whole, _generate_stream = _writers(_generate_part)
CHAT = Endpoint(surface="ollama", read=read_chat, whole=_chat_whole, stream=_chat_stream)
GENERATE = Endpoint(surface="ollama", read=read_generate, whole=_generate_whole, stream=_generate_stream)
