"""A prompt that does not fit the window is refused as each provider refuses it, or cut where one cuts."""

from __future__ import annotations

from typing import Any

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.prompt import chat_turn
from proofs.server.tokens import count
from tests.proofs.talk import LONG, SHORT, TOOL, TOOLS, USER, WORDS, chat, post

_OPENAI = "This model's maximum context length is 100 tokens. However, "
_MODEL = "\nmodel=gpt-4o. context_window_fallbacks=None. fallbacks=None.\n\nSet 'context_window_fallback' - "
_LITELLM = "litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: OpenAIException - "
_SHORTER = "Please reduce the length of the messages"


def openai_error(words: str) -> dict[str, Any]:
    fields = {"type": "invalid_request_error", "param": "messages", "code": "context_length_exceeded"}
    return {"error": {"message": words, **fields}}


def vllm_error(words: str) -> dict[str, Any]:
    return {"error": {"message": words, "type": "BadRequestError", "param": None, "code": 400}}


def anthropic_error(words: str) -> dict[str, Any]:
    error = {"type": "invalid_request_error", "message": words}
    return {"type": "error", "error": error, "request_id": "req_011CQ7Zk4yW"}


def test_openai_tells_the_messages_the_functions_and_the_completion_apart(server: FaultServer) -> None:
    """Three wordings and the one that has all of it; a request that fits is answered."""
    server.set(Faults(window=100))
    assert chat(server, WORDS).json == openai_error(f"{_OPENAI}your messages resulted in {LONG} tokens. {_SHORTER}.")
    assert chat(server, WORDS, tools=[TOOL]).json == openai_error(
        f"{_OPENAI}your messages resulted in {LONG + TOOLS} tokens ({LONG} in the messages, {TOOLS} in the functions). "
        f"{_SHORTER} or functions."
    )
    assert chat(server, max_tokens=99).json == openai_error(
        f"{_OPENAI}you requested {SHORT + 99} tokens ({SHORT} in the messages, 99 in the completion). "
        f"{_SHORTER} or completion."
    )
    assert chat(server, tools=[TOOL], max_completion_tokens=99).json == openai_error(
        f"{_OPENAI}you requested {SHORT + TOOLS + 99} tokens ({SHORT} in the messages, {TOOLS} in the functions, "
        "and 99 in the completion). "
        "Please reduce the length of the messages, functions, or completion."
    )
    assert chat(server, max_tokens=100 - SHORT).status == 200
    counters = server.counters()
    assert (counters.refused, counters.refused_tokens) == (
        4,
        ((LONG, 100), (LONG + TOOLS, 100), (SHORT + 99, 100), (SHORT + TOOLS + 99, 100)),
    )


@pytest.mark.parametrize(
    ("wording", "long", "budget"),
    [
        ("azure", f"{_OPENAI}your messages resulted in {LONG} tokens. {_SHORTER}.", None),
        (
            "vllm",
            f"{_OPENAI}your request has {LONG} input tokens. Please reduce the length of the input messages.",
            "'max_tokens' or 'max_completion_tokens' is too large: 99. This model's maximum context length is 100 "
            f"tokens and your request has {SHORT} input tokens (99 > 100 - {SHORT}).",
        ),
        (
            "anthropic",
            f"prompt is too long: {LONG} tokens > 100 maximum",
            f"input length and `max_tokens` exceed context limit: {SHORT} + 99 > 100, "
            "decrease input length or `max_tokens` and try again",
        ),
    ],
)
def test_other_providers_have_their_own_words(server: FaultServer, wording: str, long: str, budget: str | None) -> None:
    """Status 400, in the shape and the words of the provider, at OpenAI's API."""
    server.set(Faults(window=100, wording=wording))
    shaped = {"azure": openai_error, "vllm": vllm_error, "anthropic": anthropic_error}[wording]
    refused = chat(server, WORDS)
    assert (refused.status, refused.json) == (400, shaped(long))
    if budget:
        assert chat(server, max_tokens=99).json == shaped(budget)


