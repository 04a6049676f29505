"""The other APIs: completions, responses, embeddings, Anthropic's messages and Ollama's own."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.server import Faults, FaultServer
from proofs.server.ask import Ask
from proofs.server.endpoints import find
from proofs.server.round import Round
from tests.proofs.talk import BALANCE, GIVEN, TOOL, USER, post

ANTHROPIC = {"model": "claude", "max_tokens": 500, "messages": [USER]}
OLLAMA: dict[str, Any] = {"model": "llama3.1", "messages": [USER]}
RESPONSES = {"model": "gpt-4", "input": "hi"}
FUNCTION = {"type": "function", "name": "balance", "parameters": BALANCE}
PATHS = ("chat/completions", "completions", "embeddings", "responses", "messages", "/api/chat", "/api/generate")


def test_a_completion_continues_a_text(server: FaultServer) -> None:
    """Whole and word by word."""
    server.set(Faults(replies=("Three are open.",)))
    body = {"model": "m", "prompt": "How many?"}
    choice = {"index": 0, "text": "Three are open.", "logprobs": None, "finish_reason": "stop"}
    assert post(server, "/v1/completions", body).json["choices"] == [choice]
    events = post(server, "/v1/completions", {**body, "stream": True}).events
    assert [event["choices"][0]["text"] for event in events] == ["Three", " are", " open.", ""]


def test_embeddings_depend_on_the_text_alone(server: FaultServer) -> None:
    """Numbers, or the same in base64; they use up no reply."""
    server.set(Faults(replies=("one", "two")))
    body = {"model": "m", "input": ["a", "b", "a"], "dimensions": 8}
    vectors = [each["embedding"] for each in post(server, "/v1/embeddings", body).json["data"]]
    assert [len(vector) for vector in vectors] == [8, 8, 8]
    assert vectors[0] == vectors[2] != vectors[1]
    packed = post(server, "/v1/embeddings", {**body, "encoding_format": "base64"}).json["data"][0]["embedding"]
    assert struct.unpack("<8f", base64.b64decode(packed)) == pytest.approx(vectors[0], abs=1e-6)
    assert len(post(server, "/v1/embeddings", {"model": "m", "input": "a"}).json["data"][0]["embedding"]) == 1536
    assert post(server, "/v1/completions", {"model": "m", "prompt": "x"}).json["choices"][0]["text"] == "one"


def test_a_response_has_a_message_or_a_call(server: FaultServer) -> None:
    """The two kinds of items that openai-python reads."""
    server.set(Faults(replies=("Three.",)))
    item = post(server, "/v1/responses", RESPONSES).json["output"][0]
    part = {"type": "output_text", "text": "Three.", "annotations": [], "logprobs": []}
    head = {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant"}
    assert item == {**head, "content": [part]}
    called = post(server, "/v1/responses", {**RESPONSES, "tools": [FUNCTION]}).json["output"]
    ids = {"id": "fc_call_2_0", "call_id": "call_2_0"}
    assert called == [{"type": "function_call", **ids, "name": "balance", "arguments": GIVEN, "status": "completed"}]


def test_a_response_is_streamed_as_numbered_events(server: FaultServer) -> None:
    """From created to completed; the deltas are the text, or the arguments."""
    server.set(Faults(replies=("Three are open.",)))
    events = post(server, "/v1/responses", {**RESPONSES, "stream": True}).events
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert [event["type"].removeprefix("response.") for event in events] == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        *["output_text.delta"] * 3,
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    assert "".join(event.get("delta", "") for event in events) == "Three are open."
    called = post(server, "/v1/responses", {**RESPONSES, "tools": [FUNCTION], "stream": True}).events
    assert "".join(event.get("delta", "") for event in called) == GIVEN
    assert called[-1]["response"]["output"][0]["arguments"] == GIVEN


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (
            {"type": "function_call_output", "call_id": "c1", "output": "42"},
            "No tool call found for function call output with call_id c1.",
        ),
        (
            {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
            "No tool output found for function call c1.",
        ),
    ],
)
def test_a_response_wants_every_call_answered(server: FaultServer, item: object, words: str) -> None:
    """Half a pair is refused, wherever it stands."""
    heard = post(server, "/v1/responses", {"model": "m", "input": [USER, item]})
    assert (heard.status, heard.message, heard.json["error"]["param"]) == (400, words, "input")


def test_anthropic_answers_in_blocks(server: FaultServer) -> None:
    """Text or tool use; after the results of tools the model speaks."""
    server.set(Faults(replies=("Three.",)))
    tools = [{"name": "balance", "input_schema": BALANCE}]
    spoken = post(server, "/v1/messages", ANTHROPIC).json
    assert (spoken["content"], spoken["stop_reason"]) == ([{"type": "text", "text": "Three."}], "end_turn")
    used = post(server, "/v1/messages", {**ANTHROPIC, "tools": tools}).json
    use = {"type": "tool_use", "id": "toolu_call_2_0", "name": "balance", "input": json.loads(GIVEN)}
    assert (used["content"], used["stop_reason"]) == ([use], "tool_use")
    result = {"type": "tool_result", "tool_use_id": use["id"], "content": "42"}
    turns = [USER, {"role": "assistant", "content": [use]}, {"role": "user", "content": [result]}]
    after = post(server, "/v1/messages", {**ANTHROPIC, "tools": tools, "messages": turns}).json
    assert after["stop_reason"] == "end_turn"


def test_anthropic_streams_named_events(server: FaultServer) -> None:
    """Each block begins, grows and stops; then the message tells why it ended."""
    server.set(Faults(replies=("Three are open.",)))
    events = post(server, "/v1/messages", {**ANTHROPIC, "stream": True}).events
    assert [event["type"] for event in events] == [
        "message_start",
        "ping",
        "content_block_start",
        *["content_block_delta"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    tools = [{"name": "balance", "input_schema": BALANCE}]
    events = post(server, "/v1/messages", {**ANTHROPIC, "stream": True, "tools": tools}).events
    assert "".join(event.get("delta", {}).get("partial_json", "") for event in events) == GIVEN


USE = {"role": "assistant", "content": [{"type": "tool_use", "id": "t1", "name": "balance", "input": {}}]}
RESULT = {"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "tool_result", "tool_use_id": "t1"}]}


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        (
            [USER, USE, USER],
            "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. "
            "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
        ),
        (
            [RESULT],
            "messages.0.content.1: unexpected `tool_use_id` found in `tool_result` blocks: t1. "
            "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.",
        ),
    ],
)
def test_anthropic_wants_results_in_the_next_message(server: FaultServer, messages: object, words: str) -> None:
    """With its words and the place."""
    heard = post(server, "/v1/messages", {**ANTHROPIC, "messages": messages})
    assert (heard.status, heard.json["error"]) == (400, {"type": "invalid_request_error", "message": words})


def test_ollama_streams_lines_unless_told_otherwise(server: FaultServer) -> None:
    """Its own API: lines of JSON, the last of them with the counts; arguments of calls are objects."""
    server.set(Faults(replies=("Three are open.",)))
    heard = post(server, "/api/chat", OLLAMA)
    lines = [json.loads(line) for line in heard.body.splitlines()]
    assert heard.headers["content-type"] == "application/x-ndjson"
    assert [line["message"]["content"] for line in lines] == ["Three", " are", " open.", ""]
    assert [line["done"] for line in lines] == [False, False, False, True]
    whole = post(server, "/api/chat", {**OLLAMA, "tools": [TOOL], "stream": False}).json
    assert whole["message"]["tool_calls"] == [{"function": {"name": "balance", "arguments": json.loads(GIVEN)}}]
    generated = post(server, "/api/generate", {"model": "llama3.1", "prompt": "hi", "stream": False}).json
    assert (generated["response"], generated["done_reason"]) == ("Three are open.", "stop")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("model", "messages", "input", "prompt", "tools", "functions", "tool_choice", "max_tokens", "stream", "n")
MORE = ("stream_options", "system", "options", "dimensions", "instructions")
MESSAGE = st.dictionaries(st.sampled_from(["role", "content", "tool_calls", "name", "tool_call_id", "type"]), JSON)


@given(
    path=st.sampled_from(PATHS),
    body=st.dictionaries(st.sampled_from((*FIELDS, *MORE)), JSON | st.lists(MESSAGE, max_size=3), max_size=6),
)
def test_no_body_upsets_the_reading(path: str, body: dict[str, Any]) -> None:
    """Whatever JSON comes is understood or refused, and what is understood is answered."""
    found = find(path if path.startswith("/") else f"/v1/{path}")
    assert found
    ask = found[0].read(body)
    if isinstance(ask, Ask):
        answer = Round(Faults()).answer(ask, 1)
        json.dumps(found[0].whole(ask, answer))
        if ask.stream:
            stream = found[0].stream(ask, answer)
            assert stream.opening + b"".join(stream.pieces) + stream.closing()
