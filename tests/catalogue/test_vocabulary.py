"""The names that others rely on exist: classes, causes, facts."""

from __future__ import annotations

from diagnose.model.vocabulary import FACTS
from tests.corpus import FIVE, known

CLASSES = {
    "host-oom",
    "cuda-oom",
    "context-length",
    "timeout",
    "event-loop",
    "rate-limit",
    "auth",
    "connection",
    "model-not-found",
    "message-sequence",
    "request-invalid",
    "content-filter",
    "kv-cache",
    "tools-unsupported",
    "tool-registration",
    "package-conflict",
    "version-conflict",
    "config",
    "config-kwargs",
    "model-info",
    "docker",
    "mcp",
    "speaker-selection",
    "team-state",
    "output-parse",
    "encoding",
    "rag-store",
    "studio-db",
    "fd-limit",
    "server-error",
}

CAUSES_OF_THE_GUIDES = {
    "python-oom-during-inference": (
        "unbounded-history",
        "oversized-tool-output",
        "oversized-system-prompt",
        "context-window-too-small",
        "group-chat-pressure",
    ),
    "python-token-limit-when-scaling": (
        "unbounded-history",
        "oversized-tool-output",
        "nested-agents-echo",
        "oversized-system-prompt",
        "context-window-too-small",
    ),
    "typescript-oom-when-scaling": (
        "unbounded-parallelism",
        "unbounded-history",
        "oversized-tool-output",
        "buffered-streaming",
        "oversized-system-prompt",
    ),
    "python-timeout-when-scaling": (
        "blocking-call-without-timeout",
        "slow-or-throttled-endpoint",
        "group-chat-pressure",
        "code-executor-hang",
        "recursive-agent-loop",
    ),
    "typescript-event-loop-in-production": (
        "shared-agent-across-requests",
        "unsupported-runtime",
        "unawaited-run",
        "reentrant-agent-run",
        "version-mismatch",
    ),
}
"""Each guide's causes, its main cause first: 25 mentions of 17 causes."""

CAUSES_FROM_THE_FIELD = {
    "server-window-misconfigured": "context-length",
    "completion-budget-too-large": "context-length",
    "model-too-large-for-gpu": "cuda-oom",
    "gpu-batch-or-context-pressure": "cuda-oom",
    "gpu-memory-held-elsewhere": "cuda-oom",
    "model-too-large-for-host": "host-oom",
    "container-memory-limit": "host-oom",
    "process-memory-growth": "host-oom",
    "client-timeout-too-small": "timeout",
    "connection-pool-exhausted": "timeout",
    "network-unreachable": "timeout",
    "mcp-read-timeout": "timeout",
    "nested-event-loop": "event-loop",
    "sync-chat-with-async-tool": "event-loop",
    "client-reused-across-loops": "event-loop",
    "no-loop-in-worker-thread": "event-loop",
    "windows-selector-event-loop": "event-loop",
    "cleanup-noise-at-exit": "event-loop",
}

FACT_NAMES = {
    "limit_tokens",
    "used_tokens",
    "messages_tokens",
    "functions_tokens",
    "completion_tokens",
    "model",
    "status",
    "code",
    "timeout_s",
    "retry_after_s",
    "limit_tpm",
    "requested_tokens",
    "requested_bytes",
    "total_bytes",
    "free_bytes",
    "needed_bytes",
    "available_bytes",
    "heap_bytes",
    "rss_bytes",
    "limit_bytes",
    "exit_code",
    "signal",
    "process",
    "host",
    "base_url",
    "errno",
    "argument",
    "package",
    "function",
    "thread",
    "never_awaited",
}

GUIDE_OF = {
    "context-length": "python-token-limit-when-scaling",
    "timeout": "python-timeout-when-scaling",
    "event-loop": "typescript-event-loop-in-production",
    "cuda-oom": "python-oom-during-inference",
    "host-oom": "typescript-oom-when-scaling",
}
"""The guide whose causes a class must offer, all of them."""


def causes_of(playbook: str) -> list[str]:
    return [ref.cause for one in known().playbooks if one.id == playbook for ref in one.causes]


def test_all_classes_exist() -> None:
    """No class of the vocabulary is missing; more may be there."""
    assert sorted(CLASSES - {playbook.id for playbook in known().playbooks}) == []
    assert FIVE <= CLASSES


def test_all_causes_exist_and_are_used() -> None:
    """Each cause of the guides and of the field has a file, and a class that names it."""
    wanted = {cause for causes in CAUSES_OF_THE_GUIDES.values() for cause in causes} | set(CAUSES_FROM_THE_FIELD)
    assert sorted(wanted - {cause.id for cause in known().causes}) == []
    used = {ref.cause for playbook in known().playbooks for ref in playbook.causes}
    assert sorted(wanted - used) == []


def test_there_are_25_causes_in_the_guides_and_18_from_the_field() -> None:
    """The lists above are whole."""
    assert sum(map(len, CAUSES_OF_THE_GUIDES.values())) == 25
    assert len(CAUSES_FROM_THE_FIELD) == 18


def test_each_class_offers_the_causes_of_its_guide() -> None:
    """Whoever has the error of a guide finds all causes of that guide under its class."""
    missing = {
        playbook: sorted(set(CAUSES_OF_THE_GUIDES[guide]) - set(causes_of(playbook)))
        for playbook, guide in GUIDE_OF.items()
        if set(CAUSES_OF_THE_GUIDES[guide]) - set(causes_of(playbook))
    }
    assert missing == {}


def test_field_causes_belong_to_their_class() -> None:
    """A cause that was met with one class of error is offered there."""
    astray = {cause: owner for cause, owner in CAUSES_FROM_THE_FIELD.items() if cause not in causes_of(owner)}
    assert astray == {}


def test_causes_name_their_guides() -> None:
    """A cause says which guides name it."""
    named = {cause.id: set(cause.guide) for cause in known().causes}
    silent = {
        (cause, guide)
        for guide, causes in CAUSES_OF_THE_GUIDES.items()
        for cause in causes
        if guide not in named.get(cause, ())
    }
    assert sorted(silent) == []


def test_all_facts_exist() -> None:
    """No fact of the vocabulary is missing; more may be there."""
    assert sorted(FACT_NAMES - set(FACTS)) == []
