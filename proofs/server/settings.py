"""What the server is told to do wrong: one frozen value, checked when it is made."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, get_args, get_type_hints

WORDINGS = ("openai", "azure", "vllm", "llama.cpp", "ollama", "anthropic", "litellm")
RULES = ("alternate", "system-first", "filled", "named", "reasoning", "tools", "ids")


def _setting(default: Any, says: str, least: float = 0) -> Any:
    """A field of `Faults` with its default, its explanation and the smallest number it may hold."""
    return field(default=default, metadata={"says": says, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Every setting of the server; none of them is needed, and by default nothing fails.

    Whoever makes one with a wrong type or a number out of range gets a ValueError that says so in one sentence.
    """

    wording: str = _setting("openai", "whose shape and words the errors have: " + ", ".join(WORDINGS))
    window: int = _setting(0, "tokens of context, prompt and completion budget together (0: no limit)")
    tokens_per_minute: int = _setting(0, "tokens of prompt and completion budget that a minute allows (0: no limit)")
    requests_per_minute: int = _setting(0, "requests that a minute allows (0: no limit)")
    minute: float = _setting(60.0, "seconds that a minute takes, so that a test need not wait for a real one", 0.01)
    latency: float = _setting(0.0, "seconds before the first byte of an answer")
    chunk_pause: float = _setting(0.0, "seconds between two chunks of a streamed answer")
    hang_first: int = _setting(0, "so many first requests get no answer; they are held, then closed")
    hang: float = _setting(60.0, "seconds for which a request without an answer, or a stalled stream, is held")
    slots: int = _setting(0, "requests served at once, the others wait in order of arrival (0: all at once)")
    overload: int = _setting(0, "requests in flight beyond which the server says that it is overloaded (0: never)")
    break_after: int = _setting(0, "chunks of a stream after which the connection is cut without an end (0: never)")
    stall_after: int = _setting(0, "chunks of a stream after which nothing more is said for `hang` seconds (0: never)")
    stream_mb: float = _setting(0.0, "megabytes of a streamed answer, in chunks of 100 kB (0: the usual answer)")
    refuse: int = _setting(0, "HTTP status with which requests are refused, 400 to 599 (0: none is)")
    refuse_first: int = _setting(0, "how many first requests `refuse` is for (0: all)")
    key: str = _setting("", "the only API key that is accepted (empty: any, and none)")
    spent: str = _setting("", "the API key whose credit is used up (empty: none)")
    models: tuple[str, ...] = _setting((), "the only models that exist (none named: all)")
    forbidden: tuple[str, ...] = _setting((), "models that exist and that the key may not use")
    banned: tuple[str, ...] = _setting((), "texts for which the content filter stops a prompt or an answer")
    replies: tuple[str, ...] = _setting((), "texts of the answers in turn, the last one again and again")
    reply_chars: int = _setting(600, "characters of an answer where `replies` names none", 1)
    echo: bool = _setting(False, "whether an answer lists the user messages of its prompt")
    call_tools: bool = _setting(True, "whether a user's message that comes with tools is answered by a tool call")
    parallel_calls: int = _setting(1, "tool calls in one answer", 1)
    call_name: str = _setting("", "the name with which a tool is called (empty: that of the first one offered)")
    call_arguments: str = _setting("", "the text of a call's arguments (empty: such as the tool's schema accepts)")
    no_tools: tuple[str, ...] = _setting((), "models to which no tools may be offered (*: none takes any)")
    rules: tuple[str, ...] = _setting((), "what requests must be besides: " + ", ".join(RULES))
    strict: bool = _setting(True, "whether a tool call without its tool message is refused, as the service does")

    def __post_init__(self) -> None:
        hints = get_type_hints(Faults)
        for each in fields(self):
            fault = _fault(each, hints[each.name], getattr(self, each.name))
            if fault:
                raise ValueError(f"{each.name}: {fault}.")
        if self.wording not in WORDINGS:
            raise ValueError(f"wording: {self.wording!r} is none of {', '.join(WORDINGS)}.")
        if unknown := [rule for rule in self.rules if rule not in RULES]:
            raise ValueError(f"rules: {unknown[0]!r} is none of {', '.join(RULES)}.")
        if self.refuse and not 400 <= self.refuse <= 599:
            raise ValueError(f"refuse: {self.refuse} is no HTTP status from 400 to 599.")

    @classmethod
    def from_mapping(cls, given: Mapping[str, object]) -> Faults:
        """The settings that `given` names (lists count as tuples); ValueError where a name or a value is wrong."""
        names = [each.name for each in fields(cls)]
        for name in given:
            if name not in names:
                near = difflib.get_close_matches(str(name), names, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}."
                raise ValueError(f"{name!r} is no setting: {hint}")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
        return cls(**values)


def _fault(each: Field[Any], wanted: object, value: object) -> str | None:
    """What is wrong with the value of one field, or None."""
    if get_args(wanted):
        texts = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
        return None if texts else f"{value!r} is no list of texts"
    if wanted is bool or wanted is str:
        kind = "true or false" if wanted is bool else "a text"
        return None if type(value) is wanted else f"{value!r} is not {kind}"
    if isinstance(value, bool) or not isinstance(value, int if wanted is int else (int, float)):
        return f"{value!r} is no {'whole ' if wanted is int else ''}number"
    if not math.isfinite(value) or value < each.metadata["least"]:
        return f"{value!r} is not {each.metadata['least']} or more"
    return None


def described(faults: Faults) -> str:
    """The settings that differ from the defaults, for people."""
    changed = ((each.name, getattr(faults, each.name)) for each in fields(Faults))
    told = [f"{name}={value!r}" for name, value in changed if value != getattr(Faults(), name)]
    return f"enforces {', '.join(told)}" if told else "enforces nothing: every request is answered"
