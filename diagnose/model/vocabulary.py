"""The words that playbooks may use: facts, observations, and the fixed choices of a clause."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class FactKind(Enum):
    """How the text of a fact is read."""

    NUMBER = "number"
    """A whole number: ``128,000``, ``8k``, ``-9``."""
    SIZE = "size"
    """A size, held in bytes: ``172.00 MiB``, ``16020148kB``."""
    TIME = "time"
    """A time, held in seconds: ``30``, ``1.5s``, ``6m0s``."""
    NAME = "name"
    """A name, without its quotes."""


_KINDS: Mapping[FactKind, str] = {
    FactKind.NUMBER: (
        "limit_tokens used_tokens messages_tokens functions_tokens completion_tokens limit_tpm requested_tokens "
        "status exit_code signal errno"
    ),
    FactKind.SIZE: (
        "requested_bytes total_bytes free_bytes needed_bytes available_bytes heap_bytes rss_bytes limit_bytes"
    ),
    FactKind.TIME: "timeout_s retry_after_s",
    FactKind.NAME: "model code process host base_url argument package function thread never_awaited",
}

FACTS: Mapping[str, FactKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
"""Every fact that a pattern may capture, and how its text is read."""

OBSERVATIONS: Mapping[str, str] = {
    "prompt_share": "tokens of the messages alone divided by the limit",
    "memory_share": "memory in use divided by the limit",
    "overshoot": "used tokens divided by the limit",
    "successes_before": "lines before the error that report progress in a series",
    "growing_counter": "the last value of a number that grew line by line",
    "growth_factor": "by which factor at least a number grew in each of the last three lines that state it",
    "chat_messages": "messages of the conversation before the error",
    "speakers": "distinct agents that spoke",
    "largest_tool_result": "characters of the largest tool result before the error",
    "largest_message": "characters of the largest chat message",
    "group_size": "members of the exception group",
    "repeats": "how often the same fault stands in the log",
    "retries": "announced retries before the error",
    "nested_chats": "headers that announce a new chat",
}
"""Numbers that are computed from the log, and what they mean."""

FRAMEWORKS = ("autogen-0.2", "ag2", "autogen-0.4", "node")
LANGUAGES = ("python", "typescript", "bash", "yaml", "text")
SEVERITIES = ("error", "warning")
