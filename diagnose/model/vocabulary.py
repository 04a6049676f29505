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
SIDES = ("your code", "your tool", "framework", "client", "provider", "local server", "machine", "network")
"""Where something fails: whose part has to change."""
RETRIES = ("never", "later", "sometimes", "always")
"""Whether the same call made again can succeed; ``later`` is after a wait."""

CHECKS: Mapping[str, Mapping[str, str]] = {
    "python": {
        "system": "Linux, Darwin or Windows",
        "python_minor": "the minor version of the Python 3 that the program uses",
    },
    "packages": {
        "autogen_providers": "installed distributions that provide the module autogen",
        "autogen_shadowed": "1 where a file or package named autogen in the working folder hides the installed one",
        "autogen_versions": "different versions among autogen-core, autogen-agentchat and autogen-ext",
        "package_conflicts": "pairs of installed versions that are known not to work together",
    },
    "node": {
        "node_major": "the major version of Node",
        "duplicated_packages": "agent packages that stand in package-lock.json in more than one version",
    },
    "memory": {
        "memory_total_bytes": "memory of the machine",
        "memory_available_bytes": "memory that a new program could get",
        "cgroup_limit_bytes": "the memory limit of the control group",
        "cgroup_peak_share": "the most that the control group has used, divided by its limit",
        "oom_kills": "processes that the kernel has ended in this control group for lack of memory",
    },
    "gpu": {
        "gpus": "how many GPUs nvidia-smi lists",
        "gpu_used_share": "memory in use on the fullest GPU, divided by its total",
        "gpu_processes": "processes that hold memory on a GPU",
    },
    "servers": {
        "servers_answering": "model servers on this machine that answer",
        "server_window_tokens": "the smallest window that one of them reports",
        "server_window_share": "that window divided by the one that the model was trained with",
        "base_url_answers": "1 where the server that the log or the environment names answers, 0 where it does not",
        "base_url_window_tokens": "the smallest window that this one reports",
        "base_url_window_share": "that window divided by the one that the model was trained with",
    },
}
"""The built-in checks of the user's machine, and the names of what each finds."""

FINDINGS: Mapping[str, str] = {name: meaning for check in CHECKS.values() for name, meaning in check.items()}
"""Everything that a check may find, and what it means."""
