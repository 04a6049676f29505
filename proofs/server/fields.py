"""What the service asks of single fields of a chat request: rules that a setting turns on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from proofs.server.reading import Json, mapping, objects, text
from proofs.server.reply import Reply
from proofs.server.wordings.shape import error

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_LONGEST_ID = 40
_LONGEST_DESCRIPTION = 1024
_FIXED = {"temperature": 1, "top_p": 1, "presence_penalty": 0, "frequency_penalty": 0}
"""Sampling settings that a reasoning model takes with this value only."""

Fault = tuple[str, str, str]
"""The field, the service's code for the fault, and its sentence."""


def refusal(body: Json, rules: tuple[str, ...]) -> Reply | None:
    """The refusal of the first field that breaks one of the rules; rules of other modules are none of its own."""
    for rule in rules:
        for field, code, words in _RULES.get(rule, _nothing)(body):
            return error(400, words, "invalid_request_error", param=field, code=code)
    return None


def _nothing(_body: Json) -> Iterator[Fault]:
    yield from ()


def _reasoning(body: Json) -> Iterator[Fault]:
    """Settings that reasoning models do not take: max_tokens at all, the sampling ones but with their default."""
    if "max_tokens" in body:
        words = (
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        )
        yield "max_tokens", "unsupported_parameter", words
    for name, default in _FIXED.items():
        if body.get(name, default) != default:
            words = f"Unsupported value: '{name}' does not support {body[name]} with this model. "
            yield name, "unsupported_value", words + f"Only the default ({default}) value is supported."


def _tools(body: Json) -> Iterator[Fault]:
    """Tools have plain names, short descriptions, and arrays that say what is in them."""
    for at, tool in enumerate(objects(body.get("tools"))):
        function, place = mapping(tool.get("function")), f"tools[{at}].function"
        name = text(function.get("name"))
        if not _NAME.fullmatch(name):
            words = f"Invalid '{place}.name': string does not match pattern. "
            yield (
                f"{place}.name",
                "invalid_value",
                words + "Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
            )
        yield from _too_long(f"{place}.description", text(function.get("description")), _LONGEST_DESCRIPTION)
        properties = mapping(mapping(function.get("parameters")).get("properties"))
        for key, schema in properties.items():
            if mapping(schema).get("type") == "array" and "items" not in mapping(schema):
                words = f"Invalid schema for function '{name}': In context=('properties', '{key}'), "
                yield f"{place}.parameters", "invalid_function_parameters", words + "array schema missing items."


def _ids(body: Json) -> Iterator[Fault]:
    """Ids of tool calls have a length of at most 40."""
    for at, message in enumerate(objects(body.get("messages"))):
        for number, call in enumerate(objects(message.get("tool_calls"))):
            yield from _too_long(f"messages[{at}].tool_calls[{number}].id", text(call.get("id")), _LONGEST_ID)


def _too_long(field: str, value: str, longest: int) -> Iterator[Fault]:
    if len(value) > longest:
        words = f"Invalid '{field}': string too long. Expected a string with maximum length {longest}, "
        yield field, "string_above_max_length", words + f"but got a string with length {len(value)} instead."


_RULES: Mapping[str, Callable[[Json], Iterator[Fault]]] = {"reasoning": _reasoning, "tools": _tools, "ids": _ids}
