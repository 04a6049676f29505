"""Rules that a setting turns on: tools that are refused, calls as told, roles, names and contents."""

from __future__ import annotations

import pytest

from proofs.server import Faults, FaultServer
from tests.proofs.talk import TOOL, USER, chat

ANSWER = {"role": "assistant", "content": "Fine."}
SYSTEM = {"role": "system", "content": "Be brief."}


def test_a_call_has_the_name_and_arguments_that_are_set(server: FaultServer) -> None:
    """A model that makes up a tool, and writes arguments that are no JSON."""
    server.set(Faults(call_name="python", call_arguments="```json"))
    call = chat(server, tools=[TOOL]).json["choices"][0]["message"]["tool_calls"][0]
    assert call["function"] == {"name": "python", "arguments": "```json"}


@pytest.mark.parametrize(
    ("wording", "status", "words"),
    [
        ("openai", 400, "not supported by this model"),
        ("vllm", 400, "requires --enable-auto-tool-choice"),
        ("llama.cpp", 500, "tools param requires --jinja"),
        ("ollama", 400, "does not support tools"),
        ("litellm", 404, "No endpoints found that support tool use"),
    ],
)
def test_tools_are_refused(server: FaultServer, wording: str, status: int, words: str) -> None:
    """In the words of each server; without tools the request is answered, and so is one to another model."""
    server.set(Faults(no_tools=("*",), wording=wording))
    refused = chat(server, tools=[TOOL])
    assert (refused.status, words in refused.json["error"]["message"]) == (status, True)
    assert chat(server).status == 200
    server.set(Faults(no_tools=("other",), wording=wording))
    assert chat(server, tools=[TOOL]).status == 200


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("alternate", [SYSTEM, USER, ANSWER, USER], [SYSTEM, USER, USER]),
        ("alternate", [USER], [SYSTEM, ANSWER, USER]),
        ("system-first", [SYSTEM, USER], [USER, SYSTEM]),
        ("filled", [USER, ANSWER, USER], [USER, {"role": "assistant", "content": ""}, USER]),
        ("named", [{**USER, "name": "Ada_L"}], [{**USER, "name": "Ada L"}]),
    ],
)
def test_messages_are_held_to_a_rule(
    server: FaultServer, rule: str, good: list[dict[str, str]], bad: list[dict[str, str]]
) -> None:
    """Where it is set, messages that break it are refused with 400; where it is not, nobody looks."""
    assert chat(server, *bad).status == 200
    server.set(Faults(rules=(rule,)))
    assert (chat(server, *good).status, chat(server, *bad).status) == (200, 400)


def test_a_rule_that_nobody_knows_is_a_mistake() -> None:
    """A misspelt rule would check nothing."""
    with pytest.raises(ValueError, match="'alternating' is none of"):
        Faults(rules=("alternating",))
