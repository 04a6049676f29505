"""Tools: when one is called, with which arguments, and in which order calls and answers must come."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.schema import arguments
from tests.proofs.talk import GIVEN, TOOL, USER, chat

CALL = {"id": "c1", "type": "function", "function": {"name": "balance", "arguments": "{}"}}
ASKED = {"role": "assistant", "content": None, "tool_calls": [CALL]}
ANSWER = {"role": "tool", "tool_call_id": "c1", "content": "42"}


def test_a_users_message_that_comes_with_tools_gets_a_call(server: FaultServer) -> None:
    """The first tool, with arguments that its schema accepts; after the tool's answer the model speaks."""
    choice = chat(server, tools=[TOOL]).json["choices"][0]
    called = {"id": "call_1_0", "type": "function", "function": {"name": "balance", "arguments": GIVEN}}
    message = {"role": "assistant", "content": None, "tool_calls": [called], "refusal": None}
    assert choice == {"index": 0, "message": message, "finish_reason": "tool_calls", "logprobs": None}
    spoken = chat(server, USER, ASKED, ANSWER, tools=[TOOL]).json["choices"][0]
    assert (spoken["finish_reason"], spoken["message"]["content"][:10]) == ("stop", "The ledger")


def test_a_call_is_streamed_in_fragments(server: FaultServer) -> None:
    """The name comes first, the arguments piece by piece, each with the index of its call."""
    server.set(Faults(parallel_calls=2))
    events = chat(server, tools=[TOOL], stream=True).events
    deltas = [call for event in events for call in event["choices"][0]["delta"].get("tool_calls", ())]
    for index in (0, 1):
        of_call = [delta for delta in deltas if delta["index"] == index]
        named = {"name": "balance", "arguments": ""}
        assert of_call[0] == {"index": index, "id": f"call_1_{index}", "type": "function", "function": named}
        assert "".join(delta["function"]["arguments"] for delta in of_call) == GIVEN
        assert len(of_call) > 3
    assert events[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_the_functions_of_old_get_a_call_of_old(server: FaultServer) -> None:
    """A function_call instead of tool_calls, streamed as well."""
    choice = chat(server, functions=[TOOL["function"]]).json["choices"][0]
    assert choice["finish_reason"] == "function_call"
    assert choice["message"]["function_call"] == {"name": "balance", "arguments": GIVEN}
    events = chat(server, functions=[TOOL["function"]], stream=True).events
    parts = [event["choices"][0]["delta"].get("function_call", {}) for event in events]
    assert "".join(part.get("arguments", "") for part in parts) == GIVEN


def test_tools_are_called_as_they_are_chosen(server: FaultServer) -> None:
    """The one that the request names, or none; a server that is told to call none speaks."""
    other = {"type": "function", "function": {"name": "other"}}
    chosen = chat(server, tools=[TOOL, other], tool_choice=other).json["choices"][0]["message"]["tool_calls"]
    assert chosen[0]["function"] == {"name": "other", "arguments": "{}"}
    assert chat(server, tools=[TOOL], tool_choice="none").json["choices"][0]["finish_reason"] == "stop"
    server.set(Faults(call_tools=False))
    assert chat(server, tools=[TOOL]).json["choices"][0]["finish_reason"] == "stop"


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "object", "properties": {}}, {}),
        ({"properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "number"}}}, {"a": "x", "b": 3.5}),
        ({"properties": {"a": {"type": "integer", "minimum": 10}}}, {"a": 10}),
        ({"properties": {"a": {"type": "integer", "maximum": 1}}}, {"a": 1}),
        ({"properties": {"a": {"type": "boolean"}, "b": {"const": 7}}}, {"a": True, "b": 7}),
        ({"properties": {"a": {"type": "string", "default": "z"}}}, {"a": "z"}),
        ({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}, {"a": "C-17"}),
        ({"properties": {"a": {"type": ["null", "integer"]}, "b": {"type": "null"}}}, {"a": 3, "b": None}),
        ({"properties": {"a": {"type": "array", "items": {"type": "string"}, "minItems": 2}}}, {"a": ["C-17", "C-17"]}),
        ({"properties": {"a": {"type": "string", "format": "date"}}}, {"a": "2026-01-31"}),
        (
            {
                "$defs": {"place": {"type": "object", "properties": {"street": {"type": "string"}}}},
                "properties": {"home": {"$ref": "#/$defs/place"}},
            },
            {"home": {"street": "C-17"}},
        ),
    ],
)
def test_arguments_follow_the_schema(schema: dict[str, Any], value: object) -> None:
    """Choices, bounds, nested objects, references and alternatives are respected."""
    assert arguments(schema) == value


def test_a_schema_that_refers_to_itself_ends() -> None:
    """Optional parts are given near the top only."""
    node: dict[str, Any] = {"type": "object", "properties": {name: {"$ref": "#"} for name in "abcdef"}}
    assert len(json.dumps(arguments(node))) < 5_000
    assert arguments({**node, "required": ["a"]})


@pytest.mark.parametrize(
    ("messages", "at", "words"),
    [
        (
            [USER, ASKED, USER],
            2,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. The following tool_call_ids did not have response messages: c1",
        ),
        (
            [USER, {**ASKED, "tool_calls": [CALL, {**CALL, "id": "c2"}, {**CALL, "id": "c3"}]}, ANSWER],
            3,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. The following tool_call_ids did not have response messages: c2, c3",
        ),
        (
            [USER, ANSWER],
            1,
            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with "
            "'tool_calls'.",
        ),
    ],
)
def test_a_broken_order_is_refused(server: FaultServer, messages: list[Any], at: int, words: str) -> None:
    """With the service's words and the place of the message; not where the server is not strict, nor by vLLM."""
    heard = chat(server, *messages)
    fields = {"type": "invalid_request_error", "param": f"messages.[{at}].role", "code": None}
    assert (heard.status, heard.json) == (400, {"error": {"message": words, **fields}})
    for lenient in (Faults(strict=False), Faults(wording="vllm")):
        server.set(lenient)
        assert chat(server, *messages).status == 200


def test_a_whole_order_is_accepted(server: FaultServer) -> None:
    """Answers may come in any order, and several rounds may follow one another."""
    both = {**ASKED, "tool_calls": [CALL, {**CALL, "id": "c2"}]}
    second = {**ANSWER, "tool_call_id": "c2"}
    assert chat(server, USER, both, second, ANSWER, ASKED, ANSWER, USER).status == 200
