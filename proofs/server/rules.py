"""What single models and servers ask of a request besides the order of tool calls: rules that a setting turns on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from proofs.server import fields
from proofs.server.ask import Ask
from proofs.server.reading import Json, objects, text
from proofs.server.reply import Reply, as_json
from proofs.server.settings import Faults
from proofs.server.wordings.shape import error

_NO_TOOLS = {
    "vllm": '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    "llama.cpp": "tools param requires --jinja flag",
    "ollama": "registry.ollama.ai/library/{model} does not support tools",
    "litellm": "No endpoints found that support tool use. To learn more about provider routing, visit: "
    "https://openrouter.ai/docs/provider-routing",
}
"""Who says what of a request that offers tools; LiteLLM passes on what a router says."""
_STATUS = {"llama.cpp": 500, "litellm": 404}
_PLAIN = re.compile(r"[^\s<|\\/>]+")


def refusal(ask: Ask, faults: Faults) -> Reply | None:
    """The refusal of a request that breaks a rule, None where it keeps them all."""
    if ask.tools and {"*", ask.model}.intersection(faults.no_tools):
        said = _NO_TOOLS.get(faults.wording, "Tool calling is not supported by this model")
        return _said(_STATUS.get(faults.wording, 400), said.format(model=ask.model), faults)
    messages = objects(ask.body.get("messages"))
    broken = next((words for rule in faults.rules if rule in _RULES for words in _RULES[rule](messages)), None)
    return fields.refusal(ask.body, faults.rules) if broken is None else _said(400, broken, faults)


def _said(status: int, words: str, faults: Faults) -> Reply:
    if faults.wording == "ollama":
        return error(status, words, "api_error")
    if faults.wording == "vllm":
        return error(status, words, "BadRequestError", code=status)
    if faults.wording == "llama.cpp":
        return as_json(status, {"error": {"code": status, "message": words, "type": "server_error"}})
    return error(status, words, "invalid_request_error")


def _alternate(messages: Sequence[Json]) -> Iterator[str]:
    """User and assistant take turns, a user first, as the chat templates of Mistral, Gemma and Llama 2 want it."""
    spoken = [each.get("role") for each in messages if each.get("role") in ("user", "assistant")]
    if any((role == "user") != (at % 2 == 0) for at, role in enumerate(spoken)):
        yield "After the optional system message, conversation roles must alternate user/assistant/user/assistant/..."


def _system_first(messages: Sequence[Json]) -> Iterator[str]:
    """No system message but the first, as Qwen's newer template wants it."""
    if any(each.get("role") == "system" for each in messages[1:]):
        yield "System message must be at the beginning."


def _filled(messages: Sequence[Json]) -> Iterator[str]:
    """No empty text, as Anthropic and Moonshot want it."""
    for at, each in enumerate(messages):
        if each.get("role") in ("user", "assistant") and not each.get("content") and not each.get("tool_calls"):
            wanted = "all messages must have non-empty content except for the optional final assistant message"
            yield f"messages.{at}: {wanted}"


def _named(messages: Sequence[Json]) -> Iterator[str]:
    """Names without spaces, as OpenAI wants them."""
    for at, each in enumerate(messages):
        if "name" in each and not _PLAIN.fullmatch(text(each["name"])):
            yield (
                f"Invalid 'messages[{at}].name': string does not match pattern. "
                r"Expected a string that matches the pattern '^[^\s<|\\/>]+$'."
            )


_RULES: Mapping[str, Callable[[Sequence[Json]], Iterator[str]]] = {
    "alternate": _alternate,
    "system-first": _system_first,
    "filled": _filled,
    "named": _named,
}