def test_llama_cpp_names_the_numbers_and_takes_any_budget(server: FaultServer) -> None:
    """Its error has fields of its own; a budget that does not fit only shortens the answer."""
    server.set(Faults(window=100, wording="llama.cpp"))
    words = f"request ({LONG} tokens) exceeds the available context size (100 tokens), try increasing it"
    fields = {"type": "exceed_context_size_error", "n_prompt_tokens": LONG, "n_ctx": 100}
    refused = chat(server, WORDS)
    assert (refused.status, refused.json) == (400, {"error": {"code": 400, "message": words, **fields}})
    assert chat(server, max_tokens=99).status == 200


def test_litellm_puts_its_names_before_the_providers_words(server: FaultServer) -> None:
    """Its code is a text, and it tells which fallbacks there were."""
    server.set(Faults(window=100, wording="litellm"))
    words = f"{_LITELLM}{_OPENAI}your messages resulted in {LONG} tokens. {_SHORTER}.{_MODEL}"
    hint = "https://docs.litellm.ai/docs/routing#fallbacks. Received Model Group=gpt-4o\nAvailable Model Group "
    fields = {"type": None, "param": None, "code": "400"}
    assert chat(server, WORDS).json == {"error": {"message": f"{words}{hint}Fallbacks=None", **fields}}


def test_ollama_cuts_the_prompt_and_answers(server: FaultServer) -> None:
    """The oldest messages go, the system's and the last stay; only the count of tokens tells."""
    server.set(Faults(window=300, wording="ollama", echo=True))
    system = {"role": "system", "content": "Be brief."}
    old, new = ({"role": "user", "content": f"{word} " * 200} for word in ("old", "new"))
    heard = chat(server, system, old, new, USER)
    assert heard.status == 200
    said = heard.json["choices"][0]["message"]["content"]
    assert said == f"I was asked: {new['content']} | {USER['content']}"
    assert heard.json["usage"]["prompt_tokens"] == 3 + sum(chat_turn(each).tokens for each in (system, new, USER))
    assert chat(server, {**WORDS, "content": "word " * 900}).json["usage"]["prompt_tokens"] == 300
    assert min(server.counters().prompt_tokens) > 300


def test_ollama_refuses_where_the_request_forbids_to_cut(server: FaultServer) -> None:
    """Its own API alone knows `truncate`, and a window that the request asks for."""
    server.set(Faults(window=100))
    body = {"model": "llama3.1", "messages": [WORDS], "stream": False}
    refused = post(server, "/api/chat", {**body, "truncate": False})
    assert (refused.status, refused.json) == (400, {"error": "the input length exceeds the context length"})
    assert post(server, "/api/chat", body).json["prompt_eval_count"] == 100
    assert post(server, "/api/chat", {**body, "options": {"num_ctx": 400}}).json["prompt_eval_count"] == LONG


@pytest.mark.parametrize("path", ["/v1/completions", "/v1/embeddings"])
def test_completions_and_embeddings_count_each_prompt_alone(server: FaultServer, path: str) -> None:
    """Many short texts fit where one long one does not."""
    server.set(Faults(window=100))
    field = "prompt" if path == "/v1/completions" else "input"
    assert post(server, path, {"model": "m", field: ["a b c d e f"] * 20}).status == 200
    refused = post(server, path, {"model": "m", field: ["word " * 200]})
    tokens = count("word " * 200)
    assert refused.message == (
        f"This model's maximum context length is 100 tokens, however you requested {tokens} tokens "
        f"({tokens} in your prompt; 0 for the completion). Please reduce your prompt; or completion length."
    )


def test_the_responses_api_names_no_numbers(server: FaultServer) -> None:
    """It blames the input."""
    server.set(Faults(window=100))
    refused = post(server, "/v1/responses", {"model": "m", "input": "word " * 200})
    words = "Your input exceeds the context window of this model. Please adjust your input and try again."
    fields = {"type": "invalid_request_error", "param": "input", "code": "context_length_exceeded"}
    assert (refused.status, refused.json) == (400, {"error": {"message": words, **fields}})
